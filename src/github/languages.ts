import { z } from 'zod';
import type { FactValue } from '../facts/index.ts';
import { isUnsafe } from '../text/characters.ts';
import { ask, type Client } from './client.ts';
import { count } from './fields.ts';
import { ownerAndName } from './repositories.ts';

const languageName = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => !isUnsafe(text), 'a name with control characters');
const schema = z.record(languageName, count);

/** Bytes by language. Throws GitHubRequestError. */
export async function fetchLanguages(client: Client, fullName: string): Promise<FactValue<'languages'>> {
  return (await ask(client, 'GET /repos/{owner}/{repo}/languages', ownerAndName(fullName), schema)).value;
}
