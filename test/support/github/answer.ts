import { createHash } from 'node:crypto';
import { callerOf } from './callers.ts';
import { contractErrors } from './contract.ts';
import type { Answer } from './delivery.ts';
import type { Asked, Desk, Found } from './endpoints.ts';
import { endpointOf } from './endpoints.ts';
import { strike, takeRules } from './fault-rules.ts';
import type { GraphqlResult } from './graphql.ts';
import { WORK_LIMIT_MS } from './graphql-cost.ts';
import { badGateway } from './graphql-faults.ts';
import type { Bucket, Caller } from './quota.ts';
import { quotaHeaders, remaining } from './quota.ts';
import type { Reply } from './replies.ts';
import { refusal } from './replies.ts';
import type { World } from './world.ts';

/** `graphql` is the query where one was answered. */
type Answered = { route: string; answer: Answer; graphql: GraphqlResult | undefined };

/** Answers one request: checks the caller, counts it, finds the facts, checks the contract, lets faults strike. */
export function answerRequest(desk: Desk, asked: Asked): Answered {
  const { world, api } = desk;
  const url = new URL(asked.path, api);
  const found = endpointOf(desk, asked, url);
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
  if (found.name !== '/rate_limit' && !(unchanged && caller !== 'anonymous'))
    bucket.used += reply.graphql?.cost ?? 1;
  const headers = {
    ...commonHeaders(world, asked),
    ...quotaHeaders(bucket, found.resource),
    ...(checked.status === 200 && asked.method === 'GET' ? { etag } : {}),
    ...defined(checked.headers ?? {}),
  };
  const sound: Answer = { status: unchanged ? 304 : checked.status, headers, text, delivery: 'whole' };
  const { graphql } = reply;
  const request = { method: asked.method, route: found.name, path: url.pathname + url.search, graphql };
  const rules = [
    ...(desk.workload && graphql && graphql.work > WORK_LIMIT_MS ? [{ fault: badGateway }] : []),
    ...takeRules(desk.faults, request),
  ];
  const victim = { url: url.href, api, now: world.now };
  const answer = strike(sound, rules, { victim, graphql, violations: desk.violations });
  return { route: found.name, answer, graphql };
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

function limited(caller: Caller, { name, resource }: Found, bucket: Bucket): Reply | undefined {
  if (name === '/rate_limit' || remaining(bucket) > 0) return undefined;
  const message = `API rate limit exceeded for ${caller === 'anonymous' ? '127.0.0.1' : 'user ID 1'}.`;
  if (resource !== 'graphql') return refusal(403, message);
  if (caller === 'anonymous') return refusal(401, 'This endpoint requires you to be authenticated.');
  return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
}

/** The reply, or a loud 500 in its place if GitHub could not have given it. */
function kept({ violations }: Desk, method: string, route: string, reply: Reply): Reply {
  if (reply.status >= 300 || route === '/graphql') return reply;
  const errors = contractErrors(`${method} ${route}`, reply.status, reply.body);
  if (errors.length === 0) return reply;
  violations.push(...errors.map((error) => `${method} ${route}: ${error}`));
  return refusal(500, `The fake GitHub broke the contract of ${method} ${route}: ${errors.join('; ')}`);
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
