import type { Reason } from '../facts/fact.ts';
import { z } from '../zod.ts';
import { BodyTooLargeError } from './body.ts';
import { detailLine } from './detail.ts';
import { portOf } from './proxy.ts';

/** A request that was sent but got no complete response. The message names the host and the root cause. */
export class NoResponseError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, message: string) {
    super(detailLine(message));
    this.name = 'NoResponseError';
    this.reason = reason;
  }
}

/** Where a request was sent, and its timeout in milliseconds. */
export interface Target {
  url: URL;
  /** The proxy that was used, if any. */
  proxy: URL | undefined;
  answerMs: number;
}

const fields = z
  .object({
    code: z.string(),
    message: z.string(),
    hostname: z.string(),
    address: z.string(),
    port: z.int(),
  })
  .partial();

type Cause = z.infer<typeof fields>;

/** Turns an error thrown by `fetch` into a message that a person can act on. */
export function toNoResponseError(error: unknown, target: Target): NoResponseError {
  if (error instanceof NoResponseError) return error;
  if (error instanceof BodyTooLargeError) {
    return new NoResponseError('unexpected answer', `${target.url.host}: ${error.message}`);
  }
  const causes = causesOf(error);
  if (causes.some(({ name }) => name === 'TimeoutError')) {
    const seconds = target.answerMs === 1000 ? '1 second' : `${target.answerMs / 1000} seconds`;
    return new NoResponseError('timed out', `${target.url.host} did not answer within ${seconds}`);
  }
  const known = causes.map((cause) => fields.catch({}).parse(cause));
  const first = known.findLast(({ code }) => code !== undefined) ?? known.at(-1) ?? {};
  return new NoResponseError('unreachable', describeCause(first, target));
}

/** The error for a proxy that responds instead of the host. */
export function refusedByProxy(status: number, { url, proxy }: Target): NoResponseError {
  const name = proxy ? `the proxy ${proxy.host}` : 'a proxy';
  const what =
    status === 407
      ? 'asks for a user name and password (status 407); set them in HTTPS_PROXY or HTTP_PROXY, as http://USER:PASSWORD@HOST:PORT'
      : `does not connect to ${url.host} (status ${status})`;
  return new NoResponseError('unreachable', `${name} ${what}`);
}

/** The chain of causes, outermost first. If a host has several addresses, each has an error; the first one counts. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  let next = error;
  // Causes can be circular.
  while (next instanceof Error && causes.length < 10) {
    causes.push(next);
    next = next instanceof AggregateError ? next.errors[0] : next.cause;
  }
  return causes;
}

type Describe = (host: string, cause: Cause) => string;

const NAME_UNKNOWN: Describe = (_, { hostname }) =>
  `the name ${hostname ?? 'of the host'} could not be resolved`;
const CLOSED: Describe = (host) => `${host}: the connection was closed before the response was complete`;
const NO_ROUTE: Describe = (host, cause) => `${host}: no network route to it${addressOf(cause)}`;
const NO_CONNECTION: Describe = (host, cause) => `${host}: connecting timed out${addressOf(cause)}`;

/** Keyed by the error codes of Node (nodejs.org/api/errors.html, "Common system errors") and undici (docs/api/Errors.md). */
const DESCRIPTIONS: Record<string, Describe> = {
  ENOTFOUND: NAME_UNKNOWN,
  EAI_AGAIN: (host, cause) => `${NAME_UNKNOWN(host, cause)}: no name server answered`,
  ECONNREFUSED: (host, cause) => `${host}: connection refused${addressOf(cause)}`,
  ECONNRESET: (host) => `${host}: the connection was reset`,
  EPIPE: CLOSED,
  UND_ERR_SOCKET: CLOSED,
  EHOSTUNREACH: NO_ROUTE,
  ENETUNREACH: NO_ROUTE,
  ETIMEDOUT: NO_CONNECTION,
  UND_ERR_CONNECT_TIMEOUT: NO_CONNECTION,
};

/** Certificate errors (nodejs.org/api/tls.html, "X509 certificate error codes"). */
const CERTIFICATE =
  /CERT|^UNABLE_TO_|^CRL_|^HOSTNAME_MISMATCH$|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$/;
/** TLS handshake errors. */
const TLS = /^ERR_(?:SSL|TLS)_|^EPROTO$|^UND_ERR_PRX_TLS$/;

/** undici gives no error code for a proxy's refusal, only this message (lib/dispatcher/proxy-agent.js). */
const REFUSED_BY_PROXY = /^Proxy (?:response|Authentication Required) \((\d{3})\)/;
/** `fetch` blocks some ports (fetch.spec.whatwg.org, "bad port"). */
const BAD_PORT = 'bad port';

function describeCause(cause: Cause, target: Target): string {
  const { code = '', message = 'no answer' } = cause;
  const refused = REFUSED_BY_PROXY.exec(message)?.[1];
  if (refused !== undefined) return refusedByProxy(Number(refused), target).message;
  const host = isProxyFailure(cause, target) ? `the proxy ${target.proxy?.host}` : target.url.host;
  if (message === BAD_PORT) return `${host}: fetch blocks requests to this port; use another one`;
  const describe = Object.hasOwn(DESCRIPTIONS, code) ? DESCRIPTIONS[code] : undefined;
  if (describe) return describe(host, cause);
  if (CERTIFICATE.test(code)) return describeCertificateError(host, code, message);
  if (TLS.test(code))
    return `${host}: could not establish a secure connection (${code}); does this server support https?`;
  return `${host}: ${detailLine(message, 200)}`;
}

function describeCertificateError(host: string, code: string, message: string): string {
  const what = `${host}: its certificate is not trusted: ${detailLine(message, 150)} (${code})`;
  const isOutOfTime = code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID';
  const clock = isOutOfTime ? 'check the date and time of this machine; ' : '';
  return `${what}; ${clock}if you use a proxy or your own certificate authority, set NODE_EXTRA_CA_CERTS to its certificate file`;
}

function addressOf({ address, port }: Cause): string {
  if (address === undefined) return '';
  const host = address.includes(':') ? `[${address}]` : address;
  return ` (${host}${port === undefined ? '' : `:${port}`})`;
}

/** Whether the proxy, not the host, could not be reached: an error has an address, but does not say which of the two it is. */
function isProxyFailure({ hostname, address, port }: Cause, { url, proxy }: Target): boolean {
  if (proxy === undefined) return false;
  if (hostname !== undefined) return hostname === proxy.hostname;
  return address === proxy.hostname || (port === portOf(proxy) && port !== portOf(url));
}
