/**
 * Characters that are not allowed in the owner's text: control characters other than tab and line feed, which terminals
 * interpret and XML forbids; direction overrides, embeddings and isolates (Unicode Standard Annex 9), which can disguise
 * text; lone surrogates, which UTF-8 cannot encode; and noncharacters, some of which XML forbids. ZWJ, ZWNJ, LRM and RLM are
 * allowed because some scripts need them.
 */
const UNSAFE = /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}|\p{NChar}/gu;

/** An unsafe character and its offset in UTF-16 units. */
export interface UnsafeCharacter {
  character: string;
  offset: number;
}

/** All unsafe characters of a text, in order. */
export function findUnsafeCharacters(text: string): UnsafeCharacter[] {
  return [...text.matchAll(UNSAFE)].map(({ 0: character, index: offset }) => ({ character, offset }));
}

/** Whether a text contains an unsafe character. */
export function hasUnsafeCharacters(text: string): boolean {
  return text.search(UNSAFE) >= 0;
}

/** The text without its unsafe characters. */
export function removeUnsafeCharacters(text: string): string {
  return text.replace(UNSAFE, '');
}

/** Escapes unsafe characters for a terminal or a log: `\u001b`. */
export function escapeUnsafeCharacters(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const digits = hexOf(character).toLowerCase();
    return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
  });
}

/** The distinct characters as code points: `U+001B, U+0007`. */
export function codePoints(characters: readonly string[]): string {
  return [...new Set(characters)].map((character) => `U+${hexOf(character)}`).join(', ');
}

/** Names the kind of an unsafe character. */
export function unsafeCharacterKind(character: string): string {
  if (/\p{Cc}/u.test(character)) return 'control character';
  if (/\p{Cs}/u.test(character)) return 'lone surrogate';
  return /\p{NChar}/u.test(character) ? 'noncharacter' : 'text-direction character';
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? Number.NaN).toString(16).toUpperCase().padStart(4, '0');
}
