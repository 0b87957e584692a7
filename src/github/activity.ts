import type { Contributions } from '../facts/contributions.ts';
import type { FetchResult } from '../facts/fact.ts';
import type { PullRequestsElsewhere } from '../facts/pull-requests-elsewhere.ts';
import { calendarPart, fetchCalendar, readCalendar } from './contributions.ts';
import type { GraphQL } from './graphql.ts';
import type { GraphQLAnswer } from './graphql-answer.ts';
import { fetchSearch, readSearch, SEARCH } from './search.ts';
import { toResult } from './to-result.ts';

/** The owner's activity across repositories. */
export interface Activity {
  contributions: FetchResult<Contributions>;
  pullRequestsElsewhere: FetchResult<PullRequestsElsewhere>;
}

/** `to` is the Sunday that ends the calendar; `search` is the query for pull requests elsewhere. */
export interface ActivityOptions {
  login: string;
  to: string;
  search: string;
}

/**
 * Fetches the calendar and the pull requests elsewhere in one query. If it fails, each gets its own: together they may exceed
 * GitHub's limits, and neither may be null, so an error in one loses both.
 */
export async function fetchActivity(graphql: GraphQL, options: ActivityOptions): Promise<Activity> {
  const answer = fetchTogether(graphql, options);
  if ((await toResult(answer)).kind === 'error') return fetchSeparately(graphql, options);
  return {
    contributions: await toResult(answer.then((both) => readCalendar(both, options.to))),
    pullRequestsElsewhere: await toResult(answer.then(readSearch)),
  };
}

async function fetchTogether(
  graphql: GraphQL,
  { login, to, search }: ActivityOptions,
): Promise<GraphQLAnswer> {
  const { declarations, selection, variables } = calendarPart(to);
  const query = `query Activity(${declarations}, $search: String!) {\n  ${selection}\n  ${SEARCH}\n}`;
  return graphql.query('Activity', query, { login, search, ...variables });
}

async function fetchSeparately(graphql: GraphQL, { login, to, search }: ActivityOptions): Promise<Activity> {
  return {
    contributions: await toResult(fetchCalendar(graphql, login, to)),
    pullRequestsElsewhere: await toResult(fetchSearch(graphql, search)),
  };
}
