import { createRequire } from 'node:module';
import { readBytes } from '../files.ts';

const ARCHIVO = '@fontsource-variable/archivo/files/archivo-latin-wght-normal.woff2';

/** The brand's font with all its glyphs, as WOFF2. Throws Error if its package is not installed. */
export async function readArchivo(): Promise<Uint8Array> {
  const source = await readBytes(createRequire(import.meta.url).resolve(ARCHIVO));
  if (!source) throw new Error(`${ARCHIVO} is not installed: run npm ci`);
  return source;
}
