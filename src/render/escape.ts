import { parseUrl } from '../text/url.ts';

/**
 * Invisible characters that change how text is displayed: bidirectional overrides and isolates, soft hyphens, zero-width and
 * tag characters, and noncharacters, some of which XML forbids. Zero-width joiners stay because some scripts and emoji need them.
 */
const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{NChar}]/gu;

/**
 * Untrusted text as a single line: collapses whitespace and control characters to single spaces, trims the ends, drops
 * invisible formatting characters and replaces lone surrogates with U+FFFD.
 */
export function toSingleLine(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * Splits a text node without showing anything. GitHub looks for mentions, references, emoji and URLs in the rendered text,
 * where backslashes and character references no longer help, but it does so node by node (github/cmark-gfm#181).
 */
const BREAK = '<!-- -->';

/**
 * Positions where a break keeps text from becoming a mention, URL, issue reference, emoji or math (after `@ # : $`), a `www.`
 * URL, a GH-1 reference, or a commit (seven or more hexadecimal digits).
 */
const BREAKABLE =
  /(?<=[@#:$])(?=\S)|(?<=www)(?=\.)|(?<=GH-)(?=\d)|(?<=(?<![0-9a-f])(?:[0-9a-f]{6})+)(?=[0-9a-f])/gi;

/** In link text GitHub only looks for emoji and math. */
const BREAKABLE_IN_LINK = /(?<=[:$])(?=\S)/g;

/**
 * Escapes untrusted text for use anywhere in a Markdown paragraph, heading, list or table cell. It renders literally, after
 * {@link toSingleLine}.
 */
export function escapeText(text: string): string {
  return escapeWithBreaks(BREAKABLE, text);
}

function escapeWithBreaks(breakable: RegExp, text: string): string {
  const parts = toSingleLine(text)
    .split(breakable)
    .map((part) => part.replace(/[\\`*_[\]<>!~#]|&(?=[#\w])/g, '\\$&').replace(/[|$]/g, characterReference));
  // At the start of a line these would begin a list, a setext heading or a table.
  return parts
    .join(BREAK)
    .replace(/^[-+=:]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** Code, the targets of links, and dollar signs, of which GitHub would make math. */
const CODE_TARGET_OR_DOLLAR = /(`+)(?!`).*?(?<!`)\1(?!`)|\]\([^)]*\)|\\?\$/g;

/** The owner's inline Markdown for a README, as a single line in which a dollar sign stays one. */
export function ownMarkdown(markdown: string): string {
  return toSingleLine(markdown).replace(CODE_TARGET_OR_DOLLAR, (found) =>
    found.endsWith('$') ? `${characterReference('$')}${BREAK}` : found,
  );
}

/** Escapes untrusted text for a quoted attribute, such as `alt`, of an HTML tag in Markdown or SVG. */
export function escapeAttribute(text: string): string {
  return toSingleLine(text).replace(/[&<>"'`|$]/g, characterReference);
}

/** Escapes a URL for a Markdown link or a quoted attribute; null unless it is a valid http, https or mailto URL. */
export function escapeUrl(url: string): string | null {
  const parsed = parseUrl(url);
  if (!parsed) return null;
  const { protocol, href } = parsed;
  if (!['https:', 'http:', 'mailto:'].includes(protocol)) return null;
  return (
    href
      .replace(/[^\w\-.~:/?#@%+,;=&]/g, percentEncoded)
      // The brackets of an IPv6 address must not be percent-encoded (RFC 3986, section 3.2.2).
      .replace(/^(https?:\/\/)%5B([\da-f:.]+)%5D/, '$1[$2]')
      .replaceAll('&', '&amp;')
  );
}

/** A Markdown link with untrusted text and URL; only the text if the URL is not safe to link. */
export function link(text: string, url: string): string {
  const target = escapeUrl(url);
  return target === null ? escapeText(text) : `[${escapeWithBreaks(BREAKABLE_IN_LINK, text)}](${target})`;
}

function characterReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
