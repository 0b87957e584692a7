import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleAsync } from 'lightningcss';
import { readBytes, writeIfChanged } from '../files.ts';
import { projectPath } from '../project-root.ts';

/** What every page refers to. */
export interface SiteAssets {
  /** The style sheet, for the head of every page, and its hash as a Content-Security-Policy writes it. */
  css: string;
  cssHash: string;
  /** Address of the font within the site. */
  font: string;
}

/**
 * Writes the font (WOFF2) into the site, and bundles the style sheet that names it. `prefix` is the path of the site, with a
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
