import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { removeFolder, writeIfChanged } from '../files.ts';
import { escapeAttribute } from '../render/escape.ts';
import {
  type Measure,
  type OgImageFacts,
  ogImageName,
  projectOgImage,
  siteOgImage,
} from '../render/site/og-image.ts';
import { subsetArchivo } from './archivo.ts';

/** The Open Graph images as PNG by name: the site's and one per key project. `fonts` is a temporary folder; it is removed. */
export async function drawOgImages(
  facts: OgImageFacts,
  { fonts, characters }: { fonts: string; characters: readonly string[] },
): Promise<Map<string, Uint8Array>> {
  const font = { fontFiles: await staticFonts(characters, fonts), loadSystemFonts: false };
  const measure: Measure = (text, { size, weight }) => {
    const probe = `<text y="100" font-family="Archivo" font-size="${size}" font-weight="${weight}">${escapeAttribute(text)}</text>`;
    return (
      new Resvg(`<svg xmlns="http://www.w3.org/2000/svg">${probe}</svg>`, { font }).getBBox()?.width ?? 0
    );
  };
  const images = new Map([['site', siteOgImage(facts, measure)]]);
  for (const repository of facts.keyProjects) {
    images.set(ogImageName(repository), projectOgImage(repository, facts.asOf, measure));
  }
  const drawn = new Map<string, Uint8Array>();
  for (const [name, svg] of images) drawn.set(name, new Resvg(svg, { font }).render().asPng());
  await removeFolder(fonts);
  return drawn;
}

/** Writes the fonts to files, because resvg cannot read them from memory. */
async function staticFonts(characters: readonly string[], folder: string): Promise<string[]> {
  const files = [];
  for (const weight of [400, 800]) {
    const path = join(folder, `archivo-${weight}.ttf`);
    await writeIfChanged(path, await subsetArchivo(characters, weight, 'sfnt'));
    files.push(path);
  }
  return files;
}
