import type { GraphqlResult } from './graphql.ts';
import { pageOf } from './pages.ts';
import type { Caller } from './quota.ts';
import type { Repository, World } from './world.ts';

/** A request as routes see it. */
export type RouteRequest = {
  world: World;
  /** The address of this GitHub, without a slash at its end. */
  api: string;
  /** The path's parameters, decoded. */
  parameters: Record<string, string>;
  query: URLSearchParams;
  caller: Caller;
  /** JSON that was sent along; undefined without any. */
  body: unknown;
};

/** The same, about a repository that the caller may see. `canonical` is its address by id, as links have it. */
export type RepositoryRequest = RouteRequest & { repository: Repository; canonical: string };

/** What a route answers: JSON, and headers of its own. */
export type Reply = {
  status: number;
  body: unknown;
  headers?: Record<string, string | undefined>;
  /** The query, where one was answered. */
  graphql?: GraphqlResult;
};

/** Success. */
export function ok(body: unknown, headers?: Reply['headers']): Reply {
  return { status: 200, body, headers };
}

/** An error in GitHub's form, in which `status` is a string. */
export function errorReply(status: number, message: string, more: Record<string, unknown> = {}): Reply {
  const body = {
    message,
    ...more,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return { status, body };
}

/** One page of a list with its links; `show` makes the JSON of each item on it. */
export function pageReply<T>(
  { query }: RouteRequest,
  address: string,
  list: T[],
  show: (item: T) => unknown,
): Reply {
  const { items, link } = pageOf(list, query, address);
  return ok(items.map(show), { link });
}
