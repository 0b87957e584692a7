import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { createSecretRemover, type Redact } from '../redact.ts';
import { parseUrl } from '../text/url.ts';
import type { z } from '../zod.ts';
import { createExchange } from './exchange.ts';
import { NoResponseError } from './failure-cause.ts';
import { createGraphQL, type GraphQL } from './graphql.ts';
import type { ProxySettings } from './proxy.ts';
import { GitHubRequestError, toRequestError } from './request-error.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { type Fetch, RequestSkippedError, transport, type Usage } from './transport.ts';

/** Sends requests to GitHub. */
export interface Client {
  octokit: Octokit;
  /** Null without a token, which GraphQL needs. */
  graphql: GraphQL | null;
  usage: Usage;
}

/** Where and how to send requests. */
export interface ClientOptions {
  apiUrl: string;
  graphqlUrl: string;
  token?: string | undefined;
  proxy?: ProxySettings | undefined;
  /** Texts to remove from all responses and errors, besides the token. */
  secrets?: readonly string[];
  retryPolicy: RetryPolicy;
}

/** Creates the client: the only place that handles tokens, retries and limits. */
export function createClient(options: ClientOptions): Client {
  const { apiUrl, graphqlUrl, token, proxy, secrets = [], retryPolicy: policy } = options;
  const removeSecrets = createSecretRemover([...secrets, ...(token ? [token] : [])]);
  const exchange = createExchange({ proxy, removeSecrets });
  const { fetch: send, usage } = transport(policy, exchange);
  const request = { fetch: withRedactedErrors(send, removeSecrets), log: silent };
  let waitLeft = policy.waitMs;
  const mayWait = (seconds: number): boolean => {
    const isLeft = seconds * 1000 <= waitLeft;
    if (isLeft) waitLeft -= seconds * 1000;
    return isLeft;
  };
  const onLimit = (seconds: number, _options: unknown, _octokit: unknown, tries: number): boolean => {
    const isAllowed = tries < policy.retries && mayWait(seconds);
    if (!isAllowed) usage.exhausted.add('core');
    return isAllowed;
  };
  const RetryingOctokit = Octokit.plugin(boundedRetries(mayWait), retry, throttling);
  const octokit = new RetryingOctokit({
    baseUrl: apiUrl,
    auth: token || undefined,
    userAgent: AGENT,
    request,
    log: silent,
    // 429 is handled by the throttling plugin; 409 means that a repository is empty.
    retry: {
      retries: policy.retries,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
      retryAfterBaseValue: policy.secondMs,
    },
    throttle: {
      // The plugin shares its queue among clients with the same id, pauses included.
      id: randomUUID(),
      retryAfterBaseValue: policy.secondMs,
      onRateLimit: onLimit,
      onSecondaryRateLimit: onLimit,
    },
  });
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = API_VERSION;
  });
  const wait = async (seconds: number): Promise<boolean> => {
    const isAllowed = mayWait(seconds);
    if (isAllowed) await setTimeout(seconds * policy.secondMs);
    return isAllowed;
  };
  const plain = new Octokit({ auth: token, userAgent: AGENT, request, log: silent });
  const route = `POST ${graphqlUrl}`;
  const graphql = token ? createGraphQL({ octokit: plain, route, policy, wait }) : null;
  return { octokit, graphql, usage };
}

/** Other errors may quote the request headers, and with them the token. */
function withRedactedErrors(send: Fetch, removeSecrets: Redact): Fetch {
  return (url, init) =>
    send(url, init).catch((error: unknown) => {
      if (error instanceof RequestSkippedError || error instanceof NoResponseError) throw error;
      throw new Error(removeSecrets(error instanceof Error ? error.message : String(error)));
    });
}

const AGENT = 'portfolio';

/** Registered before the retry plugin, to see failures first: it stops retries that are useless or exceed the waiting time. */
function boundedRetries(mayWait: (seconds: number) => boolean) {
  return (octokit: Pick<Octokit, 'hook'>) => {
    octokit.hook.error('request', (error, options) => {
      // The retry plugin waits 1, 4, 9 … seconds.
      const seconds = (Number(options.request.retryCount ?? 0) + 1) ** 2;
      const isFinal =
        error.cause instanceof RequestSkippedError ||
        (error.cause instanceof NoResponseError && error.cause.reason === 'timed out');
      const isTransient = 'status' in error && Number(error.status) >= 500 && !isFinal;
      if (!isTransient || !mayWait(seconds)) options.request.retries = 0;
      throw error;
    });
  };
}

/** The default version, supported until at least March 2028 (docs.github.com, API versions). */
const API_VERSION = '2022-11-28';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A parsed response, with the page numbers in its `link` header. */
export interface Answer<T> {
  value: T;
  next: number | null;
  last: number | null;
}

type Parameters = Record<string, string | number | boolean | Record<string, string>>;

/** Sends one request, such as `GET /repos/{owner}/{repo}`, and parses the response. Throws {@link GitHubRequestError}. */
export async function fetchRoute<T>(
  { octokit }: Pick<Client, 'octokit'>,
  route: string,
  parameters: Parameters,
  schema: z.ZodType<T>,
): Promise<Answer<T>> {
  const endpoint = endpointOf(octokit, route, parameters);
  const response = await octokit.request(route, parameters).catch((error: unknown) => {
    throw toRequestError(endpoint, error);
  });
  if (response.status !== 200) {
    throw new GitHubRequestError('unexpected answer', `${endpoint} answered with status ${response.status}`);
  }
  const parsed = schema.safeParse(response.data);
  if (parsed.success) return { value: parsed.data, ...pagesIn(response.headers.link) };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'the response';
  throw new GitHubRequestError(
    'unexpected answer',
    `${endpoint}: ${field}: ${issue?.message ?? 'could not be read'}`,
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
