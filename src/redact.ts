import { decodeEscapes, type Range, rangesBeforeDecoding } from './text/escapes.ts';
import { parseUrl } from './text/url.ts';

/** Shorter values are not looked for: they would occur by chance in ordinary text. In characters. */
const SHORTEST_SECRET = 5;
/** What stands where something was removed. GitHub Actions masks secrets in its logs the same way. */
const MASK = '***';

/** User name and password between `://` and `@`; JSON may escape the slashes. Stops where a URL's host cannot reach. */
const USERINFO = /(:\\?\/\\?\/)[^\s/?#\\"'`<>()|,]{1,500}@/g;

/** The formats of GitHub's own tokens (docs.github.com, "About authentication to GitHub"), wherever they come from. */
const GITHUB_TOKEN = /\b(?:gh[a-z]_[A-Za-z0-9_]{20,1000}|github_pat_[A-Za-z0-9_]{20,1000})/g;

/** Removes something from a text. */
export type Redact = (text: string) => string;

/** Finds what is to be removed; the ranges may overlap. */
type Find = (text: string) => Iterable<Range>;

/** A text with more secrets than this was made to hold them, and is removed as a whole. */
const MOST_FINDS = 50_000;

/** How often something may have been escaped. Two are seen in logs; what shows as nothing takes another layer for each. */
const MOST_LAYERS = 6;

/**
 * Removes secrets from text, also where they are escaped or encoded, interrupted by characters that do not show, or part of
 * something in Base64, such as the credentials of an `authorization` header.
 */
export function createSecretRemover(secrets: readonly string[]): Redact {
  const find = findSecrets(secrets);
  return (text) => masked(text, find);
}

/** Removes the given secrets, the user name and password of every web address, and whatever looks like a GitHub token. */
export function createRedactor(secrets: readonly string[]): Redact {
  const find = findSecrets(secrets);
  return (text) =>
    masked(text, function* (part) {
      yield* find(part);
      yield* findCredentials(part);
    });
}

/** The text without the user name and password of web addresses, and without what looks like a GitHub token. */
export function withoutCredentials(text: string): string {
  return masked(text, findCredentials);
}

function findSecrets(secrets: readonly string[]): Find {
  // What a secret says when it is taken for something escaped: decoded text holds that instead.
  const decoded = secrets.map((secret) => decodeEscapes(secret));
  const known = [...new Set([...secrets, ...decoded])].filter((secret) => secret.length >= SHORTEST_SECRET);
  const plain = [...new Set(known.flatMap(plainForms))];
  const encoded = [...new Set(known.flatMap(base64Forms))].filter((form) => form !== '');
  return function* (text) {
    for (const form of plain) yield* rangesOf(form, text);
    for (const form of encoded) yield* rangesInBase64(form, text);
  };
}

function* findCredentials(text: string): Iterable<Range> {
  for (const { 0: found, 1: before = '', index } of text.matchAll(USERINFO)) {
    yield [index + before.length, index + found.length - 1];
  }
  for (const { 0: token, index } of text.matchAll(GITHUB_TOKEN)) yield [index, index + token.length];
}

/** Puts the mask over whatever is found in the text, or in what it says once its escapes are decoded. */
function masked(text: string, find: Find): string {
  const ranges = allRanges(text, find, MOST_LAYERS);
  const pieces: string[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    pieces.push(text.slice(from, start), MASK);
    from = end;
  }
  return pieces.join('') + text.slice(from);
}

function allRanges(text: string, find: Find, layersLeft: number): Range[] {
  const found = hiddenRanges(text, find, layersLeft);
  for (const range of find(text)) {
    found.push(range);
    if (found.length > MOST_FINDS) return [[0, text.length]];
  }
  return merged(found);
}

/** Where something is found in what the text says once its escapes are decoded. */
function hiddenRanges(text: string, find: Find, layersLeft: number): Range[] {
  const decoded = layersLeft > 0 ? decodeEscapes(text) : text;
  if (decoded === text) return [];
  const found = allRanges(decoded, find, layersLeft - 1);
  return found.length > 0 ? rangesBeforeDecoding(text, found) : [];
}

/** In order, and one for those that overlap. */
function merged(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const [lastStart, lastEnd] = all.at(-1) ?? [0, 0];
    if (start < lastEnd) all[all.length - 1] = [lastStart, Math.max(lastEnd, end)];
    else all.push([start, end]);
  }
  return all;
}

function* rangesOf(part: string, text: string): Iterable<Range> {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
    yield [at, at + part.length];
  }
}

/** The text with its web addresses as they are without user name and password. */
export function withoutUserinfo(text: string): string {
  return text.replace(USERINFO, '$1');
}

/** Whether a web address holds a user name or password. Text that is no address holds neither. */
export function hasUserinfo(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed !== null && (parsed.username !== '' || parsed.password !== '');
}

/** Where user name and password may stand in what was meant as an address; `owner/name@tag` and `me@host` are none. */
const MALFORMED_USERINFO =
  /(^|[\s"'(<])([a-z][\w+.-]*:[/\\]*|[/\\]{2,})(?:[^\s"'<>/]+|[^\s"'<>/]+:[^\s"'<>]+)@/gi;

/**
 * A value that somebody wrote, for an error message: without anything that may be credentials, even where the address
 * is malformed, such as `me:password@host` or `https:/me:password@host`.
 */
export function maskUserinfo(text: string): string {
  return withoutCredentials(text.replace(MALFORMED_USERINFO, `$1$2${MASK}@`));
}

function plainForms(secret: string): string[] {
  const percent = encodeURIComponent(secret);
  const lowerCase = percent.replace(/%../g, (code) => code.toLowerCase());
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), percent, lowerCase])];
}

/**
 * The characters that a secret gives in Base64, for each of the three places in a group of bytes where it may begin. Those
 * at the edges, which depend on its neighbors, are left out (RFC 4648, section 4: three bytes are four characters of six bits).
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const form = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const BASE64 = '[A-Za-z0-9+/_-]{0,400}';

/** The whole runs of Base64 that hold the form. */
function* rangesInBase64(form: string, text: string): Iterable<Range> {
  if (!text.includes(form)) return;
  const escaped = form.replace(/[+/]/g, '\\$&');
  const run = new RegExp(`${BASE64}${escaped}${BASE64}={0,2}`, 'g');
  for (const { 0: found, index } of text.matchAll(run)) yield [index, index + found.length];
}
