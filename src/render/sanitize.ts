import { toSingleLine } from './escape.ts';

/** Untrusted text for a page: one line, nothing invisible, no stacked accents, at most `longest` characters. It is still to be escaped. */
export function sanitizeText(text: string, longest = 300): string {
  const line = toSingleLine(text).replace(/(\p{Mark}{3})\p{Mark}+/gu, '$1');
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest).join('').trimEnd()}…`;
}
