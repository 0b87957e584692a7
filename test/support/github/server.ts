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
  /** Path and query as they were sent. */
  path: string;
  /** The endpoint as GitHub's description names it; empty for an unknown one. */
  route: string;
  query: Record<string, string>;
  /** The token as it was sent. */
  token: string | undefined;
  /** Undefined: a rejected token. */
  caller: Caller | undefined;
  conditional: boolean;
  /** 0 where no status was sent. */
  status: number;
  /** Where a query was answered. */
  graphql?: LoggedQuery;
};

type LoggedQuery = {
  /** The operation's name; null if it has none. */
  operation: string | null;
  /** How many repositories the answer tells about. */
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
  /** All requests since the start, or since a test emptied it. */
  requests: LoggedRequest[];
  /** The most requests that were ever under way at once. */
  mostInFlight: () => number;
  faults: Faults;
  quota: Quota;
  /** Answers that break GitHub's contract, and queries that do: tests expect none. */
  contractViolations: string[];
  close: () => Promise<void>;
};

export type Options = {
  /** Milliseconds that every answer takes. */
  latency?: number;
  /** No answer is given until so many requests are under way at once. */
  gather?: number;
  /** False saves the time of checking each answer against GitHub's description. */
  contract?: boolean;
  /** True ends queries that make more than ten seconds of work as 502, as GitHub does. */
  workload?: boolean;
  /** With `workload`: how many milliseconds an answer takes for each of work. None unless it is given. */
  msPerWorkMs?: number;
  /** True puts the addresses where GitHub Enterprise Server has them, below `/api`. */
  enterprise?: boolean;
};

/** Starts a GitHub on loopback that shows a world as it is at each moment. */
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
    // The time that the fake itself took is a part of it.
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
