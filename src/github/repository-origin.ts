import { count } from '../facts/fact.ts';
import { githubInstant } from '../facts/fields.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';
import { ownerAndName } from './repositories.ts';

/** What tells a new copy of the template from a fork and from a repository whose owner changed. */
export interface RepositoryOrigin {
  isFork: boolean;
  createdAt: string;
  /** The id of the account that owns it. */
  ownerId: number;
}

const answer = z.object({ fork: z.boolean(), created_at: githubInstant, owner: z.object({ id: count }) });

/** Fetches where a repository comes from. Throws GitHubRequestError. */
export async function fetchRepositoryOrigin(client: Client, repository: string): Promise<RepositoryOrigin> {
  const { value } = await fetchRoute(client, 'GET /repos/{owner}/{repo}', ownerAndName(repository), answer);
  return { isFork: value.fork, createdAt: value.created_at, ownerId: value.owner.id };
}
