import type { Octokit } from '@octokit/rest';
import pLimit from 'p-limit';
import type { Reason } from '../facts/fact.ts';
import { type GraphQLAnswer, parseAnswer, QueryTooLargeError } from './graphql-answer.ts';
import { GitHubRequestError, toRequestError } from './request-error.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** Sends queries to GitHub, one at a time: it allows 60 seconds of its own work a minute. */
export interface GraphQL {
  /** Throws {@link GitHubRequestError}, also for every query after GitHub has failed for good. */
  query: (operation: string, text: string, variables: Record<string, unknown>) => Promise<GraphQLAnswer>;
  /** Whether this run has queries and time left for what can wait for another run. */
  hasSpareCapacity: () => boolean;
}

/** What {@link createGraphQL} needs of the client. */
export interface GraphQLOptions {
  octokit: Octokit;
  /** Such as `POST https://api.github.com/graphql`. */
  route: string;
  policy: RetryPolicy;
  /** Waits so many seconds; false where so much waiting is not allowed. */
  wait: (seconds: number) => Promise<boolean>;
}

/** From so many queries on, a run leaves to later ones what can wait. */
const MAX_QUERIES = 120;

/** So many server errors in a row end GraphQL for a run before any answer, and after one. */
const FAILURES_BEFORE_ANSWER = 4;
const FAILURES_AFTER_ANSWER = 16;
/** So many times an operation may time out before its first answer: then it is not asked for any more. */
const MAX_TIMEOUTS = 3;

/** Makes the sender of queries: the only place that knows when a query is repeated, and when GraphQL is given up. */
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

  /** Waits until the query may be sent again; throws where it may not. */
  const waitForRetry = async (error: GitHubRequestError, tries: number): Promise<void> => {
    const { isTooLarge, canRetry, waitSeconds = (tries + 1) ** 2, isFatal } = nextStep(error, state);
    if (isTooLarge) throw new QueryTooLargeError(error.reason, error.message, error.status);
    if (canRetry && tries < policy.retries && (await wait(waitSeconds))) return;
    if (!isFatal) throw error;
    // Of one kind only: nothing of a query is tried again in smaller parts.
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

/** Tracks the operations that never answered in time. */
function trackTimeouts() {
  const answered = new Set<string>();
  const timedOut: string[] = [];
  return {
    recordAnswer: (operation: string) => void answered.add(operation),
    recordFailure: (operation: string, { reason }: GitHubRequestError) => {
      if (reason === 'timed out') timedOut.push(operation);
    },
    /** Throws GitHubRequestError where the operation is not asked for any more. */
    assertNotGivenUp: (operation: string) => {
      const timeouts = timedOut.filter((other) => other === operation).length;
      if (answered.has(operation) || timeouts < MAX_TIMEOUTS) return;
      throw new GitHubRequestError('timed out', `GraphQL ${operation}: no answer in time, ${timeouts} times`);
    },
  };
}

/** A status such as 404 for a whole query says nothing about any repository or account in it. */
function withoutNotFound(error: GitHubRequestError): GitHubRequestError {
  if (error.reason !== 'not found') return error;
  return new GitHubRequestError('unexpected answer', error.message, error.status);
}

interface State {
  sent: number;
  hasAnswered: boolean;
  failuresInARow: number;
  /** Why no query is sent any more. */
  end: GitHubRequestError | undefined;
}

/** What is done about a query that failed. */
interface NextStep {
  /** A part of it may be answered. */
  isTooLarge?: boolean;
  /** It may be sent again. */
  canRetry?: boolean;
  /** How long to wait before that; by default longer from time to time. */
  waitSeconds?: number | undefined;
  /** If it is not sent again, no other query is. */
  isFatal?: boolean;
}

/** Decides what is done about a failure, and counts it: after too many no query is sent any more. */
function nextStep(error: GitHubRequestError, state: State): NextStep {
  const { reason, status, waitSeconds = 60 } = error;
  if (reason === 'rate limited') return { canRetry: true, waitSeconds, isFatal: true };
  if (status === 401) return { isFatal: true };
  const isTooExpensive = error instanceof QueryTooLargeError;
  if (!isTooExpensive && !OUTAGES.has(reason)) return {};
  state.failuresInARow += 1;
  // GitHub has answered too where it says that a query is too expensive.
  const maxFailures = state.hasAnswered || isTooExpensive ? FAILURES_AFTER_ANSWER : FAILURES_BEFORE_ANSWER;
  // An endpoint that never answered in time is not waited for again.
  const isHanging = reason === 'timed out' && !state.hasAnswered;
  if (isHanging || state.failuresInARow >= maxFailures) return { isFatal: true };
  if (isTooExpensive) return { isTooLarge: true };
  return isTooSlow(error) && state.hasAnswered ? { isTooLarge: true } : { canRetry: true };
}

const OUTAGES: ReadonlySet<Reason> = new Set(['server error', 'timed out', 'unreachable']);

function isTooSlow({ reason, status }: GitHubRequestError): boolean {
  return reason === 'timed out' || status === 502 || status === 504;
}
