import type { Contributions } from '../facts/contributions.ts';
import type { FetchResult } from '../facts/fact.ts';
import type { PullRequestsElsewhere } from '../facts/pull-requests-elsewhere.ts';
import { calendarPart, fetchCalendar, readCalendar } from './contributions.ts';
import type { GraphQL } from './graphql.ts';
import type { GraphQLAnswer } from './graphql-answer.ts';
import { fetchSearch, readSearch, SEARCH } from './search.ts';
import { toResult } from './to-result.ts';

/** What the owner did beyond single repositories. */
export interface Activity {
  contributions: FetchResult<Contributions>;
  pullRequestsElsewhere: FetchResult<PullRequestsElsewhere>;
}

/** Whose activity, until which Sunday, and the search for pull requests elsewhere. */
export interface ActivityOptions {
  login: string;
  to: string;
  search: string;
}

/**
 * The calendar and the pull requests elsewhere: in one query, or apart where that fails, because it is too much for GitHub or
 * one of the two, which may not be null, takes the other along.
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
