import type { Redact } from '../redact.ts';
import { readBody } from './body.ts';
import { NoResponseError, refusedByProxy, type Target, toNoResponseError } from './failure-cause.ts';
import { type ProxySettings, proxiedFetch, proxyFor } from './proxy.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { Fetch } from './transport.ts';

/** How requests reach the server, and which secrets to remove from responses. */
export interface ExchangeOptions {
  /** Connects directly if absent. */
  proxy?: ProxySettings | undefined;
  /** Removes the token and proxy credentials from a text. */
  removeSecrets: Redact;
}

/** How long a response may take. */
type TimeLimit = Pick<RetryPolicy, 'answerMs' | 'timeLimit'>;

/** Sends one request and reads the whole response. Throws {@link NoResponseError}, also if a proxy refuses the request. */
export type Exchange = (
  url: Parameters<Fetch>[0],
  init: RequestInit | undefined,
  limit: TimeLimit,
) => Promise<Response>;

/** Creates the only function that talks to the network. It removes secrets that servers and proxies may echo. */
export function createExchange({ proxy, removeSecrets }: ExchangeOptions): Exchange {
  const ready = proxy ? proxiedFetch(proxy) : async () => globalThis.fetch;
  return async (url, init, { answerMs, timeLimit = () => AbortSignal.timeout(answerMs) }) => {
    const address = new URL(url instanceof Request ? url.url : url);
    const target: Target = { url: address, proxy: proxy && proxyFor(proxy, address), answerMs };
    // Before the timeout starts, which is for the response only.
    const send = await ready();
    try {
      const signal = timeLimit(address.href);
      const response = await send(url, { ...init, signal });
      // Read here, so that a stalled or truncated body fails the request instead of looking like an empty response.
      const body = await readBody(response, signal);
      if (response.status === 407) throw refusedByProxy(response.status, target);
      return withoutSecrets(response, body, removeSecrets);
    } catch (error) {
      const { reason, message } = toNoResponseError(error, target);
      throw new NoResponseError(reason, removeSecrets(message));
    }
  };
}

function withoutSecrets(
  { status, statusText, headers }: Response,
  body: Uint8Array,
  remove: Redact,
): Response {
  const text = new TextDecoder().decode(body);
  const cleaned = remove(text);
  const bytes = cleaned === text ? body : new TextEncoder().encode(cleaned);
  return new Response(bytes.byteLength > 0 ? new Uint8Array(bytes) : null, {
    status,
    statusText: remove(statusText),
    headers: [...headers].map(([name, value]): [string, string] => [name, remove(value)]),
  });
}
