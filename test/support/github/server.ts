import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { answerRequest } from './answer.ts';
import { callerOf, tokenOf } from './callers.ts';
import { deliver } from './delivery.ts';
import type { ParsedRequest, ServerState } from './endpoints.ts';
import type { Faults } from './fault-rules.ts';
import type { GraphqlResult } from './graphql.ts';
import { WORK_LIMIT_MS } from './graphql-cost.ts';
import type { Caller, Quota } from './quota.ts';
import { createQuota } from './quota.ts';
import type { World } from './world.ts';

/** A line of the log. */
type LoggedRequest = {
  method: string;
  /** Path and query as sent. */
  path: string;
  /** The route in GitHub's API description; empty if unknown. */
  route: string;
  query: Record<string, string>;
  /** The token as sent. */
  token: string | undefined;
  /** Undefined for a rejected token. */
  caller: Caller | undefined;
  conditional: boolean;
  /** 0 if no status was sent. */
  status: number;
  /** Only for queries that were answered. */
  graphql?: LoggedQuery;
};

type LoggedQuery = {
  /** The operation's name; null if it has none. */
  operation: string | null;
  /** How many repositories are in the response. */
  repositories: number;
  /** GitHub's own work for it, in milliseconds, as graphql-cost.ts estimates it. */
  work: number;
  /** Points of the rate limit. */
  cost: number;
};

export type FakeGitHub = {
  /** For `GITHUB_API_URL`. After `close` it refuses connections. */
  url: string;
  /** For `GITHUB_GRAPHQL_URL`. */
  graphqlUrl: string;
  world: World;
  /** All requests since the start, or since a test cleared it. */
  requests: LoggedRequest[];
  /** The highest number of concurrent requests so far. */
  mostInFlight: () => number;
  faults: Faults;
  quota: Quota;
  /** Responses and queries that break GitHub's contract: tests expect none. */
  contractViolations: string[];
  close: () => Promise<void>;
};

export type Options = {
  /** Milliseconds per response. */
  latency?: number;
  /** Delays all responses until this many requests are in flight. */
  gather?: number;
  /** False skips checking each response against GitHub's API description, to save time. */
  contract?: boolean;
  /** True fails queries with over ten seconds of work with 502, as GitHub does. */
  workload?: boolean;
  /** With `workload`: milliseconds of delay per millisecond of work; none by default. */
  msPerWorkMs?: number;
  /** True serves the paths of GitHub Enterprise Server, below `/api`. */
  enterprise?: boolean;
};

/** Starts a fake GitHub on loopback that serves the current state of a world. */
export async function startFakeGitHub(world: World, options: Options = {}): Promise<FakeGitHub> {
  const quota = createQuota(() => Math.floor(Date.parse(world.now) / 1000));
  const state: ServerState = {
    api: '',
    world,
    quota,
    faults: [],
    violations: [],
    checked: options.contract ?? true,
    enterprise: options.enterprise ?? false,
    workload: options.workload ?? false,
  };
  const requests: LoggedRequest[] = [];
  let inFlight = 0;
  let most = 0;
  let begin: () => void = () => {};
  const gathered = new Promise<void>((resolve) => {
    begin = resolve;
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    most = Math.max(most, ++inFlight);
    if (most >= (options.gather ?? 1)) begin();
    response.once('close', () => {
      inFlight -= 1;
    });
    const arrivedAt = performance.now();
    const parsed = await read(request);
    const { route, answer, graphql } = answerRequest(state, parsed);
    const { pathname, search, searchParams } = new URL(parsed.path, state.api);
    requests.push({
      method: parsed.method,
      path: pathname + search,
      route,
      query: Object.fromEntries(searchParams),
      token: parsed.token,
      caller: callerOf(parsed.token),
      conditional: parsed.etag !== undefined,
      status: ['hanging', 'reset'].includes(answer.delivery) ? 0 : answer.status,
      ...(graphql ? { graphql: logged(graphql) } : {}),
    });
    await gathered;
    // Includes the time that the fake itself took.
    const wait = waitingTime(options, graphql?.work ?? 0) - (performance.now() - arrivedAt);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    await deliver(answer, response);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      state.violations.push(`The fake GitHub itself failed: ${error instanceof Error ? error.stack : error}`);
      response.destroy();
    });
  });
  const origin = await listen(server);
  state.api = options.enterprise ? `${origin}/api/v3` : origin;
  return {
    url: state.api,
    graphqlUrl: options.enterprise ? `${origin}/api/graphql` : `${origin}/graphql`,
    world,
    requests,
    mostInFlight: () => most,
    faults: state.faults,
    quota,
    contractViolations: state.violations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function waitingTime({ latency = 0, workload, msPerWorkMs = 0 }: Options, work: number): number {
  return latency + (workload ? Math.min(work, WORK_LIMIT_MS) * msPerWorkMs : 0);
}

function logged({ operation, repositories, work, cost }: GraphqlResult): LoggedQuery {
  return { operation, repositories: repositories.length, work, cost };
}

async function read(request: IncomingMessage): Promise<ParsedRequest> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { authorization, 'user-agent': agent, 'if-none-match': etag } = request.headers;
  const version = request.headers['x-github-api-version'];
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    token: tokenOf(authorization),
    etag,
    agent,
    version: typeof version === 'string' ? version : undefined,
    body,
  };
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('No port to listen on'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });
}
