/** The code points for which a font (TTF or OTF) has a glyph. */
export async function glyphsOf(font: Uint8Array): Promise<ReadonlySet<number>> {
  // It awaits at its top level, so a thread that loads CommonJS cannot import it at the start.
  const { Blob, Face } = await import('harfbuzzjs');
  return new Set(new Face(new Blob(font)).collectUnicodes());
}

/** Live text without what the font cannot show: a letter loses its accent before it is lost itself. */
export function reduceToGlyphs(text: string, glyphs: ReadonlySet<number>): string {
  return [...text.normalize('NFC')]
    .map((character) => (has(glyphs, character) ? character : withoutAccents(character, glyphs)))
    .join('')
    .replace(/ {2,}/g, ' ');
}

/** The characters, anywhere in the text of a value, that the font cannot show. */
export function missingGlyphs(content: unknown, glyphs: ReadonlySet<number>): string[] {
  const missing = new Set<string>();
  for (const text of textsIn(content)) {
    for (const character of text.normalize('NFC')) if (!has(glyphs, character)) missing.add(character);
  }
  return [...missing].sort();
}

/** The strings in a value, at any depth, that are set as text: an address is only the target of a link. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'url') yield* textsIn(member);
  }
}

function has(glyphs: ReadonlySet<number>, character: string): boolean {
  return glyphs.has(character.codePointAt(0) ?? -1);
}

function withoutAccents(character: string, glyphs: ReadonlySet<number>): string {
  return [...character.normalize('NFKD')].filter((part) => has(glyphs, part)).join('');
}
