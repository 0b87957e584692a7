import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { removeFolder, writeNewFile } from '../files.ts';
import { escapeAttribute } from '../render/escape.ts';
import { glyphsOf, missingGlyphs } from '../render/resume/pdf/glyphs.ts';
import {
  type Measure,
  type OgImageFacts,
  ogImageName,
  projectOgImage,
  siteOgImage,
} from '../render/site/og-image.ts';
import { subsetArchivo } from './archivo.ts';
import { findFallbackFonts } from './fallback-fonts.ts';

/** What the images are drawn with. */
interface Materials {
  /** A temporary folder, which is removed. */
  fonts: string;
  characters: readonly string[];
  /** Paths of the owner's fonts. */
  ownFonts: readonly string[];
}

/** The Open Graph images as PNG by name: the site's and one per key project. */
export async function drawOgImages(
  facts: OgImageFacts,
  { fonts, characters, ownFonts }: Materials,
): Promise<Map<string, Uint8Array>> {
  const cuts = await fontsFor(facts, characters, ownFonts);
  const font = { fontFiles: await writeFonts(cuts, fonts), loadSystemFonts: false };
  const measure: Measure = (text, { size, weight }) => {
    const probe = `<text y="100" font-family="Archivo" font-size="${size}" font-weight="${weight}">${escapeAttribute(text)}</text>`;
    return (
      new Resvg(`<svg xmlns="http://www.w3.org/2000/svg">${probe}</svg>`, { font }).getBBox()?.width ?? 0
    );
  };
  const images = new Map([['site', siteOgImage(facts, measure)]]);
  for (const repository of facts.keyProjects) {
    images.set(ogImageName(repository), projectOgImage(repository, facts, measure));
  }
  const drawn = new Map<string, Uint8Array>();
  for (const [name, svg] of images) drawn.set(name, new Resvg(svg, { font }).render().asPng());
  await removeFolder(fonts);
  return drawn;
}

const WEIGHTS = [400, 800];
/** The image library takes the first font that has a character, whatever its weight, so this one has to suit both. */
const FALLBACK_WEIGHTS = [600];

/** The brand's font, and fonts for characters of the owner's texts that it lacks. */
async function fontsFor(
  { name, label, reductionsTitle, reductions, keyProjects }: OgImageFacts,
  characters: readonly string[],
  ownFonts: readonly string[],
): Promise<Uint8Array[]> {
  const archivo = await Promise.all(WEIGHTS.map((weight) => subsetArchivo(characters, weight)));
  const texts = [
    name,
    label,
    reductionsTitle,
    ...reductions.map((reduction) => reduction.name),
    ...keyProjects.flatMap(({ title, purpose }) => [title, purpose]),
  ];
  const missing = missingGlyphs(texts, await glyphsOf(archivo[0] ?? new Uint8Array()));
  const { fonts } = await findFallbackFonts(missing, FALLBACK_WEIGHTS, ownFonts);
  return [...archivo, ...fonts];
}

/** Writes the fonts to files, because resvg cannot read them from memory. */
async function writeFonts(fonts: readonly Uint8Array[], folder: string): Promise<string[]> {
  const files = [];
  for (const [index, font] of fonts.entries()) {
    const path = join(folder, `${index}.ttf`);
    await writeNewFile(path, font);
    files.push(path);
  }
  return files;
}
