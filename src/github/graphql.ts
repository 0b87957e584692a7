import type { Octokit } from '@octokit/rest';
import pLimit from 'p-limit';
import { z } from 'zod';
import type { Reason } from '../facts/fact.ts';
import { detailLine } from './detail.ts';
import { GitHubRequestError, isRateLimitMessage, toRequestError } from './request-error.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { secondsToWait } from './transport.ts';

/** An error of GitHub's beside its data, with the part of the data that it costs. */
export interface Problem {
  path: readonly (string | number)[];
  reason: Reason;
  detail: string;
}

/** What GitHub answered: the parts that failed are absent from the data. */
export interface GraphQLAnswer {
  data: Record<string, unknown>;
  problems: readonly Problem[];
}

/** A query that GitHub could not answer in its time or its resources: a part of it may be answered. */
export class QueryTooLargeError extends GitHubRequestError {}

/** Sends queries to GitHub, one at a time: it allows 60 seconds of its own work a minute. */
export interface GraphQL {
  /** Throws {@link GitHubRequestError}, also for every query after GitHub has failed for good. */
  query: (operation: string, text: string, variables: Record<string, unknown>) => Promise<GraphQLAnswer>;
  /** Whether this run has queries and time left for what can wait for another run. */
  canSpare: () => boolean;
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
const MOST_QUERIES = 120;

/** So many server errors in a row end GraphQL for a run before any answer, and after one. */
const FAILURES_BEFORE_ANSWER = 4;
const FAILURES_AFTER_ANSWER = 16;
/** So many times an operation may time out before its first answer: then it is not asked for any more. */
const MOST_TIMEOUTS = 3;

/** Makes the sender of queries: the only place that knows when a query is repeated, and when GraphQL is given up. */
export function createGraphQL({ octokit, route, policy, wait }: GraphQLOptions): GraphQL {
  const limit = pLimit(1);
  const spareUntil = performance.now() + policy.spareMs;
  const state: State = { sent: 0, hasAnswered: false, failuresInARow: 0, end: undefined };

  const timeouts = countTimeouts();
  const sendOnce: GraphQL['query'] = async (operationName, query, variables) => {
    state.sent += 1;
    const response = await octokit
      .request(route, { operationName, query, variables })
      .catch((error: unknown) => {
        throw aboutNothing(toRequestError(`GraphQL ${operationName}`, error));
      });
    const answer = parseAnswer(operationName, response.data, response.headers);
    timeouts.recordAnswer(operationName);
    Object.assign(state, { hasAnswered: true, failuresInARow: 0 });
    return answer;
  };

  /** Waits until the query may be sent again; throws where it may not. */
  const prepareRepeat = async (error: GitHubRequestError, tries: number): Promise<void> => {
    const { isTooLarge, repeats, waitSeconds = (tries + 1) ** 2, isLimit } = nextStep(error, state);
    if (isTooLarge) throw new QueryTooLargeError(error.reason, error.message, error.status);
    if (repeats && tries < policy.retries && (await wait(waitSeconds))) return;
    if (!isLimit) throw error;
    // Of one kind only: nothing of a query is tried again in smaller parts.
    state.end = new GitHubRequestError(error.reason, error.message, error.status);
    throw state.end;
  };

  const send: GraphQL['query'] = async (...query) => {
    for (let tries = 0; ; tries += 1) {
      if (state.end) throw state.end;
      timeouts.refuse(query[0]);
      try {
        return await sendOnce(...query);
      } catch (error) {
        if (!(error instanceof GitHubRequestError)) throw error;
        timeouts.recordFailure(query[0], error);
        await prepareRepeat(error, tries);
      }
    }
  };
  return {
    query: (...query) => limit(() => send(...query)),
    canSpare: () => state.sent < MOST_QUERIES && performance.now() < spareUntil,
  };
}

/** Knows the operations that never answered in time. */
function countTimeouts() {
  const counts = new Map<string, number>();
  return {
    recordAnswer: (operation: string) => void counts.set(operation, Number.NEGATIVE_INFINITY),
    recordFailure: (operation: string, { reason }: GitHubRequestError) => {
      if (reason === 'timed out') counts.set(operation, (counts.get(operation) ?? 0) + 1);
    },
    /** Throws GitHubRequestError where the operation is not asked for any more. */
    refuse: (operation: string) => {
      if ((counts.get(operation) ?? 0) < MOST_TIMEOUTS) return;
      throw new GitHubRequestError(
        'timed out',
        `GraphQL ${operation}: no answer in time, ${MOST_TIMEOUTS} times`,
      );
    },
  };
}

/** A status such as 404 for a whole query says nothing about any repository or account in it. */
function aboutNothing(error: GitHubRequestError): GitHubRequestError {
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
  repeats?: boolean;
  /** How long to wait before that; by default longer from time to time. */
  waitSeconds?: number | undefined;
  /** If it is not sent again, no other query is. */
  isLimit?: boolean;
}

/** Decides what is done about a failure, and counts it: after too many no query is sent any more. */
function nextStep(error: GitHubRequestError, state: State): NextStep {
  const { reason, status, waitSeconds = 60 } = error;
  if (reason === 'rate limited') return { repeats: true, waitSeconds, isLimit: true };
  if (status === 401) return { isLimit: true };
  const isTooExpensive = error instanceof QueryTooLargeError;
  if (!isTooExpensive && !OUTAGES.has(reason)) return {};
  state.failuresInARow += 1;
  // GitHub has answered too where it says that a query is too expensive.
  const most = state.hasAnswered || isTooExpensive ? FAILURES_AFTER_ANSWER : FAILURES_BEFORE_ANSWER;
  // An endpoint that never answered in time is not waited for again.
  const isHanging = reason === 'timed out' && !state.hasAnswered;
  if (isHanging || state.failuresInARow >= most) return { isLimit: true };
  if (isTooExpensive) return { isTooLarge: true };
  return isTooSlow(error) && state.hasAnswered ? { isTooLarge: true } : { repeats: true };
}

const OUTAGES: ReadonlySet<Reason> = new Set(['server error', 'timed out', 'unreachable']);

function isTooSlow({ reason, status }: GitHubRequestError): boolean {
  return reason === 'timed out' || status === 502 || status === 504;
}

const problem = z.object({
  type: z.string().optional().catch(undefined),
  message: z.string().catch('no message'),
  path: z.array(z.union([z.string(), z.number()])).catch([]),
});

const body = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(problem).optional(),
});

type Headers = Record<string, string | number | undefined>;

function parseAnswer(operation: string, raw: unknown, headers: Headers): GraphQLAnswer {
  const parsed = body.safeParse(raw);
  if (!parsed.success)
    throw new GitHubRequestError('unexpected answer', `GraphQL ${operation}: not an answer`);
  const { data, errors = [] } = parsed.data;
  const problems = errors.map((error) => toProblem(operation, error));
  const limited = problems.find(({ reason }) => reason === 'rate limited');
  if (limited) {
    throw new GitHubRequestError('rate limited', limited.detail, 200, secondsToWait(headers));
  }
  const tooLarge = errors.find(isTooLarge);
  if (tooLarge) throw new QueryTooLargeError('server error', toProblem(operation, tooLarge).detail, 200);
  if (!data) {
    const [first] = problems;
    throw new GitHubRequestError(
      first?.reason ?? 'unexpected answer',
      first?.detail ?? `GraphQL ${operation}: data: missing`,
    );
  }
  for (const { path } of problems) removePart(data, path);
  return { data, problems };
}

function toProblem(operation: string, { type, message, path }: z.infer<typeof problem>): Problem {
  const where = path.length > 0 ? ` ${path.join('.')}` : '';
  return {
    path,
    reason: reasonOf(type, message),
    detail: `GraphQL ${operation}${where}: ${detailLine(message, 200)}`,
  };
}

function reasonOf(type: string | undefined, message: string): Reason {
  if (/^RATE_LIMIT/.test(type ?? '') || isRateLimitMessage(message)) return 'rate limited';
  // A repository that was taken down is refused in these words, by REST with status 451.
  if (type === 'NOT_FOUND' || /repository access blocked/i.test(message)) return 'not found';
  if (type === 'FORBIDDEN') return 'not allowed';
  return /something went wrong/i.test(message) ? 'server error' : 'unexpected answer';
}

function isTooLarge({ type, message }: { type?: string | undefined; message: string }): boolean {
  return type === 'RESOURCE_LIMITS_EXCEEDED' || /resource limits? |respond in time/i.test(message);
}

/** Takes a failed part out of the data, so that its null is not mistaken for an answer. */
function removePart(data: object, path: Problem['path']): void {
  let parent: object = data;
  for (const [index, key] of path.entries()) {
    const part: unknown = Reflect.get(parent, key);
    const isLast = index === path.length - 1;
    if (part === null || part === undefined || isLast || typeof part !== 'object') {
      Reflect.deleteProperty(parent, key);
      return;
    }
    parent = part;
  }
}

/** The problem that cost a part, or something around or inside it; undefined for a sound part. */
export function problemAt(
  problems: readonly Problem[],
  path: readonly (string | number)[],
): Problem | undefined {
  return problems.find((one) =>
    path.every((key, index) => index >= one.path.length || one.path[index] === key),
  );
}
