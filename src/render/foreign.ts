import { foldText } from './escape.ts';

/** Longest foreign text that a page shows, in characters. */
const LONGEST = 300;

/** Foreign text for a page: one line, nothing invisible, no towers of accents, not endless. It is still to be escaped. */
export function foreign(text: string): string {
  const line = foldText(text).replace(/(\p{Mark}{3})\p{Mark}+/gu, '$1');
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST).join('').trimEnd()}…`;
}
