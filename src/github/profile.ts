import { z } from 'zod';
import type { Profile } from '../facts/profile.ts';
import { ask, type Client } from './client.ts';
import { count, line } from './fields.ts';

const schema = z.object({ id: count, name: line, public_repos: count });

/** The owner's public profile. Throws GitHubRequestError. */
export async function fetchProfile(client: Client, login: string): Promise<Profile> {
  const { value } = await ask(client, 'GET /users/{username}', { username: login }, schema);
  return { id: value.id, name: value.name, publicRepositories: value.public_repos };
}
