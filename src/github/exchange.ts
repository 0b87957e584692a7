import type { Redact } from '../redact.ts';
import { readBody } from './body.ts';
import { NoResponseError, refusedByProxy, type Target, toNoResponseError } from './failure-cause.ts';
import { type ProxySettings, proxiedFetch, proxyFor } from './proxy.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { Fetch } from './transport.ts';

/** How requests reach their server, and what no answer may repeat. */
export interface ExchangeOptions {
  /** Without it, the server is asked directly. */
  proxy?: ProxySettings | undefined;
  /** Takes the token and the credentials of proxies out of a text. */
  removeSecrets: Redact;
}

/** How long an answer may take. */
type TimeLimit = Pick<RetryPolicy, 'answerMs' | 'timeLimit'>;

/**
 * Sends one request and reads its whole answer, within the time limit. Throws {@link NoResponseError}, also for an answer of
 * a proxy in the place of the server.
 */
export type Exchange = (
  url: Parameters<Fetch>[0],
  init: RequestInit | undefined,
  limit: TimeLimit,
) => Promise<Response>;

/** Makes the one place where requests leave and answers arrive: servers and proxies that repeat what they were sent are met here. */
export function createExchange({ proxy, removeSecrets }: ExchangeOptions): Exchange {
  const ready = proxy ? proxiedFetch(proxy) : async () => globalThis.fetch;
  return async (url, init, { answerMs, timeLimit = () => AbortSignal.timeout(answerMs) }) => {
    const address = new URL(url instanceof Request ? url.url : url);
    const target: Target = { url: address, proxy: proxy && proxyFor(proxy, address), answerMs };
    // Before the time runs: it is for the answer.
    const send = await ready();
    try {
      const signal = timeLimit(address.href);
      const response = await send(url, { ...init, signal });
      // Read here, so that a body that stalls or breaks off fails the request instead of looking like an empty answer.
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
