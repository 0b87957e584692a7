import pLimit from 'p-limit';
import type { Reason } from '../facts/fact.ts';
import type { Exchange } from './exchange.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** A request that was not sent, because its outcome is known or its cost not allowed. */
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

/** What the requests have cost so far, and what GitHub said of limits. */
export interface Usage {
  requests: number;
  /** Of the core limit, by the newest answer; null before any. */
  remaining: number | null;
  limit: number | null;
  /** What the answers' `Date` headers said, in milliseconds since 1970. */
  dates: number[];
  tokenRejected: boolean;
  /** The resources whose limit will not pass within the waiting that is allowed. */
  exhausted: Set<Resource>;
}

export type Fetch = typeof globalThis.fetch;

/** REST requests in flight at once. */
const CONCURRENCY = 4;

/** GitHub redirects once, from a former name to an id; more is a loop. */
const MAX_REDIRECTS = 5;

/** A `fetch` for Octokit that counts, bounds and, where GitHub is out of reach, stops sending; see {@link Usage}. */
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
    // Public facts can be had without a token.
    headers.delete('authorization');
    return send(url, { ...init, headers });
  };
  return { fetch, usage };
}

/** Sends requests as long as they are allowed, and notes what they cost. */
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

/** Follows redirects itself, so that each counts as a request and none takes the token to another host. */
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

/** A job's token is refused where none at all is not (github.com/orgs/community, "Resource not accessible by integration"). */
async function rejectsJobToken(response: Response): Promise<boolean> {
  return (
    response.status === 403 &&
    (await response.clone().text()).includes('Resource not accessible by integration')
  );
}

/** After how many failures to connect, one after the other, GitHub counts as unreachable. */
function trackReachability(maxFailures: number) {
  let failuresInARow = 0;
  let firstCause = '';
  let hasAnswered = false;
  return {
    /** Why GitHub counts as unreachable; null where it does not. */
    unreachableFor: (): string | null => {
      // Once it has answered, it takes more failures: one endpoint may fail alone.
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

/** `unreachableFor` tells why GitHub counts as unreachable; null where it does not. */
function assertMaySend(
  usage: Usage,
  resource: Resource,
  timeLeft: number,
  unreachableFor: string | null,
): void {
  if (unreachableFor !== null) {
    throw new RequestSkippedError('unreachable', `GitHub could not be reached: ${unreachableFor}`);
  }
  if (timeLeft <= 0) throw new RequestSkippedError('timed out', 'the time of this run is over');
  // Requests beyond the limit can get an integration banned (docs.github.com, rate limits for the REST API).
  if (usage.exhausted.has(resource)) {
    throw new RequestSkippedError('rate limited', `GitHub's rate limit is used up (${resource})`);
  }
}

/** Puts the reset of the rate limit into this machine's time, by which the throttling plugin waits, and which may be wrong. */
function toLocalReset(headers: Headers): void {
  const reset = numberIn(headers, 'x-ratelimit-reset');
  const date = dateIn(headers);
  if (reset === null || date === null) return;
  const seconds = Math.max(0, Math.ceil(reset - date / 1000));
  headers.set('x-ratelimit-reset', String(Math.floor(Date.now() / 1000) + seconds));
}

/** How long GitHub asks to wait, in seconds (docs.github.com, rate limits for the GraphQL API). */
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

/** The time at GitHub, an instant: of its answers' dates the one nearest to this machine's time; null before any answer. */
export function timeAtGitHub({ dates }: Usage, local: string): string | null {
  const distance = (date: number) => Math.abs(date - Date.parse(local));
  const [nearest] = dates.toSorted((a, b) => distance(a) - distance(b));
  return nearest === undefined ? null : `${new Date(nearest).toISOString().slice(0, 19)}Z`;
}

/** A `Date` outside of these years is a broken clock's. */
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
