import { toSingleLine } from './escape.ts';

/** Cleans untrusted text for a page: one line, no invisible characters or stacked accents, at most `maxLength` characters. Not escaped. */
export function sanitizeText(text: string, maxLength = 300): string {
  const line = toSingleLine(text).replace(/(\p{Mark}{3})\p{Mark}+/gu, '$1');
  const characters = [...line];
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength).join('').trimEnd()}…`;
}
