import type { Fetch } from './transport.ts';

/** The proxies to use, as the environment names them. */
export interface ProxySettings {
  /** For `http:` addresses, and for `https:` ones where there is no other. */
  http: string | undefined;
  https: string | undefined;
  /** Hosts that are asked directly, separated by commas or spaces; `*` for all. */
  none: string | undefined;
}

/** The proxy that a request to this address may go through; `none` is not considered. */
export function proxyFor({ http, https }: ProxySettings, url: URL): URL | undefined {
  const proxy = url.protocol === 'https:' ? (https ?? http) : http;
  return proxy === undefined ? undefined : new URL(proxy);
}

/**
 * Loads a `fetch` that goes through the proxies, once. Node's own can do so only from version 24 on, and only with a flag. It
 * is loaded by the first request that needs it, because most runs have no proxy.
 */
export function proxiedFetch(proxy: ProxySettings): () => Promise<Fetch> {
  let loading: Promise<Fetch> | undefined;
  return () => {
    loading ??= load(proxy);
    return loading;
  };
}

async function load(proxy: ProxySettings): Promise<Fetch> {
  const { send, dispatcher } = await connect(proxy);
  // The types of undici's request and answer are others than Node's own, so that only plain values go to and fro.
  return async (url, init = {}) => {
    const { method = 'GET', headers, body, signal } = init;
    const response = await send(url instanceof Request ? url.url : url, {
      method,
      headers: [...new Headers(headers)],
      ...(body && { body: await new Response(body).text() }),
      ...(signal && { signal }),
      dispatcher,
    });
    const { status, statusText } = response;
    const bytes = await response.arrayBuffer();
    return new Response(bytes.byteLength > 0 ? bytes : null, {
      status,
      statusText,
      headers: [...response.headers],
    });
  };
}

async function connect({ http, https, none }: ProxySettings) {
  const { EnvHttpProxyAgent, fetch: send } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    // Empty, not left out: what is left out it would read from the environment itself.
    httpProxy: http ?? '',
    httpsProxy: https ?? '',
    noProxy: none ?? '',
    // Many proxies allow tunnels to port 443 only.
    proxyTunnel: false,
  });
  return { send, dispatcher };
}
