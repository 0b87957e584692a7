import { count } from '../facts/fact.ts';
import { address, githubInstant, line } from '../facts/fields.ts';
import type { PullRequestElsewhere, PullRequestsElsewhere } from '../facts/pull-requests-elsewhere.ts';
import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import type { GraphQL } from './graphql.ts';
import { type GraphQLAnswer, problemAt } from './graphql-answer.ts';
import { GitHubRequestError } from './request-error.ts';

/** The selection for the search; its variable `$search` is built by {@link searchFor}. */
export const SEARCH = `search(type: ISSUE, query: $search, first: 100) {
    issueCount
    nodes { ... on PullRequest { number title url mergedAt repository { nameWithOwner } } }
  }`;

const answer = z.object({
  issueCount: count,
  nodes: z.array(
    z.object({
      number: count,
      title: line,
      url: address,
      mergedAt: githubInstant,
      repository: z.object({ nameWithOwner: repositoryName }),
    }),
  ),
});

/** GitHub's maximum page size. */
const MAX_RESULTS = 100;

/** The search query for pull requests by this login that were merged into other owners' repositories. */
export function searchFor(login: string, ownOwners: readonly string[]): string {
  const elsewhere = [...new Set([login, ...ownOwners])].map((owner) => `-user:${owner}`).join(' ');
  return `author:${login} type:pr is:public is:merged ${elsewhere} sort:created-desc`;
}

/** Fetches the newest 100 and the total with a separate query. Throws like {@link readSearch}. */
export async function fetchSearch(graphql: GraphQL, search: string): Promise<PullRequestsElsewhere> {
  const query = `query PullRequests($search: String!) {\n  ${SEARCH}\n}`;
  return readSearch(await graphql.query('PullRequests', query, { search }));
}

/** Reads the newest 100 and the total from a response to {@link SEARCH}. Throws GitHubRequestError, also if it is cut short. */
export function readSearch({ data, problems }: GraphQLAnswer): PullRequestsElsewhere {
  const problem = problemAt(problems, ['search']);
  if (problem) throw new GitHubRequestError(problem.reason, problem.detail);
  const parsed = answer.safeParse(data.search);
  if (!parsed.success) throw unexpectedAnswer(`${parsed.error.issues[0]?.path.join('.')} could not be read`);
  const { issueCount, nodes } = parsed.data;
  if (nodes.length !== Math.min(issueCount, MAX_RESULTS)) {
    throw unexpectedAnswer(`got ${nodes.length} of ${issueCount} pull requests: the search was cut short`);
  }
  const items = nodes.map(({ repository, title, ...pull }) => ({
    ...pull,
    repository: repository.nameWithOwner,
    title: title ?? `#${pull.number}`,
  }));
  return { total: issueCount, items: items.sort(byLatestMerge) };
}

function unexpectedAnswer(what: string): GitHubRequestError {
  return new GitHubRequestError('unexpected answer', `GraphQL PullRequests: ${what}`);
}

function byLatestMerge(a: PullRequestElsewhere, b: PullRequestElsewhere): number {
  if (a.mergedAt !== b.mergedAt) return a.mergedAt > b.mergedAt ? -1 : 1;
  return a.url < b.url ? -1 : 1;
}
