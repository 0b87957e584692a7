import { type Document, visit } from 'yaml';
import type { Problem } from '../errors.ts';
import { hasUserinfo, maskUserinfo } from '../redact.ts';

/** URLs in text. Whitespace, quotes and closing brackets end a URL. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"`)\]]+/gi;

/** Finds URLs with a user name or password in the owner's files. Everything in these files is published. */
export function findPublishedCredentials(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => string,
): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Scalar(_key, { value, range }) {
      if (typeof value !== 'string') return;
      for (const address of urlsIn(value).filter(hasCredentials)) {
        const offset = range?.[0] ?? 0;
        problems.push({
          what: `the URL ${JSON.stringify(maskUserinfo(address))} contains a user name or password`,
          where: at(Math.max(offset, text.indexOf(address, offset))),
          fix: 'remove it from the URL: everything in this file is published',
        });
      }
    },
  });
  return problems;
}

/** A value that starts like a URL counts as one URL, since browsers accept more characters than `URL_IN_TEXT` matches. */
function urlsIn(value: string): string[] {
  const whole = value.trim();
  return /^https?:/i.test(whole) && !/\s/.test(whole) ? [whole] : (value.match(URL_IN_TEXT) ?? []);
}

/** For http and https, a user name alone may be a token. Elsewhere it is harmless, as in `ssh://git@host`. */
function hasCredentials(address: string): boolean {
  return hasUserinfo(address) && (/^https?:/i.test(address) || new URL(address).password !== '');
}
