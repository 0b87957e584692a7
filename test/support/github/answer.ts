import { createHash } from 'node:crypto';
import { callerOf } from './callers.ts';
import { contractErrors } from './contract.ts';
import type { Answer } from './delivery.ts';
import type { Faults } from './fault-rules.ts';
import { takeFault } from './fault-rules.ts';
import { answerGraphql } from './graphql.ts';
import type { Caller, Quota, Resource } from './quota.ts';
import { quotaHeaders, remaining } from './quota.ts';
import type { Reply } from './replies.ts';
import { refusal } from './replies.ts';
import { routes } from './routes.ts';
import type { World } from './world.ts';

/** What answering needs to know and keeps from request to request. */
export type Desk = {
  api: string;
  world: World;
  quota: Quota;
  faults: Faults;
  violations: string[];
  checked: boolean;
};

/** A request as it was read from the wire. */
export type Asked = {
  method: string;
  path: string;
  token: string | undefined;
  etag: string | undefined;
  agent: string | undefined;
  version: string | undefined;
  body: string;
};

type Found = { name: string; resource: Resource; reply: (caller: Caller) => Reply };

/** Answers one request: checks the caller, counts it, finds the facts, checks the contract, lets faults strike. */
export function answerRequest(desk: Desk, asked: Asked): { route: string; answer: Answer } {
  const { world, api } = desk;
  const url = new URL(asked.path, api);
  const found = find(desk, asked, url);
  const caller = callerOf(asked.token);
  const bucket = desk.quota.bucket(caller ?? 'anonymous', found.resource);
  const reply =
    refused(asked, caller) ??
    limited(caller ?? 'anonymous', found, bucket) ??
    found.reply(caller ?? 'anonymous');
  const checked = desk.checked ? kept(desk, asked.method, found.name, reply) : reply;
  const text = JSON.stringify(checked.body);
  const etag = `W/"${createHash('sha256')
    .update(`${asked.token ?? ''}\n${text}`)
    .digest('hex')}"`;
  const unchanged = checked.status === 200 && asked.method === 'GET' && asked.etag === etag;
  if (found.name !== '/rate_limit' && !(unchanged && caller !== 'anonymous')) bucket.used += 1;
  const headers = {
    ...commonHeaders(world, asked),
    ...quotaHeaders(bucket, found.resource),
    ...(checked.status === 200 && asked.method === 'GET' ? { etag } : {}),
    ...defined(checked.headers ?? {}),
  };
  const sound: Answer = { status: unchanged ? 304 : checked.status, headers, text, delivery: 'whole' };
  const request = { method: asked.method, route: found.name, path: url.pathname + url.search };
  const fault = takeFault(desk.faults, request);
  return { route: found.name, answer: fault ? fault(sound, { url: url.href, api, now: world.now }) : sound };
}

function find(desk: Desk, asked: Asked, { pathname, searchParams }: URL): Found {
  if (pathname === '/graphql' && asked.method === 'POST') {
    return { name: pathname, resource: 'graphql', reply: (caller) => graphql(desk, asked.body, caller) };
  }
  if (pathname === '/rate_limit') {
    return { name: pathname, resource: 'core', reply: (caller) => rateLimit(desk.quota, caller) };
  }
  for (const { name, path, resource, answer } of asked.method === 'GET' ? routes : []) {
    const groups = path.exec(pathname)?.groups;
    const parameters = Object.fromEntries(
      Object.entries(groups ?? {}).flatMap(([key, value]) =>
        value ? [[key, decodeURIComponent(value)]] : [],
      ),
    );
    const question = { world: desk.world, api: desk.api, parameters, query: searchParams };
    if (path.test(pathname)) return { name, resource, reply: (caller) => answer({ ...question, caller }) };
  }
  return { name: '', resource: 'core', reply: () => refusal(404, 'Not Found') };
}

function refused({ agent, version }: Asked, caller: Caller | undefined): Reply | undefined {
  if (!agent)
    return refusal(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  if (!caller) return refusal(401, 'Bad credentials');
  if (version && !['2022-11-28', '2026-03-10'].includes(version)) {
    return refusal(400, `${version} is not a supported version`);
  }
  return undefined;
}

function limited(
  caller: Caller,
  { name, resource }: Found,
  bucket: Parameters<typeof remaining>[0],
): Reply | undefined {
  if (name === '/rate_limit' || remaining(bucket) > 0) return undefined;
  const message = `API rate limit exceeded for ${caller === 'anonymous' ? '127.0.0.1' : 'user ID 1'}.`;
  if (resource !== 'graphql') return refusal(403, message);
  if (caller === 'anonymous') return refusal(401, 'This endpoint requires you to be authenticated.');
  return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
}

function graphql({ world, violations }: Desk, body: string, caller: Caller): Reply {
  if (caller === 'anonymous') return refusal(401, 'This endpoint requires you to be authenticated.');
  const result = answerGraphql(world, JSON.parse(body));
  violations.push(...result.invalid.map((error) => `GraphQL: ${error}`));
  return { status: 200, body: result.body };
}

function rateLimit(quota: Quota, caller: Caller): Reply {
  const [core, search, graphqlBucket] = (['core', 'search', 'graphql'] as const).map((resource) => {
    const bucket = quota.bucket(caller, resource);
    return { ...bucket, remaining: remaining(bucket) };
  });
  return { status: 200, body: { resources: { core, search, graphql: graphqlBucket }, rate: core } };
}

/** The reply, or a loud 500 in its place if GitHub could not have given it. */
function kept({ violations }: Desk, method: string, route: string, reply: Reply): Reply {
  if (method !== 'GET' || reply.status !== 200) return reply;
  const errors = contractErrors(route, reply.body);
  if (errors.length === 0) return reply;
  violations.push(...errors.map((error) => `${route}: ${error}`));
  return refusal(500, `The fake GitHub broke the contract of ${route}: ${errors.join('; ')}`);
}

function commonHeaders({ now }: World, { token, version }: Asked): Record<string, string> {
  const kind = token === undefined ? 'public' : 'private';
  return {
    server: 'github.com',
    date: new Date(now).toUTCString(),
    'content-type': 'application/json; charset=utf-8',
    'cache-control': `${kind}, max-age=60, s-maxage=60`,
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': version ?? '2022-11-28',
    'x-github-request-id': '0400:1A2B3C:4D5E6F:708192:5F0A1B2C',
  };
}

function defined(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
