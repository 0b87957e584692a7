import { STATUS_CODES } from 'node:http';
import type { Fault } from './fault-rules.ts';

export type { Fault } from './fault-rules.ts';

/** An error in GitHub's form with any status, and other headers or another body if given. */
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

/** The hourly limit is used up; it is renewed after so many seconds. */
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

/** The hidden limit against haste; `retryAfter` are seconds, and GitHub may leave them out. */
export function secondaryLimit(code: 403 | 429 = 403, retryAfter?: number): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return status(code, headers, errorBody(message, code));
}

/** The answer is being made and not ready yet. */
export const accepted: Fault = status(202, {}, {});

/** A web page where JSON should be, with status 200 and its own content type. */
export const html: Fault = (valid) => ({
  ...valid,
  status: 200,
  headers: { ...valid.headers, 'content-type': 'text/html; charset=utf-8' },
  text: '<!DOCTYPE html><html><head><title>Unicorn!</title></head><body>We will be back soon.</body></html>',
});

/** The valid JSON said to be something else. */
export const wrongContentType: Fault = (valid) => ({
  ...valid,
  headers: { ...valid.headers, 'content-type': 'application/octet-stream' },
});

/** Half of the JSON, though the answer seems whole. */
export const truncated: Fault = (valid) => ({ ...valid, text: valid.text.slice(0, valid.text.length / 2) });

/** Half of the bytes that were announced, then the connection ends. */
export const cutShort: Fault = (valid) => ({ ...valid, delivery: 'cut short' });

/** Status 200 and no byte. */
export const emptyBody: Fault = (valid) => ({ ...valid, status: 200, text: '' });

/** No answer until the server is closed or the client gives up. */
export const hang: Fault = (valid) => ({ ...valid, delivery: 'hanging' });

/** One byte after the other until the server is closed or the client gives up; the answer never ends. */
export const trickle: Fault = (valid) => ({ ...valid, delivery: 'trickling' });

/** Tells when the client waits in vain for an answer that never ends, and which request that is. */
export function stalling(fault: Fault, whenStalled: (url: string) => void): Fault {
  return (valid, target) => ({ ...fault(valid, target), whenStalled: () => whenStalled(target.url) });
}

/** The connection is reset before a byte was sent. */
export const reset: Fault = (valid) => ({ ...valid, delivery: 'reset' });

/** Moved permanently, to the same address. */
export const redirectLoop: Fault = (valid, target) =>
  status(301, { location: target.url }, { message: 'Moved Permanently', url: target.url })(valid, target);

/** Every page says that another follows, without end: the first one. */
export const pageLoop: Fault = (valid, { url }) => {
  const first = new URL(url);
  first.searchParams.set('page', '1');
  return { ...valid, headers: { ...valid.headers, link: `<${first}>; rel="next"` } };
};

/** All pages of a list have what the first one has; answers without further pages stay valid. */
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

/** GitHub's clock is wrong by so many seconds in the `Date` header. */
export function clockSkew(seconds: number): Fault {
  return (valid, { now }) => {
    const date = new Date(Date.parse(now) + seconds * 1000).toUTCString();
    return { ...valid, headers: { ...valid.headers, date } };
  };
}

/** Changes the JSON of the answer; what `change` returns replaces it, and nothing returned keeps what it changed. */
export function edit(change: (body: unknown) => unknown): Fault {
  return (valid) => {
    const body: unknown = JSON.parse(valid.text);
    return { ...valid, text: JSON.stringify(change(body) ?? body) };
  };
}

/**
 * Puts a value in place of a field; `undefined` takes the field away.
 * @param path the way to it, `0.commit.committer.date`; an answer that lacks it is a violation of the contract
 */
export function field(path: string, value: unknown): Fault {
  return edit((body) => {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    const holder = Object(keys.reduce((inner, key): unknown => Reflect.get(Object(inner), key), body));
    if (!Object.hasOwn(holder, last)) throw new Error(`No field ${path} to damage`);
    Reflect.set(holder, last, value);
  });
}

/** Leaves the answer valid and changes the world right after it, as others do while we read page by page. */
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
