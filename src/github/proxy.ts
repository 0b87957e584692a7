import { isIPv6 } from 'node:net';
import type { Agent, ProxyAgent } from 'undici';
import { parseUrl } from '../text/url.ts';
import { readBody } from './body.ts';
import type { Fetch } from './transport.ts';

/** The proxies to use, as the environment names them. */
export interface ProxySettings {
  /** For `http:` addresses, and for `https:` ones where there is no other. */
  http: string | undefined;
  https: string | undefined;
  /** Hosts that are asked directly, separated by commas or spaces; `*` for all. */
  none: string | undefined;
}

/** The proxy that a request to this address goes through; undefined where it goes directly. */
export function proxyFor(settings: ProxySettings, url: URL): URL | undefined {
  const { http, https } = settings;
  const proxy = url.protocol === 'https:' ? (https ?? http) : http;
  return proxy === undefined || isDirect(url, settings) ? undefined : new URL(proxy);
}

function isDirect(url: URL, { none = '' }: ProxySettings): boolean {
  return none
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matchesEntry(entry, url));
}

/** Whether an entry of NO_PROXY names this host or one of its parents; with a port, only at that one. */
function matchesEntry(entry: string, url: URL): boolean {
  if (entry === '*') return true;
  const isBareIpv6 = isIPv6(entry);
  const [, name = '', port] = isBareIpv6 ? [entry, entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  const host = hostOf(isBareIpv6 ? `[${name}]` : name.replace(/^\*?\./, ''));
  if (host === undefined || (port !== undefined && Number(port) !== portOf(url))) return false;
  const asked = hostOf(url.hostname);
  return asked === host || asked?.endsWith(`.${host}`) === true;
}

/** The host as a URL parser writes it, without a final dot; undefined where it is none. */
function hostOf(name: string): string | undefined {
  return parseUrl(`http://${name}`)?.hostname.replace(/\.$/, '');
}

/** The port that is asked, also where the address leaves it out. */
export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
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
    const { method = 'GET', headers, body, signal, redirect } = init;
    const response = await send(url instanceof Request ? url.url : url, {
      method,
      headers: [...new Headers(headers)],
      ...(body && { body: await new Response(body).text() }),
      ...(signal && { signal }),
      ...(redirect && { redirect }),
      dispatcher,
    });
    const { status, statusText } = response;
    const bytes = await readBody(response, signal);
    return new Response(bytes.byteLength > 0 ? new Uint8Array(bytes) : null, {
      status,
      statusText,
      headers: [...response.headers],
    });
  };
}

async function connect(settings: ProxySettings) {
  const { Agent, Dispatcher, fetch: send, ProxyAgent } = await import('undici');
  const direct = new Agent();
  const agents = new Map<string, InstanceType<typeof ProxyAgent>>();
  const agentOf = (proxy: URL | undefined) => {
    if (proxy === undefined) return direct;
    const agent = agents.get(proxy.href) ?? new ProxyAgent(proxyOptions(proxy));
    agents.set(proxy.href, agent);
    return agent;
  };
  // Chooses for each request, so that one that follows a redirect goes the right way too.
  class ByAddress extends Dispatcher {
    override dispatch(...[options, handler]: Parameters<Agent['dispatch']>): boolean {
      return agentOf(proxyFor(settings, new URL(options.origin ?? ''))).dispatch(options, handler);
    }
  }
  return { send, dispatcher: new ByAddress() };
}

function proxyOptions(proxy: URL): ProxyAgent.Options {
  const [user, password] = [proxy.username, proxy.password].map(decodeURIComponent);
  const hasCredentials = proxy.username !== '' || proxy.password !== '';
  return {
    uri: proxy.origin,
    // Written here because undici sends nothing where one of the two is empty.
    ...(hasCredentials && { token: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
    // Many proxies allow tunnels to port 443 only.
    proxyTunnel: false,
  };
}
