import pLimit from 'p-limit';
import type { Reason } from '../facts/fact.ts';
import type { Exchange } from './exchange.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** A request that was not sent, because it was bound to fail or a limit was reached. */
export class RequestSkippedError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, message: string) {
    super(message);
    this.name = 'RequestSkippedError';
    this.reason = reason;
  }
}

/** GitHub's rate limits: each resource has its own (docs.github.com, rate limits for the REST API). */
type Resource = 'core' | 'search' | 'graphql';

/** The requests sent so far, and the rate limits that GitHub reported. */
export interface Usage {
  requests: number;
  /** What is left of the core limit, by the latest response; null before the first. */
  remaining: number | null;
  limit: number | null;
  /** The `Date` headers of the responses, in milliseconds since 1970. */
  dates: number[];
  tokenRejected: boolean;
  /** Resources whose limit resets later than this run may wait. */
  exhausted: Set<Resource>;
}

export type Fetch = typeof globalThis.fetch;

/** REST requests in flight at once. */
const CONCURRENCY = 4;

/** GitHub redirects once, from a former name to an id; many redirects mean a loop. */
const MAX_REDIRECTS = 5;

/** A `fetch` for Octokit that counts and limits requests, and stops sending once GitHub is unreachable; see {@link Usage}. */
export function transport(policy: RetryPolicy, exchange: Exchange): { fetch: Fetch; usage: Usage } {
  const usage: Usage = {
    requests: 0,
    remaining: null,
    limit: null,
    dates: [],
    tokenRejected: false,
    exhausted: new Set(),
  };
  const limit = pLimit(CONCURRENCY);
  const follow = followRedirects(countRequests(policy, exchange, usage));
  const send: Fetch = (url, init) => limit(() => follow(url, init));

  const fetch: Fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    if (usage.tokenRejected) headers.delete('authorization');
    const response = await send(url, { ...init, headers });
    if (!headers.has('authorization')) return response;
    const isRejected = response.status === 401;
    if (isRejected) usage.tokenRejected = true;
    if (!isRejected && !(await rejectsJobToken(response))) return response;
    // Public data needs no token.
    headers.delete('authorization');
    return send(url, { ...init, headers });
  };
  return { fetch, usage };
}

/** Sends requests within the limits and records their usage. */
function countRequests(policy: RetryPolicy, exchange: Exchange, usage: Usage): Fetch {
  const reachability = trackReachability(policy.failuresInARow);
  const endsAt = performance.now() + policy.deadlineMs;
  return async (url, init) => {
    const timeLeft = endsAt - performance.now();
    assertMaySend(usage, resourceOf(url), timeLeft, reachability.unreachableFor());
    usage.requests += 1;
    try {
      const answerMs = Math.min(policy.answerMs, timeLeft);
      const response = await exchange(url, { ...init, redirect: 'manual' }, { ...policy, answerMs });
      reachability.recordAnswer();
      note(usage, response.headers);
      toLocalReset(response.headers);
      return response;
    } catch (error) {
      reachability.recordFailure(error);
      throw error;
    }
  };
}

/** Follows redirects here, so that each one is counted and the token is never sent to another host. */
function followRedirects(send: Fetch): Fetch {
  return async (url, init) => {
    let address = addressOf(url);
    for (let redirects = 0; ; redirects += 1) {
      const response = await send(address, init);
      const location = response.headers.get('location');
      if (!isRedirect(response) || location === null || redirects === MAX_REDIRECTS) return response;
      const next = new URL(location, address);
      if (next.origin !== new URL(address).origin) return response;
      address = next.href;
    }
  };
}

function addressOf(url: Parameters<Fetch>[0]): string {
  return url instanceof Request ? url.url : String(url);
}

function resourceOf(url: Parameters<Fetch>[0]): Resource {
  const { pathname } = new URL(addressOf(url));
  if (pathname.endsWith('/graphql')) return 'graphql';
  return /\/search\//.test(pathname) ? 'search' : 'core';
}

function isRedirect({ status }: Response): boolean {
  return [301, 302, 307, 308].includes(status);
}

/**
 * Some public resources are refused to the workflow's token but not to anonymous requests (github.com/orgs/community, "Resource
 * not accessible by integration").
 */
async function rejectsJobToken(response: Response): Promise<boolean> {
  return (
    response.status === 403 &&
    (await response.clone().text()).includes('Resource not accessible by integration')
  );
}

/** Counts failures in a row, to decide when GitHub counts as unreachable. */
function trackReachability(maxFailures: number) {
  let failuresInARow = 0;
  let firstCause = '';
  let hasAnswered = false;
  return {
    /** The first cause if GitHub counts as unreachable, else null. */
    unreachableFor: (): string | null => {
      // After a response, more failures are needed: a single endpoint may be down.
      const enough = maxFailures * (hasAnswered ? 4 : 1);
      return failuresInARow >= enough ? firstCause : null;
    },
    recordAnswer: () => {
      failuresInARow = 0;
      hasAnswered = true;
    },
    recordFailure: (error: unknown) => {
      if (failuresInARow === 0) firstCause = error instanceof Error ? error.message : String(error);
      failuresInARow += 1;
    },
  };
}

/** Throws RequestSkippedError if the request must not be sent. `unreachableFor`: why GitHub counts as unreachable, or null. */
function assertMaySend(
  usage: Usage,
  resource: Resource,
  timeLeft: number,
  unreachableFor: string | null,
): void {
  if (unreachableFor !== null) {
    throw new RequestSkippedError('unreachable', `GitHub could not be reached: ${unreachableFor}`);
  }
  if (timeLeft <= 0) throw new RequestSkippedError('timed out', 'the time limit of this run was reached');
  // GitHub may ban integrations that keep sending beyond the limit (docs.github.com, rate limits for the REST API).
  if (usage.exhausted.has(resource)) {
    throw new RequestSkippedError('rate limited', `GitHub's rate limit is used up (${resource})`);
  }
}

/**
 * Converts the reset time from GitHub's clock to this machine's, which may be wrong: the throttling plugin compares it with the
 * local time.
 */
function toLocalReset(headers: Headers): void {
  const reset = numberIn(headers, 'x-ratelimit-reset');
  const date = dateIn(headers);
  if (reset === null || date === null) return;
  const seconds = Math.max(0, Math.ceil(reset - date / 1000));
  headers.set('x-ratelimit-reset', String(Math.floor(Date.now() / 1000) + seconds));
}

/** How long GitHub asks clients to wait, in seconds (docs.github.com, rate limits for the GraphQL API). */
export function secondsToWait(headers: Record<string, string | number | undefined>): number {
  const retryAfter = Number(headers['retry-after'] ?? Number.NaN);
  if (retryAfter >= 0) return retryAfter;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (String(headers['x-ratelimit-remaining']) !== '0' || Number.isNaN(reset)) return 60;
  return Math.max(1, reset - Math.floor(Date.now() / 1000));
}

function note(usage: Usage, headers: Headers): void {
  const date = dateIn(headers);
  if (date !== null) usage.dates.push(date);
  if ((headers.get('x-ratelimit-resource') ?? 'core') !== 'core') return;
  usage.remaining = numberIn(headers, 'x-ratelimit-remaining') ?? usage.remaining;
  usage.limit = numberIn(headers, 'x-ratelimit-limit') ?? usage.limit;
}

/** GitHub's time as an instant: the response date nearest to this machine's clock; null before the first response. */
export function timeAtGitHub({ dates }: Usage, local: string): string | null {
  const distance = (date: number) => Math.abs(date - Date.parse(local));
  const [nearest] = dates.toSorted((a, b) => distance(a) - distance(b));
  return nearest === undefined ? null : `${new Date(nearest).toISOString().slice(0, 19)}Z`;
}

/** A `Date` header outside this range comes from a broken clock. */
const EARLIEST = Date.parse('2020-01-01T00:00:00Z');
const LATEST = Date.parse('2100-01-01T00:00:00Z');

function dateIn(headers: Headers): number | null {
  const date = Date.parse(headers.get('date') ?? '');
  return date >= EARLIEST && date < LATEST ? date : null;
}

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
