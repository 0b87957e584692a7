import subsetFont from 'subset-font';
import { ARCHIVO, readPackagedFont } from './font-files.ts';

const PRINTABLE_ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

/** Glyphs that are always included: ASCII and the other characters in the fixed words of the pages. */
const ALWAYS = [...PRINTABLE_ASCII, ...'éÉ–—’“”…·×→'];

/** Subset of the brand's font with these characters and ASCII, at one weight or a range of weights. */
export async function subsetArchivo(
  characters: readonly string[],
  weight: number | { minimum: number; maximum: number },
  targetFormat: 'woff2' | 'sfnt',
): Promise<Uint8Array> {
  const wght = typeof weight === 'number' ? weight : { min: weight.minimum, max: weight.maximum };
  const glyphs = [...new Set([...ALWAYS, ...characters])].sort().join('');
  return subsetFont(await readPackagedFont(ARCHIVO), glyphs, { targetFormat, variationAxes: { wght } });
}
