import type { Fault } from './fault-rules.ts';
import { status } from './faults.ts';
import type { Change } from './graphql-context.ts';
import { graphqlError } from './graphql-errors.ts';

/*
 * Faults in a part of the response to a query. The rule says where: `field` by name or alias, `repository`, or both. A
 * rule with neither applies to every repository. As on GitHub, an error in a non-null field nulls the enclosing object,
 * and the error's path still leads to the field.
 */

/** The part is null, with an error. */
export function partError(
  type = 'SERVICE_UNAVAILABLE',
  message = 'Something went wrong while executing your query. This may be the result of a timeout.',
): Fault {
  return inPart(() => {
    throw graphqlError(type, message);
  });
}

/** The token may not see the part. */
export const partForbidden: Fault = partError('FORBIDDEN', 'Resource not accessible by integration');

/** The part is null, without an error. Only for nullable parts of GitHub's schema. */
export const partNull: Fault = inPart(() => null);

/** The part has this value, which must have its type. */
export function partValue(value: unknown): Fault {
  return inPart(() => value);
}

/** Every page of a list says that another follows, and repeats the requested cursor. */
export const repeatedCursor: Fault = inList((list, after) => ({
  ...list,
  pageInfo: {
    ...Object(list.pageInfo),
    hasNextPage: true,
    ...(typeof after === 'string' ? { endCursor: after } : {}),
  },
}));

/** A list has half of its page and no further one, although the total is larger. */
export const endsEarly: Fault = inList((list) => {
  const half = (items: unknown) => itemsOf(items).slice(0, Math.floor(itemsOf(items).length / 2));
  const pageInfo = { ...Object(list.pageInfo), hasNextPage: false };
  return { ...list, nodes: half(list.nodes), edges: half(list.edges), pageInfo };
});

/** A list has its items, but a total of 0. */
export const zeroTotal: Fault = inList(withoutTotal);

/** A list is empty, with a total of 0. */
export const emptyList: Fault = inList((list) => {
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
  return withoutTotal({ ...list, nodes: [], edges: [], pageInfo });
});

/* Faults of a whole response. */

/** No data, with an error. */
export function noData(
  type: string | null = null,
  message = 'Something went wrong while executing your query. Please include `0400:1A2B` when reporting this issue.',
): Fault {
  return json({ data: null, errors: [{ ...(type === null ? {} : { type }), message }] });
}

/** The points of this hour are used up; they reset after this many seconds. GitHub uses status 200 for this. */
export function primaryRateLimit(
  seconds = 1800,
  type: 'RATE_LIMITED' | 'RATE_LIMIT' = 'RATE_LIMITED',
): Fault {
  return (valid, target) => {
    const reset = Math.floor(Date.parse(target.now) / 1000) + seconds;
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': valid.headers['x-ratelimit-limit'] ?? '1000',
      'x-ratelimit-reset': String(reset),
    };
    const errors = [{ type, message: 'API rate limit exceeded for user ID 1.' }];
    return status(200, headers, { errors })(valid, target);
  };
}

/** The secondary rate limit, with either status. `retryAfter` is in seconds; GitHub may omit it. */
export function secondaryRateLimit(code: 200 | 403 = 200, retryAfter?: number): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const url = 'https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api';
  const body =
    code === 200 ? { errors: [{ type: 'RATE_LIMITED', message }] } : { message, documentation_url: url };
  return status(code, headers, body);
}

/** GitHub gave up after ten seconds and reports it as JSON. */
export const tooSlow: Fault = status(
  504,
  {},
  {
    message:
      "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request and contact us if the problem persists.",
  },
);

/** A web page with status 502, GitHub's usual response to queries that take too long. */
export const badGateway: Fault = (valid) => ({
  ...valid,
  status: 502,
  headers: { ...valid.headers, 'content-type': 'text/html; charset=utf-8' },
  text: '<html><head><title>502 Bad Gateway</title></head><body>Unicorn! This page is taking too long to load.</body></html>',
});

/** Status 200 with this JSON instead of the response, such as `null` or a list. */
export function json(body: unknown): Fault {
  return (valid) => ({ ...valid, status: 200, text: JSON.stringify(body) });
}

function inPart(change: Change): Fault {
  return (valid, { damage }) => ({ ...valid, text: damage(change) });
}

type List = Record<string, unknown>;

function inList(change: (list: List, after: unknown) => List): Fault {
  return inPart((value, { after }) => {
    if (typeof value !== 'object' || value === null || !('pageInfo' in value)) {
      throw new Error('This fault only applies to connections');
    }
    return change({ ...value }, after);
  });
}

function withoutTotal(list: List): List {
  const totals = ['totalCount', 'totalSize', 'issueCount'].filter((total) => total in list);
  return { ...list, ...Object.fromEntries(totals.map((total) => [total, 0])) };
}

/** Items may be created lazily. */
function itemsOf(items: unknown): unknown[] {
  const made: unknown = typeof items === 'function' ? items() : items;
  return Array.isArray(made) ? made : [];
}
