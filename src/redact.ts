import { decodeEscapes, type Range, rangesBeforeDecoding } from './text/escapes.ts';
import { parseUrl } from './text/url.ts';

/** The minimum length of a secret, in characters. Shorter values would match ordinary text by chance. */
const MIN_SECRET_LENGTH = 5;
/** Replaces removed text. GitHub Actions masks secrets in its logs the same way. */
const MASK = '***';

/** User name and password between `://` and `@`; JSON may escape the slashes. Stops at characters that end a URL. */
const USERINFO = /(:\\?\/\\?\/)[^\s/?#\\"'`<>()|,]{1,500}@/g;

/** The formats of GitHub's own tokens (docs.github.com, "About authentication to GitHub"), wherever they come from. */
const GITHUB_TOKEN = /\b(?:gh[a-z]_[A-Za-z0-9_]{20,1000}|github_pat_[A-Za-z0-9_]{20,1000})/g;

/** Removes something from a text. */
export type Redact = (text: string) => string;

/** Finds the ranges to remove; they may overlap. */
type Find = (text: string) => Iterable<Range>;

/** A text with more matches than this is probably crafted, and is removed completely. */
const MAX_FINDS = 50_000;

/** The maximum number of nested escapes. Logs have two; invisible characters take one more layer each. */
const MAX_LAYERS = 6;

/**
 * Removes secrets from text, even if they are escaped, encoded, interspersed with invisible characters, or part of a Base64
 * value such as the credentials of an `authorization` header.
 */
export function createSecretRemover(secrets: readonly string[]): Redact {
  const find = findSecrets(secrets);
  return (text) => mask(text, find);
}

/** Removes the given secrets, credentials in URLs, and anything that looks like a GitHub token. */
export function createRedactor(secrets: readonly string[]): Redact {
  const find = findSecrets(secrets);
  return (text) =>
    mask(text, function* (part) {
      yield* find(part);
      yield* findCredentials(part);
    });
}

/** Removes credentials in URLs and anything that looks like a GitHub token. */
export function withoutCredentials(text: string): string {
  return mask(text, findCredentials);
}

function findSecrets(secrets: readonly string[]): Find {
  // A secret may itself look like escaped text; in decoded text it appears in its decoded form.
  const decoded = secrets.map((secret) => decodeEscapes(secret));
  const known = [...new Set([...secrets, ...decoded])].filter((secret) => secret.length >= MIN_SECRET_LENGTH);
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

/** Masks everything that is found in the text or in its decoded form. */
function mask(text: string, find: Find): string {
  const ranges = allRanges(text, find, MAX_LAYERS);
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
    if (found.length > MAX_FINDS) return [[0, text.length]];
  }
  return mergeRanges(found);
}

/** The ranges of the text whose decoded form matches. */
function hiddenRanges(text: string, find: Find, layersLeft: number): Range[] {
  const decoded = layersLeft > 0 ? decodeEscapes(text) : text;
  if (decoded === text) return [];
  const found = allRanges(decoded, find, layersLeft - 1);
  return found.length > 0 ? rangesBeforeDecoding(text, found) : [];
}

/** Sorts the ranges, and merges those that overlap. */
function mergeRanges(ranges: readonly Range[]): Range[] {
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

/** Removes the user name and password from URLs, without a mask. */
export function withoutUserinfo(text: string): string {
  return text.replace(USERINFO, '$1');
}

/** Whether a URL contains a user name or password; false if the text is not a URL. */
export function hasUserinfo(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed !== null && (parsed.username !== '' || parsed.password !== '');
}

/** Possible credentials in malformed URLs. Does not match `owner/name@tag` or `me@host`. */
const MALFORMED_USERINFO =
  /(^|[\s"'(<])([a-z][\w+.-]*:[/\\]*|[/\\]{2,})(?:[^\s"'<>/]+|[^\s"'<>/]+:[^\s"'<>]+)@/gi;

/**
 * Masks credentials in a user-supplied value before an error message quotes it, even in a malformed URL such as
 * `me:password@host` or `https:/me:password@host`.
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
 * The Base64 forms of a secret for each of its three possible alignments. Characters at the edges are left out because they
 * depend on the neighboring bytes (RFC 4648, section 4: three bytes become four characters of six bits).
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const form = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const BASE64 = /[A-Za-z0-9+/_-]/;
/** How far a Base64 run is followed in each direction. */
const MAX_BASE64 = 400;

/** The Base64 runs that contain the form. A regular expression for them would take quadratic time in long runs. */
function* rangesInBase64(form: string, text: string): Iterable<Range> {
  const isBase64 = (at: number) => BASE64.test(text.charAt(at));
  for (const [first, last] of rangesOf(form, text)) {
    let [start, end] = [first, last];
    while (first - start < MAX_BASE64 && isBase64(start - 1)) start -= 1;
    while (end - last < MAX_BASE64 && isBase64(end)) end += 1;
    for (let padding = 0; padding < 2 && text[end] === '='; padding += 1) end += 1;
    yield [start, end];
  }
}
