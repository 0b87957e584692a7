import { homepage, line, name } from '../facts/fields.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';

/** The public profile of an account. Null where a field is empty. */
export interface Owner {
  /** In GitHub's spelling. */
  login: string;
  name: string | null;
  bio: string | null;
  /** The web address of the profile. */
  site: string | null;
  email: string | null;
  isOrganization: boolean;
}

const schema = z.object({
  login: name,
  name: line,
  bio: line,
  blog: homepage,
  email: line,
  type: z.string().optional(),
});

/** Fetches the public profile of an account, to fill in a new portfolio. Throws GitHubRequestError. */
export async function fetchOwner(client: Client, login: string): Promise<Owner> {
  const { value } = await fetchRoute(client, 'GET /users/{username}', { username: login }, schema);
  const { blog, type, ...rest } = value;
  return { ...rest, site: blog, isOrganization: type === 'Organization' };
}
