import { createHash } from 'node:crypto';
import { callerOf } from './callers.ts';
import { contractErrors } from './contract.ts';
import type { Answer } from './delivery.ts';
import type { Endpoint, ParsedRequest, ServerState } from './endpoints.ts';
import { findEndpoint } from './endpoints.ts';
import { applyFaults, takeRules } from './fault-rules.ts';
import type { GraphqlResult } from './graphql.ts';
import { WORK_LIMIT_MS } from './graphql-cost.ts';
import { badGateway } from './graphql-faults.ts';
import type { Bucket, Caller } from './quota.ts';
import { quotaHeaders, remaining } from './quota.ts';
import type { Reply } from './replies.ts';
import { errorReply } from './replies.ts';
import type { World } from './world.ts';

/** `graphql` is set only for queries that were answered. */
type Answered = { route: string; answer: Answer; graphql: GraphqlResult | undefined };

/** Answers one request: checks the caller, counts it, looks up the data, checks the contract, applies faults. */
export function answerRequest(state: ServerState, parsed: ParsedRequest): Answered {
  const { world, api } = state;
  const url = new URL(parsed.path, api);
  const found = findEndpoint(state, parsed, url);
  const caller = callerOf(parsed.token);
  const bucket = state.quota.bucket(caller ?? 'anonymous', found.resource);
  const reply =
    rejectInvalid(parsed, caller) ??
    rejectOverLimit(caller ?? 'anonymous', found, bucket) ??
    found.reply(caller ?? 'anonymous');
  const checked = state.checked ? enforceContract(state, parsed.method, found.name, reply) : reply;
  const text = checked.text ?? JSON.stringify(checked.body);
  const etag = `W/"${createHash('sha256')
    .update(`${parsed.token ?? ''}\n${text}`)
    .digest('hex')}"`;
  const unchanged = checked.status === 200 && parsed.method === 'GET' && parsed.etag === etag;
  if (found.name !== '/rate_limit' && !(unchanged && caller !== 'anonymous'))
    bucket.used += reply.graphql?.cost ?? 1;
  const headers = {
    ...commonHeaders(world, parsed),
    ...quotaHeaders(bucket, found.resource),
    ...(checked.status === 200 && parsed.method === 'GET' ? { etag } : {}),
    ...(checked.text === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' }),
    ...defined(checked.headers ?? {}),
  };
  const valid: Answer = { status: unchanged ? 304 : checked.status, headers, text, delivery: 'whole' };
  const { graphql } = reply;
  const request = { method: parsed.method, route: found.name, path: url.pathname + url.search, graphql };
  const rules = [
    ...(state.workload && graphql && graphql.work > WORK_LIMIT_MS ? [{ fault: badGateway }] : []),
    ...takeRules(state.faults, request),
  ];
  const target = { url: url.href, api, now: world.now };
  const answer = applyFaults(valid, rules, { target, graphql, violations: state.violations });
  return { route: found.name, answer, graphql };
}

function rejectInvalid({ agent, version }: ParsedRequest, caller: Caller | undefined): Reply | undefined {
  if (!agent)
    return errorReply(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  if (!caller) return errorReply(401, 'Bad credentials');
  if (version && !['2022-11-28', '2026-03-10'].includes(version)) {
    return errorReply(400, `${version} is not a supported version`);
  }
  return undefined;
}

function rejectOverLimit(caller: Caller, { name, resource }: Endpoint, bucket: Bucket): Reply | undefined {
  if (name === '/rate_limit' || remaining(bucket) > 0) return undefined;
  const message = `API rate limit exceeded for ${caller === 'anonymous' ? '127.0.0.1' : 'user ID 1'}.`;
  if (resource !== 'graphql') return errorReply(403, message);
  if (caller === 'anonymous') return errorReply(401, 'This endpoint requires you to be authenticated.');
  return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
}

/** The reply, or a 500 instead if it breaks GitHub's contract. */
function enforceContract({ violations }: ServerState, method: string, route: string, reply: Reply): Reply {
  if (reply.status >= 300 || route === '/graphql' || reply.text !== undefined) return reply;
  const errors = contractErrors(`${method} ${route}`, reply.status, reply.body);
  if (errors.length === 0) return reply;
  violations.push(...errors.map((error) => `${method} ${route}: ${error}`));
  return errorReply(500, `The fake GitHub broke the contract of ${method} ${route}: ${errors.join('; ')}`);
}

function commonHeaders({ now }: World, { token, version }: ParsedRequest): Record<string, string> {
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
