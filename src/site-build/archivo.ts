import subsetFont from 'subset-font';
import { ARCHIVO, readPackagedFont } from './font-files.ts';

const PRINTABLE_ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

/** Glyphs that are always included: ASCII and the other characters in the fixed words of the pages. */
const ALWAYS = [...PRINTABLE_ASCII, ...'éÉ–—’“”…·×→'];

/** The range of weights that the pages use. */
const WEB_FONT_WEIGHTS = { min: 400, max: 800 };

/** The latest web font with its characters. Compressing it takes 0.2 s, so later builds of a process use it again. */
let latest: { glyphs: string; font: Uint8Array } | undefined;

/** The site's font as WOFF2, with these characters and ASCII. */
export async function webFont(characters: readonly string[]): Promise<Uint8Array> {
  const glyphs = glyphsFor(characters);
  if (latest?.glyphs !== glyphs) latest = { glyphs, font: await subset(glyphs, WEB_FONT_WEIGHTS, 'woff2') };
  return latest.font;
}

/** A subset of Archivo with these characters and ASCII, at one weight. */
export function subsetArchivo(characters: readonly string[], weight: number): Promise<Uint8Array> {
  return subset(glyphsFor(characters), weight, 'sfnt');
}

function glyphsFor(characters: readonly string[]): string {
  return [...new Set([...ALWAYS, ...characters])].sort().join('');
}

async function subset(
  glyphs: string,
  wght: number | { min: number; max: number },
  targetFormat: 'woff2' | 'sfnt',
): Promise<Uint8Array> {
  return subsetFont(await readPackagedFont(ARCHIVO), glyphs, { targetFormat, variationAxes: { wght } });
}
