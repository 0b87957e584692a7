import { createRequire } from 'node:module';
import { readBytes, readRequired } from '../files.ts';
import { projectPath } from '../project-root.ts';
import { compilePdf, startCompiler } from '../render/resume/pdf/compile.ts';
import type { PdfContent } from '../render/resume/pdf/content.ts';
import { glyphsOf, missingGlyphs, reduceToGlyphs } from '../render/resume/pdf/glyphs.ts';
import { subsetArchivo } from './archivo.ts';

/** Makes PDFs. */
export interface Typesetter {
  /** Characters of the résumé that the fonts lack. If there are any, no PDF can be made. */
  missingGlyphs: (content: PdfContent) => string[];
  /** The résumé as PDF. Text from GitHub is reduced to the characters that the fonts have. */
  typeset: (content: PdfContent) => Promise<Uint8Array>;
}

const WEIGHTS = [400, 600, 800];
const TEMPLATE = 'src/render/resume/pdf/resume.typ';
const COMPILER = '@myriaddreamin/typst-ts-web-compiler/wasm';

/** Every character that the source font might have; subsetting keeps those it has. */
const LATIN = Array.from({ length: 0x2200 - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index));

/** Loads the fonts, the template and the compiler. */
export async function loadTypesetter(): Promise<Typesetter> {
  const wasm = await readBytes(createRequire(import.meta.url).resolve(COMPILER));
  if (!wasm) throw new Error(`${COMPILER} is not installed: run npm ci`);
  await startCompiler(wasm);
  const fonts = await Promise.all(WEIGHTS.map((weight) => subsetArchivo(LATIN, weight, 'sfnt')));
  const template = await readRequired(projectPath(TEMPLATE), 'restore it from git');
  const glyphs = await glyphsOf(fonts[0] ?? new Uint8Array());
  const withoutMissingGlyphs = (content: PdfContent): PdfContent => ({
    ...content,
    projects: content.projects.map((project) => ({
      ...project,
      facts: reduceToGlyphs(project.facts, glyphs),
    })),
  });
  return {
    missingGlyphs: (content) => missingGlyphs(withoutMissingGlyphs(content), glyphs),
    typeset: (content) => compilePdf(withoutMissingGlyphs(content), { fonts, template }),
  };
}
