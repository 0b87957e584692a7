import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { removeFolder, writeIfChanged } from '../files.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { escapeAttribute } from '../render/escape.ts';
import { type Measure, ogImageName, projectOgImage, siteOgImage } from '../render/site/og-image.ts';
import { cutArchivo } from './assets.ts';

/** Writes the Open Graph images: `og/site.png`, and `og/<slug>.png` for each key project. */
export async function writeOgImages(
  portfolio: Portfolio,
  { out, characters }: { out: string; characters: readonly string[] },
): Promise<void> {
  const fonts = join(out, '.fonts');
  const font = { fontFiles: await staticFonts(characters, fonts), loadSystemFonts: false };
  const measure: Measure = (text, { size, weight }) => {
    const probe = `<text y="100" font-family="Archivo" font-size="${size}" font-weight="${weight}">${escapeAttribute(text)}</text>`;
    return (
      new Resvg(`<svg xmlns="http://www.w3.org/2000/svg">${probe}</svg>`, { font }).getBBox()?.width ?? 0
    );
  };
  const images = new Map([['site', siteOgImage(portfolio, measure)]]);
  for (const repository of portfolio.keyProjects) {
    images.set(ogImageName(repository), projectOgImage(repository, portfolio.asOf, measure));
  }
  for (const [name, svg] of images) {
    await writeIfChanged(join(out, 'og', `${name}.png`), new Resvg(svg, { font }).render().asPng());
  }
  await removeFolder(fonts);
}

/** The drawing library reads fonts from files only. */
async function staticFonts(characters: readonly string[], folder: string): Promise<string[]> {
  const files = [];
  for (const weight of [400, 800]) {
    const path = join(folder, `archivo-${weight}.ttf`);
    await writeIfChanged(path, await cutArchivo(characters, weight, 'sfnt'));
    files.push(path);
  }
  return files;
}
