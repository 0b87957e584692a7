import { z } from 'zod';
import type { PullRequestElsewhere } from '../facts/pull-requests-elsewhere.ts';
import { repositoryName } from '../repository-name.ts';
import { ask, type Client, GitHubRequestError } from './client.ts';
import { address, count, instant, line } from './fields.ts';
import { fetchCount } from './pages.ts';
import { ownerAndName } from './repositories.ts';

/** How many pull requests are open. Throws GitHubRequestError. */
export async function fetchOpenPullRequests(client: Client, fullName: string): Promise<number> {
  return fetchCount(client, 'GET /repos/{owner}/{repo}/pulls', { ...ownerAndName(fullName), state: 'open' });
}

const found = z.object({
  total_count: count,
  incomplete_results: z.boolean(),
  items: z.array(
    z.object({
      number: count,
      title: line,
      html_url: address,
      repository_url: z.string(),
      pull_request: z.object({ merged_at: instant }),
    }),
  ),
});

/** Pull requests by the login that were merged into other owners' repositories: the newest 100 and the total. Throws GitHubRequestError. */
export async function fetchPullRequestsElsewhere(
  client: Client,
  login: string,
  ownOwners: readonly string[],
): Promise<{ total: number; items: PullRequestElsewhere[] }> {
  const elsewhere = [...new Set([login, ...ownOwners])].map((owner) => `-user:${owner}`).join(' ');
  const q = `author:${login} type:pr is:public is:merged ${elsewhere}`;
  const parameters = { q, sort: 'created', order: 'desc', per_page: 100 };
  const { value } = await ask(client, 'GET /search/issues', parameters, found);
  if (value.incomplete_results) {
    throw new GitHubRequestError(
      'unexpected answer',
      'GET /search/issues: incomplete_results: the search was cut short',
    );
  }
  const items = value.items.map((item) => ({
    repository: repositoryIn(item.repository_url),
    number: item.number,
    title: item.title ?? `#${item.number}`,
    url: item.html_url,
    mergedAt: item.pull_request.merged_at,
  }));
  return { total: value.total_count, items: items.sort(byNewestMerge) };
}

function repositoryIn(apiUrl: string): string {
  const fullName = apiUrl.split('/').slice(-2).join('/');
  if (repositoryName.safeParse(fullName).success) return fullName;
  throw new GitHubRequestError('unexpected answer', 'GET /search/issues: repository_url: not a repository');
}

function byNewestMerge(a: PullRequestElsewhere, b: PullRequestElsewhere): number {
  if (a.mergedAt !== b.mergedAt) return a.mergedAt > b.mergedAt ? -1 : 1;
  return a.url < b.url ? -1 : 1;
}
