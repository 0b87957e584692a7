import { parseUrl } from '../text/url.ts';

/**
 * What cannot be seen but changes how text is read or shown: bidirectional overrides and isolates, soft hyphens, zero-width
 * and tag characters, and noncharacters, some of which XML forbids. The zero-width joiners stay, because scripts and emoji need them.
 */
const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{NChar}]/gu;

/**
 * Untrusted text as one line: whitespace and control characters folded to single spaces, ends trimmed, invisible
 * formatting characters dropped, lone surrogates replaced by U+FFFD.
 */
export function toSingleLine(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * Ends a text node and is nothing itself. GitHub looks for mentions, references, emoji and addresses in the rendered text,
 * where no backslash or character reference is left to stop it, but it does so node by node (github/cmark-gfm#181).
 */
const BREAK = '<!-- -->';

/**
 * Where text could turn into a mention, an address, an issue reference, an emoji or math (after `@ # : $`), a `www.` address,
 * a GH-1 reference or, from seven hexadecimal digits on, a commit.
 */
const BREAKABLE =
  /(?<=[@#:$])(?=\S)|(?<=www)(?=\.)|(?<=GH-)(?=\d)|(?<=(?<![0-9a-f])(?:[0-9a-f]{6})+)(?=[0-9a-f])/gi;

/** In link text GitHub looks for emoji and math only. */
const BREAKABLE_IN_LINK = /(?<=[:$])(?=\S)/g;

/**
 * Untrusted text for any place of a Markdown paragraph, heading, list or table cell: it shows as the characters it is (after
 * {@link toSingleLine}) and is nothing but text.
 */
export function escapeText(text: string): string {
  return escapeBetween(BREAKABLE, text);
}

function escapeBetween(breakable: RegExp, text: string): string {
  const parts = toSingleLine(text)
    .split(breakable)
    .map((part) => part.replace(/[\\`*_[\]<>!~#]|&(?=[#\w])/g, '\\$&').replace(/[|$]/g, characterReference));
  // At the beginning of a line these would open a list, an underlined heading or a table.
  return parts
    .join(BREAK)
    .replace(/^[-+=:]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** Untrusted text for a quoted attribute of an HTML tag that stands in Markdown, such as `alt`. */
export function escapeAttribute(text: string): string {
  return toSingleLine(text).replace(/[&<>"'`|$]/g, characterReference);
}

/** An address for a Markdown link or a quoted attribute; null unless it is a valid http, https or mailto address. */
export function escapeUrl(url: string): string | null {
  const parsed = parseUrl(url);
  if (!parsed) return null;
  const { protocol, href } = parsed;
  if (!['https:', 'http:', 'mailto:'].includes(protocol)) return null;
  return (
    href
      .replace(/[^\w\-.~:/?#@%+,;=&]/g, percentEncoded)
      // The brackets of an IPv6 address mean nothing when they are encoded (RFC 3986, section 3.2.2).
      .replace(/^(https?:\/\/)%5B([\da-f:.]+)%5D/, '$1[$2]')
      .replaceAll('&', '&amp;')
  );
}

/** A Markdown link with untrusted text and address; the text alone where the address is not fit for a link. */
export function link(text: string, url: string): string {
  const target = escapeUrl(url);
  return target === null ? escapeText(text) : `[${escapeBetween(BREAKABLE_IN_LINK, text)}](${target})`;
}

function characterReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
