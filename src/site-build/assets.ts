import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleAsync } from 'lightningcss';
import { readBytes, writeNewFile } from '../files.ts';
import { projectPath } from '../project-root.ts';
import { themeCss } from '../render/site/theme-css.ts';
import type { Theme } from '../theme.ts';
import { ARCHIVO, readPackagedFont } from './font-files.ts';

/** The style sheet and font that every page uses. */
export interface SiteAssets {
  /** The style sheet, inlined in every page, and its hash for the Content-Security-Policy. */
  css: string;
  cssHash: string;
  /** Path of the font within the site. */
  font: string;
}

/**
 * Bundles the style sheet and names the font with glyphs for these characters. `prefix` is the path of the site, with a slash at
 * both ends.
 */
export async function siteAssets(
  characters: readonly string[],
  { prefix, theme }: { prefix: string; theme: Theme },
): Promise<SiteAssets> {
  const font = `fonts/${await fontName(characters)}`;
  const address = `${prefix}${font}`.replace(/['"()$]/g, percentEncoded);
  const css = themeCss(theme) + (await bundleStyles()).replace('archivo.woff2', address);
  return { css, cssHash: `sha256-${createHash('sha256').update(css).digest('base64')}`, font: `/${font}` };
}

/** Writes the font (WOFF2) at its path within the site, and its license. */
export async function writeFont(out: string, path: string, font: Uint8Array): Promise<void> {
  await writeNewFile(join(out, path), font);
  const license = await readBytes(
    createRequire(import.meta.url).resolve('@fontsource-variable/archivo/LICENSE'),
  );
  if (license) await writeNewFile(join(out, 'fonts', 'OFL.txt'), license);
}

/** The hash is that of what the font is made from, so that pages can link to it while it is being made. */
async function fontName(characters: readonly string[]): Promise<string> {
  const inputs = createHash('sha256')
    .update(await readPackagedFont(ARCHIVO))
    .update(characters.join(''));
  return `archivo-${inputs.digest('hex').slice(0, 8)}.woff2`;
}

/** Encodes a character that would end an unquoted CSS url() or is special in a replacement string. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The style sheet of all pages: the files in site/_includes/css, bundled and minified. */
async function bundleStyles(): Promise<string> {
  const { code } = await bundleAsync({ filename: projectPath('site/_includes/css/site.css'), minify: true });
  return new TextDecoder().decode(code);
}
