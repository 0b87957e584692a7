import { randomUUID } from 'node:crypto';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { Reason } from '../facts/fact.ts';
import { createSecretRemover, type Redact } from '../redact.ts';
import { parseUrl } from '../text/url.ts';
import { detailLine } from './detail.ts';
import { createExchange } from './exchange.ts';
import { Unreached } from './failure-cause.ts';
import type { ProxySettings } from './proxy.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { type Fetch, RequestSkippedError, transport, type Usage } from './transport.ts';

/** GitHub did not give what it was asked for. */
export class GitHubRequestError extends Error {
  readonly reason: Reason;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(reason: Reason, detail: string, status?: number) {
    super(detailLine(detail));
    this.name = 'Unanswered';
    this.reason = reason;
    this.status = status;
  }
}

/** Asks GitHub. */
export interface Client {
  octokit: Octokit;
  /** For GraphQL, which is asked once and then in smaller parts; null without a token, which it needs. */
  graphql: GraphQL | null;
  usage: Usage;
}

/** A client without retries, and the route to ask, such as `POST https://api.github.com/graphql`. */
export interface GraphQL {
  octokit: Octokit;
  route: string;
}

/** Where and how to ask. */
export interface ClientOptions {
  apiUrl: string;
  graphqlUrl: string;
  token?: string | undefined;
  proxy?: ProxySettings | undefined;
  /** What no answer and no failure may repeat, besides the token. */
  secrets?: readonly string[];
  maxRequests: number;
  retryPolicy: RetryPolicy;
}

/** Makes the client: the only place that knows tokens, retries and limits. */
export function createClient(options: ClientOptions): Client {
  const { apiUrl, graphqlUrl, token, proxy, secrets = [], maxRequests, retryPolicy: patience } = options;
  const removeSecrets = createSecretRemover([...secrets, ...(token ? [token] : [])]);
  const exchange = createExchange({ proxy, removeSecrets });
  const { fetch: send, usage } = transport(patience, maxRequests, exchange);
  const request = { fetch: withRedactedErrors(send, removeSecrets), log: silent };
  let waitLeft = patience.waitMs;
  const mayWait = (seconds: number): boolean => {
    const isLeft = seconds * 1000 <= waitLeft;
    if (isLeft) waitLeft -= seconds * 1000;
    return isLeft;
  };
  const onLimit = (seconds: number, _options: unknown, _octokit: unknown, tries: number): boolean => {
    usage.exhausted ||= tries >= patience.retries || !mayWait(seconds);
    return !usage.exhausted;
  };
  const PatientOctokit = Octokit.plugin(boundedRetries(mayWait), retry, throttling);
  const octokit = new PatientOctokit({
    baseUrl: apiUrl,
    auth: token || undefined,
    userAgent: AGENT,
    request,
    log: silent,
    // Throttling owns 429; 409 is how GitHub says that a repository is empty.
    retry: {
      retries: patience.retries,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
      retryAfterBaseValue: patience.secondMs,
    },
    throttle: {
      // The plugin queues by this name; another client's pauses are no concern of this one.
      id: randomUUID(),
      retryAfterBaseValue: patience.secondMs,
      onRateLimit: onLimit,
      onSecondaryRateLimit: onLimit,
    },
  });
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = API_VERSION;
  });
  const plain = new Octokit({ auth: token, userAgent: AGENT, request, log: silent });
  const graphql = token ? { octokit: plain, route: `POST ${graphqlUrl}` } : null;
  return { octokit, graphql, usage };
}

/** An error of the program's own may repeat the headers that it was given, and so the token. */
function withRedactedErrors(send: Fetch, removeSecrets: Redact): Fetch {
  return (url, init) =>
    send(url, init).catch((error: unknown) => {
      if (error instanceof RequestSkippedError || error instanceof Unreached) throw error;
      throw new Error(removeSecrets(error instanceof Error ? error.message : String(error)));
    });
}

const AGENT = 'portfolio';

/** Registered before the retry plugin, it sees a failure first: it ends the tries where waiting is spent or useless. */
function boundedRetries(mayWait: (seconds: number) => boolean) {
  return (octokit: Pick<Octokit, 'hook'>) => {
    octokit.hook.error('request', (error, options) => {
      // The retry plugin waits for 1, 4, 9 … seconds.
      const seconds = (Number(options.request.retryCount ?? 0) + 1) ** 2;
      const isTransient =
        'status' in error && Number(error.status) >= 500 && !(error.cause instanceof RequestSkippedError);
      if (!isTransient || !mayWait(seconds)) options.request.retries = 0;
      throw error;
    });
  };
}

/** Promised until at least March 2028; the default without the header (docs.github.com, API versions). */
const API_VERSION = '2022-11-28';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A parsed answer, and the page numbers that its `link` header names. */
export interface Answer<T> {
  value: T;
  next: number | null;
  last: number | null;
}

type Parameters = Record<string, string | number | boolean | Record<string, string>>;

/** Asks for one route, such as `GET /repos/{owner}/{repo}`, and parses the answer. Throws {@link GitHubRequestError}. */
export async function ask<T>(
  { octokit }: Pick<Client, 'octokit'>,
  route: string,
  parameters: Parameters,
  schema: z.ZodType<T>,
): Promise<Answer<T>> {
  const endpoint = endpointOf(octokit, route, parameters);
  const response = await octokit.request(route, parameters).catch((error: unknown) => {
    throw unanswered(endpoint, error);
  });
  if (response.status !== 200) {
    throw new GitHubRequestError('unexpected answer', `${endpoint} answered with status ${response.status}`);
  }
  const parsed = schema.safeParse(response.data);
  if (parsed.success) return { value: parsed.data, ...pagesIn(response.headers.link) };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'the answer';
  throw new GitHubRequestError(
    'unexpected answer',
    `${endpoint}: ${field}: ${issue?.message ?? 'not understood'}`,
  );
}

function endpointOf(octokit: Octokit, route: string, parameters: Parameters): string {
  const { method, url } = octokit.request.endpoint(route, parameters);
  return `${method} ${new URL(url).pathname}`;
}

function pagesIn(link: string | undefined): { next: number | null; last: number | null } {
  const page = (rel: string) => {
    const url = new RegExp(`<([^>]+)>; rel="${rel}"`).exec(link ?? '')?.[1];
    const number = Number(parseUrl(url ?? '')?.searchParams.get('page') ?? Number.NaN);
    return Number.isInteger(number) && number > 0 ? number : null;
  };
  return { next: page('next'), last: page('last') };
}

const failure = z.object({
  status: z.number(),
  message: z.string(),
  response: z.unknown(),
  cause: z.unknown(),
});

function unanswered(endpoint: string, error: unknown): GitHubRequestError {
  const { status, message, response, cause } = failure.partial().parse(error);
  if (cause instanceof RequestSkippedError || cause instanceof Unreached) {
    return new GitHubRequestError(cause.reason, `${endpoint}: ${cause.message}`);
  }
  if (!response || status === undefined) {
    return new GitHubRequestError('unreachable', `${endpoint}: ${firstLine(message)}`);
  }
  const words = `${endpoint} answered with status ${status}: ${firstLine(message)}`;
  return new GitHubRequestError(reasonOf(status, words), words, status);
}

function reasonOf(status: number, message: string): Reason {
  if (status === 429 || (status === 403 && /rate limit/i.test(message))) return 'rate limited';
  if (status === 401 || status === 403) return 'not allowed';
  if (status === 404 || status === 410 || status === 451) return 'not found';
  return status >= 500 ? 'server error' : 'unexpected answer';
}

/** Without the address of the documentation, which Octokit adds. */
function firstLine(message = 'no answer'): string {
  const [line = message] = message.split('\n', 1);
  return detailLine(line.replace(/ - https:\S+$/, ''), 200);
}
