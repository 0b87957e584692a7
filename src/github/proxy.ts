import { isIPv6 } from 'node:net';
import type { Agent, ProxyAgent } from 'undici';
import { parseUrl } from '../text/url.ts';
import { readBody } from './body.ts';
import type { Fetch } from './transport.ts';

/** The proxy settings of the environment. */
export interface ProxySettings {
  /** For `http:` URLs, and for `https:` URLs if `https` is not set. */
  http: string | undefined;
  https: string | undefined;
  /** Hosts to connect to directly, separated by commas or spaces; `*` means all (NO_PROXY). */
  none: string | undefined;
}

/** The proxy for requests to this URL; undefined for a direct connection. */
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

/** Whether a NO_PROXY entry matches this host or a parent domain. An entry with a port matches only that port. */
function matchesEntry(entry: string, url: URL): boolean {
  if (entry === '*') return true;
  const isBareIpv6 = isIPv6(entry);
  const [, name = '', port] = isBareIpv6 ? [entry, entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  const host = hostOf(isBareIpv6 ? `[${name}]` : name.replace(/^\*?\./, ''));
  if (host === undefined || (port !== undefined && Number(port) !== portOf(url))) return false;
  const asked = hostOf(url.hostname);
  return asked === host || asked?.endsWith(`.${host}`) === true;
}

/** The host in normalized form, without a trailing dot; undefined if it is not a valid host. */
function hostOf(name: string): string | undefined {
  return parseUrl(`http://${name}`)?.hostname.replace(/\.$/, '');
}

/** The port of a URL, or the default port of its protocol. */
export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/**
 * A `fetch` that uses the proxies. Node's own supports them only from version 24 on, behind a flag. undici is loaded on first
 * use, because most runs have no proxy.
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
  // undici's Request and Response are not Node's own classes, so only plain values are passed between them.
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
  // Chooses per request, so that redirects use the right proxy too.
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
    // Set here because undici sends no header if the user name or the password is empty.
    ...(hasCredentials && { token: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
    // Many proxies allow tunnels to port 443 only.
    proxyTunnel: false,
  };
}
