import { homepage, line, name } from '../facts/fields.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';

/** What an account says of itself in public. Null where it says nothing. */
export interface Owner {
  /** As GitHub writes it. */
  login: string;
  name: string | null;
  bio: string | null;
  /** The web address of the profile. */
  site: string | null;
  email: string | null;
}

const schema = z.object({ login: name, name: line, bio: line, blog: homepage, email: line });

/** The public profile of an account, for the first words of its portfolio. Throws GitHubRequestError. */
export async function fetchOwner(client: Client, login: string): Promise<Owner> {
  const { value } = await fetchRoute(client, 'GET /users/{username}', { username: login }, schema);
  const { blog, ...rest } = value;
  return { ...rest, site: blog };
}
