import { z } from 'zod';
import type { FactValue } from '../snapshot/schema.ts';
import { ask, type Client } from './client.ts';
import { count } from './fields.ts';
import { ownerAndName } from './repositories.ts';

const schema = z.record(z.string().min(1).max(100), count);

/** Bytes by language. Throws GitHubRequestError. */
export async function fetchLanguages(client: Client, fullName: string): Promise<FactValue<'languages'>> {
  return (await ask(client, 'GET /repos/{owner}/{repo}/languages', ownerAndName(fullName), schema)).value;
}
