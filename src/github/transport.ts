import pLimit from 'p-limit';
import type { Reason } from '../facts/fact.ts';
import type { Exchange } from './exchange.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** A request that was not sent, because its outcome is known or its cost not allowed. */
export class RequestSkippedError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, message: string) {
    super(message);
    this.name = 'NotSent';
    this.reason = reason;
  }
}

/** What the requests have cost so far, and what GitHub said of limits. */
export interface Usage {
  requests: number;
  /** Of the core limit, by the newest answer; null before any. */
  remaining: number | null;
  limit: number | null;
  /** What the answers' `Date` headers said, in milliseconds since 1970. */
  dates: number[];
  tokenRejected: boolean;
  /** Set when a limit will not pass within the waiting that is allowed. */
  exhausted: boolean;
}

export type Fetch = typeof globalThis.fetch;

/** GitHub's public limit an hour for those without a token. */
export const ANONYMOUS_LIMIT = 60;

/** Requests in flight at once. */
export const CONCURRENCY = 4;

/** A `fetch` for Octokit that counts, bounds and, where GitHub is out of reach, stops asking; see {@link Usage}. */
export function transport(
  patience: RetryPolicy,
  maxRequests: number,
  exchange: Exchange,
): { fetch: Fetch; usage: Usage } {
  const usage: Usage = {
    requests: 0,
    remaining: null,
    limit: null,
    dates: [],
    tokenRejected: false,
    exhausted: false,
  };
  const limit = pLimit(CONCURRENCY);
  const reachability = trackReachability(patience.failuresInARow);

  const sendNow: Fetch = async (url, init) => {
    refuse(usage, maxRequests, reachability.unreachableFor());
    usage.requests += 1;
    try {
      const response = await exchange(url, init, patience);
      reachability.recordAnswer();
      note(usage, response.headers);
      translateReset(response.headers);
      return response;
    } catch (error) {
      reachability.recordFailure(error);
      throw error;
    }
  };

  const send: Fetch = (url, init) => limit(() => sendNow(url, init));

  const fetch: Fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    if (usage.tokenRejected) headers.delete('authorization');
    const response = await send(url, { ...init, headers });
    if (response.status !== 401 || !headers.has('authorization')) return response;
    // A rejected token would be rejected each time; public facts can be had without one.
    usage.tokenRejected = true;
    headers.delete('authorization');
    return send(url, { ...init, headers });
  };
  return { fetch, usage };
}

/** After how many failures to connect, one after the other, GitHub counts as unreachable. */
function trackReachability(mostFailures: number) {
  let failuresInARow = 0;
  let firstCause = '';
  let hasAnswered = false;
  return {
    /** Why GitHub counts as unreachable; null where it does not. */
    unreachableFor: (): string | null => {
      // Once it has answered, it takes more failures: one endpoint may fail alone.
      const enough = mostFailures * (hasAnswered ? 4 : 1);
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
function refuse(usage: Usage, maxRequests: number, unreachableFor: string | null): void {
  if (unreachableFor !== null) {
    throw new RequestSkippedError('unreachable', `GitHub could not be reached: ${unreachableFor}`);
  }
  const budget = usage.tokenRejected ? Math.min(maxRequests, ANONYMOUS_LIMIT) : maxRequests;
  if (usage.requests >= budget) {
    throw new RequestSkippedError('request budget spent', `the ${budget} requests of this run are spent`);
  }
  // Asking on after the limit can get an integration banned (docs.github.com, rate limits for the REST API).
  if (usage.exhausted) throw new RequestSkippedError('rate limited', "the hour's requests are spent");
}

/** Puts the reset of the rate limit into this machine's time, by which the throttling plugin waits, and which may be wrong. */
function translateReset(headers: Headers): void {
  const reset = numberIn(headers, 'x-ratelimit-reset');
  const date = dateIn(headers);
  if (reset === null || date === null) return;
  const seconds = Math.max(0, Math.ceil(reset - date / 1000));
  headers.set('x-ratelimit-reset', String(Math.floor(Date.now() / 1000) + seconds));
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
