import type { Faults } from './fault-rules.ts';
import { answerGraphql } from './graphql.ts';
import type { Caller, Quota, Resource } from './quota.ts';
import { remaining } from './quota.ts';
import type { Reply } from './replies.ts';
import { errorReply } from './replies.ts';
import { routes } from './routes.ts';
import type { World } from './world.ts';

/** The state of the fake server, shared by all requests. */
export type ServerState = {
  api: string;
  world: World;
  quota: Quota;
  faults: Faults;
  violations: string[];
  checked: boolean;
  enterprise: boolean;
  /** Whether queries with too much work fail with 502. */
  workload: boolean;
};

/** A request as read from the wire. */
export type ParsedRequest = {
  method: string;
  path: string;
  token: string | undefined;
  etag: string | undefined;
  agent: string | undefined;
  version: string | undefined;
  body: string;
};

/** The endpoint of a request; its name is empty if there is none. */
export type Endpoint = { name: string; resource: Resource; reply: (caller: Caller) => Reply };

/** Finds the endpoint of a request. */
export function findEndpoint(
  state: ServerState,
  parsed: ParsedRequest,
  { pathname, searchParams: query }: URL,
): Endpoint {
  const path = state.enterprise ? belowApi(pathname) : pathname;
  if (path === '/graphql' && parsed.method === 'POST') {
    return { name: path, resource: 'graphql', reply: (caller) => graphql(state, parsed.body, caller) };
  }
  if (path === '/rate_limit') {
    return { name: path, resource: 'core', reply: (caller) => rateLimit(state.quota, caller) };
  }
  const route = routes.find((one) => one.method === parsed.method && one.path.test(path));
  if (!route) return { name: '', resource: 'core', reply: () => errorReply(404, 'Not Found') };
  const groups = Object.entries(route.path.exec(path)?.groups ?? {});
  const parameters = Object.fromEntries(
    groups.flatMap(([key, value]) => (value ? [[key, decodeURIComponent(value)]] : [])),
  );
  const body: unknown = parsed.body ? JSON.parse(parsed.body) : undefined;
  const request = { world: state.world, api: state.api, parameters, query, body };
  return { ...route, reply: (caller) => route.answer({ ...request, caller }) };
}

/** On GitHub Enterprise Server, REST is below `/api/v3` and GraphQL at `/api/graphql`. */
function belowApi(path: string): string {
  return path === '/api/graphql' ? '/graphql' : (/^\/api\/v3(\/.*)$/.exec(path)?.[1] ?? '');
}

function graphql({ world, violations, quota }: ServerState, body: string, caller: Caller): Reply {
  if (caller === 'anonymous') return errorReply(401, 'This endpoint requires you to be authenticated.');
  const bucket = quota.bucket(caller, 'graphql');
  const result = answerGraphql({ world, caller, bucket }, JSON.parse(body));
  violations.push(...result.invalid.map((error) => `GraphQL: ${error}`));
  return { status: 200, body: result.body, graphql: result };
}

function rateLimit(quota: Quota, caller: Caller): Reply {
  const [core, search, graphqlBucket] = (['core', 'search', 'graphql'] as const).map((resource) => {
    const bucket = quota.bucket(caller, resource);
    return { ...bucket, remaining: remaining(bucket) };
  });
  return { status: 200, body: { resources: { core, search, graphql: graphqlBucket }, rate: core } };
}
