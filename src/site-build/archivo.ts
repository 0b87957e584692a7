import { createRequire } from 'node:module';
import subsetFont from 'subset-font';
import { readBytes } from '../files.ts';

const ARCHIVO = '@fontsource-variable/archivo/files/archivo-latin-wght-normal.woff2';

const PRINTABLE_ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

/** Glyphs that are always included: ASCII and the characters used in the templates. */
const ALWAYS = [...PRINTABLE_ASCII, ...'éÉ–—’“”…·×→'];

/** Subset of the brand's font with these characters and ASCII, at one weight or a range of weights. */
export async function subsetArchivo(
  characters: readonly string[],
  weight: number | { minimum: number; maximum: number },
  targetFormat: 'woff2' | 'sfnt',
): Promise<Uint8Array> {
  const source = await readBytes(createRequire(import.meta.url).resolve(ARCHIVO));
  if (!source) throw new Error(`${ARCHIVO} is not installed: run npm ci`);
  const wght = typeof weight === 'number' ? weight : { min: weight.minimum, max: weight.maximum };
  const glyphs = [...new Set([...ALWAYS, ...characters])].sort().join('');
  return subsetFont(source, glyphs, { targetFormat, variationAxes: { wght } });
}
