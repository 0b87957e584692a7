import { Blob, Face } from 'harfbuzzjs';

/** The code points for which a font (TTF or OTF) has a glyph. */
export function glyphsOf(font: Uint8Array): ReadonlySet<number> {
  return new Set(new Face(new Blob(font)).collectUnicodes());
}

/** Live text without what the font cannot show: a letter loses its accent before it is lost itself. */
export function reduceToGlyphs(text: string, glyphs: ReadonlySet<number>): string {
  return [...text.normalize('NFC')]
    .map((character) => (has(glyphs, character) ? character : withoutAccents(character, glyphs)))
    .join('')
    .replace(/ {2,}/g, ' ');
}

/** The characters, anywhere in the words of a value, that the font cannot show; addresses are not words. */
export function missingGlyphs(content: unknown, glyphs: ReadonlySet<number>): string[] {
  const missing = new Set<string>();
  JSON.stringify(content, (key, value: unknown) => {
    if (key === 'url') return undefined;
    if (typeof value === 'string') {
      for (const character of value.normalize('NFC')) if (!has(glyphs, character)) missing.add(character);
    }
    return value;
  });
  return [...missing].sort();
}

function has(glyphs: ReadonlySet<number>, character: string): boolean {
  return glyphs.has(character.codePointAt(0) ?? -1);
}

function withoutAccents(character: string, glyphs: ReadonlySet<number>): string {
  return [...character.normalize('NFKD')].filter((part) => has(glyphs, part)).join('');
}
