/** The code points a font (TTF or OTF) has glyphs for. */
export async function glyphsOf(font: Uint8Array): Promise<ReadonlySet<number>> {
  // Imported here because harfbuzzjs has a top-level await, which the CommonJS loader of the worker thread cannot load.
  const { Blob, Face } = await import('harfbuzzjs');
  return new Set(new Face(new Blob(font)).collectUnicodes());
}

/** Text from GitHub without the characters that the font lacks. Accented letters lose only the accent if possible. */
export function reduceToGlyphs(text: string, glyphs: ReadonlySet<number>): string {
  return [...text.normalize('NFC')]
    .map((character) => (has(glyphs, character) ? character : withoutAccents(character, glyphs)))
    .join('')
    .replace(/ {2,}/g, ' ');
}

/** The characters in any string of a value that the font lacks. */
export function missingGlyphs(content: unknown, glyphs: ReadonlySet<number>): string[] {
  const missing = new Set<string>();
  for (const text of textsIn(content)) {
    for (const character of text.normalize('NFC')) if (!has(glyphs, character)) missing.add(character);
  }
  return [...missing].sort();
}

/** The strings in a value, at any depth, that appear in the document. A `url` is only the target of a link. */
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
