/** The code points a font (TTF or OTF) has glyphs for. */
export async function glyphsOf(font: Uint8Array): Promise<ReadonlySet<number>> {
  // Imported here because harfbuzzjs has a top-level await, which the CommonJS loader of the worker thread cannot load.
  const { Blob, Face } = await import('harfbuzzjs');
  return new Set(new Face(new Blob(font)).collectUnicodes());
}

/** The text without the characters that no font has. Accented letters lose only the accent if possible. */
export function reduceToGlyphs(text: string, glyphs: ReadonlySet<number>): string {
  const reduced = [...text.normalize('NFC')]
    .map((character) => (isDrawn(glyphs, character) ? character : withoutAccents(character, glyphs)))
    .join('');
  return reduced.replace(ORPHANED_JOINERS, '').replace(/ {2,}/g, ' ');
}

/** Variation selectors, and joiners that do not join letters: they belong to emoji, which no font has. */
const ORPHANED_JOINERS = /[\ufe0e\ufe0f]|\u200d(?![\p{L}\p{M}])|(?<![\p{L}\p{M}])\u200d/gu;

/** The characters in any string of a value that need a glyph and have none. */
export function missingGlyphs(content: unknown, glyphs: ReadonlySet<number>): string[] {
  const missing = new Set<string>();
  for (const text of textsIn(content)) {
    for (const character of text.normalize('NFC')) if (!isDrawn(glyphs, character)) missing.add(character);
  }
  return [...missing].sort();
}

/** The largest share of letters without a glyph with which a text can still be read. */
const READABLE_WITHOUT = 0.1;

/** Whether the name, and most letters of the rest, remain without these characters. */
export function isReadable(content: { name: string }, missing: readonly string[]): boolean {
  const without = new Set(missing);
  const isDrawable = (character: string) => !without.has(character);
  const letters = [...textsIn(content)].flatMap((text) => text.normalize('NFC').match(/\p{L}/gu) ?? []);
  const lost = letters.filter((letter) => without.has(letter)).length;
  return (
    [...content.name.normalize('NFC')].some(
      (character) => /\p{L}/u.test(character) && isDrawable(character),
    ) && lost <= letters.length * READABLE_WITHOUT
  );
}

/** Keys of strings that do not appear in the document: targets of links, kinds of blocks, and colors. */
const NOT_SHOWN = new Set(['url', 'kind', 'colors']);

/** The strings in a value, at any depth, that appear in the document. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (!NOT_SHOWN.has(key)) yield* textsIn(member);
  }
}

/** Whether the character has a glyph, or needs none: joiners and the like are not drawn. */
function isDrawn(glyphs: ReadonlySet<number>, character: string): boolean {
  return has(glyphs, character) || /\p{Default_Ignorable_Code_Point}/u.test(character);
}

function has(glyphs: ReadonlySet<number>, character: string): boolean {
  return glyphs.has(character.codePointAt(0) ?? -1);
}

function withoutAccents(character: string, glyphs: ReadonlySet<number>): string {
  return [...character.normalize('NFKD')].filter((part) => has(glyphs, part)).join('');
}
