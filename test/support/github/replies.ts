import type { GraphqlResult } from './graphql.ts';
import { pageOf } from './pages.ts';
import type { Caller } from './quota.ts';
import type { Repository, World } from './world.ts';

/** A request as passed to routes. */
export type RouteRequest = {
  world: World;
  /** The URL of this GitHub, without a trailing slash. */
  api: string;
  /** The path's parameters, decoded. */
  parameters: Record<string, string>;
  query: URLSearchParams;
  caller: Caller;
  /** The parsed JSON body; undefined without one. */
  body: unknown;
};

/** A request for a repository that the caller may see. `canonical` is its URL by id, as used in links. */
export type RepositoryRequest = RouteRequest & { repository: Repository; canonical: string };

/** The reply of a route: JSON and extra headers. */
export type Reply = {
  status: number;
  body: unknown;
  headers?: Record<string, string | undefined>;
  /** Plain text to send instead of JSON. */
  text?: string;
  /** Only for queries that were answered. */
  graphql?: GraphqlResult;
};

/** A reply with status 200. */
export function ok(body: unknown, headers?: Reply['headers']): Reply {
  return { status: 200, body, headers };
}

/** An error in GitHub's format, in which `status` is a string. */
export function errorReply(status: number, message: string, more: Record<string, unknown> = {}): Reply {
  const body = {
    message,
    ...more,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return { status, body };
}

/** One page of a list with its links; `show` converts an item to JSON. */
export function pageReply<T>(
  { query }: RouteRequest,
  address: string,
  list: T[],
  show: (item: T) => unknown,
): Reply {
  const { items, link } = pageOf(list, query, address);
  return ok(items.map(show), { link });
}
