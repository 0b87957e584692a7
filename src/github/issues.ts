import { z } from 'zod';
import { ask, type Client } from './client.ts';
import { ownerAndName } from './repositories.ts';
import { GitHubRequestError } from './request-error.ts';

const issue = z.object({
  number: z.int(),
  body: z.string().nullable(),
  user: z.object({ type: z.string() }).nullable(),
  pull_request: z.unknown().optional(),
});

/** An issue as far as it is needed to keep one up to date. */
export interface Issue {
  number: number;
  body: string;
}

/** GitHub answers so where a repository has its issues switched off. */
export function areIssuesDisabled(error: unknown): boolean {
  return error instanceof GitHubRequestError && error.status === 410;
}

/** The newest open issue that a bot wrote and whose text holds `mark`, or null. Looks at the newest 100. Throws GitHubRequestError. */
export async function findOwnIssue(client: Client, repository: string, mark: string): Promise<Issue | null> {
  const parameters = { ...ownerAndName(repository), state: 'open', per_page: 100 };
  const { value } = await ask(client, 'GET /repos/{owner}/{repo}/issues', parameters, z.array(issue));
  const own = value.find(
    ({ body, user, pull_request }) => user?.type === 'Bot' && !pull_request && body?.includes(mark),
  );
  return own ? { number: own.number, body: own.body ?? '' } : null;
}

/** Opens an issue. Throws GitHubRequestError. */
export async function openIssue(
  client: Client,
  repository: string,
  title: string,
  body: string,
): Promise<void> {
  await tell(client, 'POST /repos/{owner}/{repo}/issues', repository, { title, body });
}

/** Replaces an issue's text. Throws GitHubRequestError. */
export async function rewriteIssue(
  client: Client,
  repository: string,
  number: number,
  body: string,
): Promise<void> {
  await tell(client, `PATCH /repos/{owner}/{repo}/issues/${number}`, repository, { body });
}

/** Closes an issue with a last comment. Throws GitHubRequestError. */
export async function closeIssue(
  client: Client,
  repository: string,
  number: number,
  comment: string,
): Promise<void> {
  await tell(client, `POST /repos/{owner}/{repo}/issues/${number}/comments`, repository, { body: comment });
  await tell(client, `PATCH /repos/{owner}/{repo}/issues/${number}`, repository, { state: 'closed' });
}

/** Once only: a second try after a lost answer could say the same thing twice. */
async function tell({ octokit }: Client, route: string, repository: string, words: Record<string, string>) {
  try {
    await octokit.request(route, { ...ownerAndName(repository), ...words, request: { retries: 0 } });
  } catch (error) {
    const { status, message } = z.object({ status: z.number(), message: z.string() }).partial().parse(error);
    throw new GitHubRequestError('unexpected answer', `${route}: ${message}`, status);
  }
}
