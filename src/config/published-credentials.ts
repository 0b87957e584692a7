import { type Document, visit } from 'yaml';
import type { Problem } from '../errors.ts';
import { hasUserinfo, withoutAnyUserinfo } from '../redact.ts';

/** Addresses in text, each up to where Markdown or a sentence ends it. */
const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"`)\]]+/gi;

/** Web addresses with a user name or password, anywhere in the owner's files: whatever stands there is published. */
export function publishedCredentials(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => string,
): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Scalar(_key, { value, range }) {
      if (typeof value !== 'string') return;
      for (const address of addressesIn(value).filter(holdsCredentials)) {
        const offset = range?.[0] ?? 0;
        problems.push({
          what: `the address ${JSON.stringify(withoutAnyUserinfo(address))} holds a user name or password`,
          where: at(Math.max(offset, text.indexOf(address, offset))),
          fix: 'take it out of the address: what stands here is published',
        });
      }
    },
  });
  return problems;
}

/** The value itself, because a browser takes more for an address than can be found in text, and those in its text. */
function addressesIn(value: string): string[] {
  const whole = value.trim();
  return /^https?:/i.test(whole) && !/\s/.test(whole) ? [whole] : (value.match(ADDRESS) ?? []);
}

/** `ssh://git@host` tells nobody anything: only for the web is a name alone too much. */
function holdsCredentials(address: string): boolean {
  return hasUserinfo(address) && (/^https?:/i.test(address) || new URL(address).password !== '');
}
