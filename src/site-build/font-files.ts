import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readBytes } from '../files.ts';
import { namesIn } from '../folders.ts';

/** The brand's font, a file of an installed package. */
export const ARCHIVO = variable('archivo', 'latin');

/** A packaged font, for characters that the brand's font lacks. */
export interface Fallback {
  file: string;
  /** Whether it can be cut at any weight. */
  isVariable: boolean;
  /** The characters that it may be used for; by default all it has. */
  only?: RegExp;
}

/** In order of preference: the brand's other alphabets, then Noto Sans, then symbols. */
export const FALLBACKS: readonly Fallback[] = [
  ...['latin-ext', 'vietnamese'].map((alphabet) => variable('archivo', alphabet)),
  ...['latin-ext', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'devanagari'].map((alphabet) =>
    variable('noto-sans', alphabet),
  ),
  {
    file: '@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2',
    isVariable: false,
    // It has letters of some scripts for formulas, which do not join to words.
    only: /[^\p{L}\p{M}]/u,
  },
];

/** The content of a font file of an installed package. Throws Error if it is not installed. */
export async function readPackagedFont({ file }: Fallback): Promise<Uint8Array> {
  const source = await readBytes(createRequire(import.meta.url).resolve(file));
  if (!source) throw new Error(`${file} is not installed: run npm ci`);
  return source;
}

/** The paths of the font files in a folder, in order of their names. There are none if there is no such folder. */
export async function fontFilesIn(folder: string): Promise<string[]> {
  const names = (await namesIn(folder)) ?? [];
  const fonts = names.filter((name) => /\.(?:ttf|otf|woff2?)$/i.test(name));
  return fonts.sort().map((name) => join(folder, name));
}

function variable(family: string, alphabet: string): Fallback {
  const file = `@fontsource-variable/${family}/files/${family}-${alphabet}-wght-normal.woff2`;
  return { file, isVariable: true };
}
