import type { Octokit } from '@octokit/rest';
import pLimit from 'p-limit';
import type { Reason } from '../facts/fact.ts';
import { type GraphQLAnswer, parseAnswer, QueryTooLargeError } from './graphql-answer.ts';
import { GitHubRequestError, toRequestError } from './request-error.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** Sends queries to GitHub one at a time, because GitHub allows 60 seconds of its own processor time per minute. */
export interface GraphQL {
  /** Throws {@link GitHubRequestError}; after a fatal failure for every further query too. */
  query: (operation: string, text: string, variables: Record<string, unknown>) => Promise<GraphQLAnswer>;
  /** Whether this run has queries and time left for work that a later run could do. */
  hasSpareCapacity: () => boolean;
}

/** What {@link createGraphQL} needs of the client. */
export interface GraphQLOptions {
  octokit: Octokit;
  /** Such as `POST https://api.github.com/graphql`. */
  route: string;
  policy: RetryPolicy;
  /** Waits this many seconds; false if that exceeds the waiting time that is left. */
  wait: (seconds: number) => Promise<boolean>;
}

/** After this many queries, work that can wait is left to a later run. */
const MAX_QUERIES = 120;

/** Server errors in a row that end GraphQL for this run, before and after the first response. */
const FAILURES_BEFORE_ANSWER = 4;
const FAILURES_AFTER_ANSWER = 16;
/** Timeouts of an operation that never succeeded, after which it is no longer tried. */
const MAX_TIMEOUTS = 3;

/** Creates the sender of queries: the only place that decides when to retry a query and when to give up on GraphQL. */
export function createGraphQL({ octokit, route, policy, wait }: GraphQLOptions): GraphQL {
  const limit = pLimit(1);
  const optionalWorkUntil = performance.now() + policy.spareMs;
  const state: State = { sent: 0, hasAnswered: false, failuresInARow: 0, end: undefined };

  const timeouts = trackTimeouts();
  const sendOnce: GraphQL['query'] = async (operationName, query, variables) => {
    state.sent += 1;
    const response = await octokit
      .request(route, { operationName, query, variables })
      .catch((error: unknown) => {
        throw withoutNotFound(toRequestError(`GraphQL ${operationName}`, error));
      });
    const answer = parseAnswer(operationName, response.data, response.headers);
    timeouts.recordAnswer(operationName);
    Object.assign(state, { hasAnswered: true, failuresInARow: 0 });
    return answer;
  };

  /** Waits until the query may be retried; throws if it may not. */
  const waitForRetry = async (error: GitHubRequestError, tries: number): Promise<void> => {
    const { isTooLarge, canRetry, waitSeconds = (tries + 1) ** 2, isFatal } = nextStep(error, state);
    if (isTooLarge) throw new QueryTooLargeError(error.reason, error.message, error.status);
    if (canRetry && tries < policy.retries && (await wait(waitSeconds))) return;
    if (!isFatal) throw error;
    // Never a QueryTooLargeError: callers would split the query and try again.
    state.end = new GitHubRequestError(error.reason, error.message, error.status);
    throw state.end;
  };

  const send: GraphQL['query'] = async (...query) => {
    for (let tries = 0; ; tries += 1) {
      if (state.end) throw state.end;
      timeouts.assertNotGivenUp(query[0]);
      try {
        return await sendOnce(...query);
      } catch (error) {
        if (!(error instanceof GitHubRequestError)) throw error;
        timeouts.recordFailure(query[0], error);
        await waitForRetry(error, tries);
      }
    }
  };
  return {
    query: (...query) => limit(() => send(...query)),
    hasSpareCapacity: () => state.sent < MAX_QUERIES && performance.now() < optionalWorkUntil,
  };
}

/** Tracks operations that have only timed out so far. */
function trackTimeouts() {
  const answered = new Set<string>();
  const timedOut: string[] = [];
  return {
    recordAnswer: (operation: string) => void answered.add(operation),
    recordFailure: (operation: string, { reason }: GitHubRequestError) => {
      if (reason === 'timed out') timedOut.push(operation);
    },
    /** Throws GitHubRequestError if the operation is no longer tried. */
    assertNotGivenUp: (operation: string) => {
      const timeouts = timedOut.filter((other) => other === operation).length;
      if (answered.has(operation) || timeouts < MAX_TIMEOUTS) return;
      throw new GitHubRequestError('timed out', `GraphQL ${operation}: timed out ${timeouts} times`);
    },
  };
}

/** A 404 for the whole query does not mean that a repository or account in it does not exist. */
function withoutNotFound(error: GitHubRequestError): GitHubRequestError {
  if (error.reason !== 'not found') return error;
  return new GitHubRequestError('unexpected answer', error.message, error.status);
}

interface State {
  sent: number;
  hasAnswered: boolean;
  failuresInARow: number;
  /** The fatal error after which no query is sent. */
  end: GitHubRequestError | undefined;
}

/** What to do about a failed query. */
interface NextStep {
  /** A smaller query may succeed. */
  isTooLarge?: boolean;
  /** The same query may be sent again. */
  canRetry?: boolean;
  /** How long to wait before the retry; by default longer after each one. */
  waitSeconds?: number | undefined;
  /** If it is not retried, no further query is sent. */
  isFatal?: boolean;
}

/** Counts a failure and decides what to do about it. After too many in a row, GraphQL is given up. */
function nextStep(error: GitHubRequestError, state: State): NextStep {
  const { reason, status, waitSeconds = 60 } = error;
  if (reason === 'rate limited') return { canRetry: true, waitSeconds, isFatal: true };
  if (status === 401) return { isFatal: true };
  const isTooExpensive = error instanceof QueryTooLargeError;
  if (!isTooExpensive && !OUTAGES.has(reason)) return {};
  state.failuresInARow += 1;
  // "Too expensive" is a response too: GitHub is reachable.
  const maxFailures = state.hasAnswered || isTooExpensive ? FAILURES_AFTER_ANSWER : FAILURES_BEFORE_ANSWER;
  // Do not wait again for an endpoint that has never responded.
  const isHanging = reason === 'timed out' && !state.hasAnswered;
  if (isHanging || state.failuresInARow >= maxFailures) return { isFatal: true };
  if (isTooExpensive) return { isTooLarge: true };
  return isTooSlow(error) && state.hasAnswered ? { isTooLarge: true } : { canRetry: true };
}

const OUTAGES: ReadonlySet<Reason> = new Set(['server error', 'timed out', 'unreachable']);

function isTooSlow({ reason, status }: GitHubRequestError): boolean {
  return reason === 'timed out' || status === 502 || status === 504;
}
