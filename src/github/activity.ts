import type { Contributions } from '../facts/contributions.ts';
import type { FetchResult } from '../facts/fact.ts';
import type { PullRequestsElsewhere } from '../facts/pull-requests-elsewhere.ts';
import { calendarPart, fetchCalendar, readCalendar } from './contributions.ts';
import { type GraphQL, type GraphQLAnswer, QueryTooLargeError } from './graphql.ts';
import { GitHubRequestError } from './request-error.ts';
import { fetchSearch, readSearch, SEARCH } from './search.ts';
import { type Failure, toResult } from './to-result.ts';

/** What the owner did beyond single repositories. */
export interface Activity {
  contributions: FetchResult<Contributions>;
  pullRequestsElsewhere: FetchResult<PullRequestsElsewhere>;
}

/** Whose activity, until which Sunday, and the search for pull requests elsewhere. */
export interface ActivityQuestion {
  login: string;
  to: string;
  search: string;
}

/** The calendar and the pull requests elsewhere: in one query, or apart where that is too much for GitHub. */
export async function fetchActivity(graphql: GraphQL, question: ActivityQuestion): Promise<Activity> {
  const answer = await askForBoth(graphql, question);
  if (answer === 'too large') return fetchApart(graphql, question);
  if ('kind' in answer) return { contributions: answer, pullRequestsElsewhere: answer };
  return {
    contributions: await toResult(Promise.resolve().then(() => readCalendar(answer, question.to))),
    pullRequestsElsewhere: await toResult(Promise.resolve().then(() => readSearch(answer))),
  };
}

async function fetchApart(graphql: GraphQL, { login, to, search }: ActivityQuestion): Promise<Activity> {
  return {
    contributions: await toResult(fetchCalendar(graphql, login, to)),
    pullRequestsElsewhere: await toResult(fetchSearch(graphql, search)),
  };
}

async function askForBoth(
  graphql: GraphQL,
  { login, to, search }: ActivityQuestion,
): Promise<GraphQLAnswer | Failure | 'too large'> {
  const { declarations, selection, variables } = calendarPart(to);
  const query = `query Activity(${declarations}, $search: String!) {\n  ${selection}\n  ${SEARCH}\n}`;
  try {
    return await graphql.query('Activity', query, { login, search, ...variables });
  } catch (error) {
    if (error instanceof QueryTooLargeError) return 'too large';
    if (!(error instanceof GitHubRequestError)) throw error;
    return { kind: 'error', reason: error.reason, detail: error.message };
  }
}
