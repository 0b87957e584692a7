import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleAsync } from 'lightningcss';
import { readBytes, writeIfChanged } from '../files.ts';
import { projectPath } from '../project-root.ts';

/** The style sheet and font that every page uses. */
export interface SiteAssets {
  /** The style sheet, inlined in every page, and its hash for the Content-Security-Policy. */
  css: string;
  cssHash: string;
  /** Path of the font within the site. */
  font: string;
}

/**
 * Writes the font (WOFF2) and its license into the site and bundles the style sheet. `prefix` is the path of the site, with a
 * slash at both ends.
 */
export async function writeAssets(
  font: Uint8Array,
  { out, prefix }: { out: string; prefix: string },
): Promise<SiteAssets> {
  const name = `archivo-${hashOf(font, 'hex').slice(0, 8)}.woff2`;
  await writeIfChanged(join(out, 'fonts', name), font);
  const license = await readBytes(
    createRequire(import.meta.url).resolve('@fontsource-variable/archivo/LICENSE'),
  );
  if (license) await writeIfChanged(join(out, 'fonts', 'OFL.txt'), license);
  const address = `${prefix}fonts/${name}`.replace(/['"()$]/g, percentEncoded);
  const css = (await bundleStyles()).replace('archivo.woff2', address);
  return { css, cssHash: `sha256-${hashOf(css, 'base64')}`, font: `/fonts/${name}` };
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

function hashOf(content: string | Uint8Array, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(content).digest(encoding);
}
