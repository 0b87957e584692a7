import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleAsync } from 'lightningcss';
import subsetFont from 'subset-font';
import { readBytes, writeIfChanged } from '../files.ts';
import { projectPath } from '../project-root.ts';

const ARCHIVO = '@fontsource-variable/archivo/files/archivo-latin-wght-normal.woff2';

const PRINTABLE_ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

/** Glyphs that are there whatever the data hold: ASCII and the signs of the templates. */
const ALWAYS = [...PRINTABLE_ASCII, ...'éÉ–—’“”…·×→'];

/** What every page refers to. */
export interface SiteAssets {
  /** The style sheet, for the head of every page, and its hash as a Content-Security-Policy writes it. */
  css: string;
  cssHash: string;
  /** Address of the font within the site. */
  font: string;
}

/**
 * Writes the font, cut to the glyphs of `characters`, into the site, and bundles the style sheet that names it.
 * `prefix` is the path of the site, with a slash at both ends.
 */
export async function writeAssets(
  characters: readonly string[],
  { out, prefix }: { out: string; prefix: string },
): Promise<SiteAssets> {
  const bytes = await cutArchivo(characters, { minimum: 400, maximum: 800 }, 'woff2');
  const name = `archivo-${hashOf(bytes, 'hex').slice(0, 8)}.woff2`;
  await writeIfChanged(join(out, 'fonts', name), bytes);
  const license = await readBytes(
    createRequire(import.meta.url).resolve('@fontsource-variable/archivo/LICENSE'),
  );
  if (license) await writeIfChanged(join(out, 'fonts', 'OFL.txt'), license);
  const address = `${prefix}fonts/${name}`.replace(/['"()$]/g, percentEncoded);
  const css = (await bundleStyles()).replace('archivo.woff2', address);
  return { css, cssHash: `sha256-${hashOf(css, 'base64')}`, font: `/fonts/${name}` };
}

/** The brand's font with the glyphs of these characters and of ASCII, at one weight or between two. */
export async function cutArchivo(
  characters: readonly string[],
  weight: number | { minimum: number; maximum: number },
  targetFormat: 'woff2' | 'sfnt',
): Promise<Uint8Array> {
  const source = await readBytes(createRequire(import.meta.url).resolve(ARCHIVO));
  if (!source) throw new Error(`${ARCHIVO} is not installed`);
  const wght = typeof weight === 'number' ? weight : { min: weight.minimum, max: weight.maximum };
  const glyphs = [...new Set([...ALWAYS, ...characters])].sort().join('');
  return subsetFont(source, glyphs, { targetFormat, variationAxes: { wght } });
}

/** For signs that end an unquoted url() in CSS, or mean something in a replacement. */
function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The style sheet of all pages: the layers of site/_includes/css in one text, minified. */
async function bundleStyles(): Promise<string> {
  const { code } = await bundleAsync({ filename: projectPath('site/_includes/css/site.css'), minify: true });
  return new TextDecoder().decode(code);
}

function hashOf(content: string | Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(content).digest(encoding);
}
