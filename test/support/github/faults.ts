import { STATUS_CODES } from 'node:http';
import type { Fault } from './fault-rules.ts';

export type { Fault } from './fault-rules.ts';

/** An error in GitHub's format with any status, and optionally other headers or another body. */
export function status(code: number, headers: Record<string, string> = {}, body?: unknown): Fault {
  const message = body ?? {
    message: STATUS_CODES[code],
    documentation_url: 'https://docs.github.com/rest',
    status: String(code),
  };
  return (valid) => ({
    ...valid,
    status: code,
    headers: { ...without(valid.headers, 'etag', 'link'), ...headers },
    text: code === 204 || code === 304 ? '' : JSON.stringify(message),
  });
}

/** The hourly limit is used up; it resets after this many seconds. */
export function primaryLimit(code: 403 | 429 = 403, seconds = 1800): Fault {
  return (valid, target) => {
    const reset = Math.floor(Date.parse(target.now) / 1000) + seconds;
    const used = valid.headers['x-ratelimit-limit'] ?? '60';
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': used,
      'x-ratelimit-reset': String(reset),
    };
    return status(code, headers, errorBody('API rate limit exceeded for user ID 1.', code))(valid, target);
  };
}

/** The secondary rate limit. `retryAfter` is in seconds; GitHub may omit it. */
export function secondaryLimit(code: 403 | 429 = 403, retryAfter?: number): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return status(code, headers, errorBody(message, code));
}

/** Status 202: the response is still being prepared. */
export const accepted: Fault = status(202, {}, {});

/** A web page where JSON should be, with status 200 and its own content type. */
export const html: Fault = (valid) => ({
  ...valid,
  status: 200,
  headers: { ...valid.headers, 'content-type': 'text/html; charset=utf-8' },
  text: '<!DOCTYPE html><html><head><title>Unicorn!</title></head><body>We will be back soon.</body></html>',
});

/** Valid JSON with a wrong content type. */
export const wrongContentType: Fault = (valid) => ({
  ...valid,
  headers: { ...valid.headers, 'content-type': 'application/octet-stream' },
});

/** Half of the JSON, although the response looks complete. */
export const truncated: Fault = (valid) => ({ ...valid, text: valid.text.slice(0, valid.text.length / 2) });

/** The connection closes after half of the announced bytes. */
export const cutShort: Fault = (valid) => ({ ...valid, delivery: 'cut short' });

/** Status 200 with an empty body. */
export const emptyBody: Fault = (valid) => ({ ...valid, status: 200, text: '' });

/** No response until the server is closed or the client gives up. */
export const hang: Fault = (valid) => ({ ...valid, delivery: 'hanging' });

/** A response that never ends: one byte at a time, until the server is closed or the client gives up. */
export const trickle: Fault = (valid) => ({ ...valid, delivery: 'trickling' });

/** Calls back with the URL once the client is waiting for a response that never ends. */
export function stalling(fault: Fault, whenStalled: (url: string) => void): Fault {
  return (valid, target) => ({ ...fault(valid, target), whenStalled: () => whenStalled(target.url) });
}

/** The connection is reset before any byte was sent. */
export const reset: Fault = (valid) => ({ ...valid, delivery: 'reset' });

/** Redirects to the same URL. */
export const redirectLoop: Fault = (valid, target) =>
  status(301, { location: target.url }, { message: 'Moved Permanently', url: target.url })(valid, target);

/** Every page names the first page as the next one. */
export const pageLoop: Fault = (valid, { url }) => {
  const first = new URL(url);
  first.searchParams.set('page', '1');
  return { ...valid, headers: { ...valid.headers, link: `<${first}>; rel="next"` } };
};

/** All pages of a list have the items of the first one; other responses stay valid. */
export function duplicatedPage(): Fault {
  const firstPages = new Map<string, string>();
  return (valid) => {
    const list = /<(.*?)>/.exec(valid.headers.link ?? '')?.[1]?.replace(/[?&]page=\d+/, '');
    if (list === undefined) return valid;
    const first = firstPages.get(list) ?? valid.text;
    firstPages.set(list, first);
    return { ...valid, text: first };
  };
}

/** The `Date` header is off by this many seconds. */
export function clockSkew(seconds: number): Fault {
  return (valid, { now }) => {
    const date = new Date(Date.parse(now) + seconds * 1000).toUTCString();
    return { ...valid, headers: { ...valid.headers, date } };
  };
}

/** Edits the JSON of a response. `change` may return a new body or modify the given one. */
export function edit(change: (body: unknown) => unknown): Fault {
  return (valid) => {
    const body: unknown = JSON.parse(valid.text);
    return { ...valid, text: JSON.stringify(change(body) ?? body) };
  };
}

/**
 * Replaces the value of a field; `undefined` removes it.
 * @param path such as `0.commit.committer.date`; a response without it is a contract violation
 */
export function field(path: string, value: unknown): Fault {
  return edit((body) => {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    const holder = Object(keys.reduce((inner, key): unknown => Reflect.get(Object(inner), key), body));
    if (!Object.hasOwn(holder, last)) throw new Error(`The response has no field "${path}" to replace`);
    Reflect.set(holder, last, value);
  });
}

/** Keeps the response valid and changes the world right after it, as may happen between two pages. */
export function meanwhile(change: () => void): Fault {
  return (valid) => {
    change();
    return valid;
  };
}

function errorBody(message: string, code: number) {
  return { message, documentation_url: 'https://docs.github.com/rest', status: String(code) };
}

function without(headers: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
