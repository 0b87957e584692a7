import { createRequire } from 'node:module';
import { readBytes, readRequired } from '../files.ts';
import { projectPath } from '../project-root.ts';
import { compilePdf, startCompiler } from '../render/resume/pdf/compile.ts';
import type { PdfContent } from '../render/resume/pdf/content.ts';
import { glyphsOf, isReadable, missingGlyphs } from '../render/resume/pdf/glyphs.ts';
import { subsetArchivo } from './archivo.ts';
import { findFallbackFonts } from './fallback-fonts.ts';

/** A résumé with the fonts it needs. */
export interface PreparedPdf {
  /** Characters of the résumé that no font has; the PDF leaves them out. */
  missing: readonly string[];
  /** Whether what remains can be read. If not, there should be no PDF. */
  isReadable: boolean;
  typeset: () => Promise<Uint8Array>;
}

/** Makes PDFs. `ownFonts` are the paths of the owner's fonts, for characters that the packaged ones lack. */
export type Typesetter = (content: PdfContent, ownFonts?: readonly string[]) => Promise<PreparedPdf>;

const WEIGHTS = [400, 600, 800];
const TEMPLATE = 'src/render/resume/pdf/resume.typ';
const COMPILER = '@myriaddreamin/typst-ts-web-compiler/wasm';

/**
 * Every character that the source font might have; subsetting keeps those it has. Without combining marks: with them, Typst would
 * compose "ć" of two glyphs instead of using a font that has it, and readers of the PDF would find "ć" for every "c".
 */
const LATIN = Array.from({ length: 0x2200 - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)).filter(
  (character) => !/\p{M}/u.test(character),
);

/** Loads the brand's font, the template and the compiler. */
export async function loadTypesetter(): Promise<Typesetter> {
  const wasm = await readBytes(createRequire(import.meta.url).resolve(COMPILER));
  if (!wasm) throw new Error(`${COMPILER} is not installed: run npm ci`);
  startCompiler(wasm);
  const archivo = await Promise.all(WEIGHTS.map((weight) => subsetArchivo(LATIN, weight)));
  const template = await readRequired(projectPath(TEMPLATE), 'restore it from git');
  const own = await glyphsOf(archivo[0] ?? new Uint8Array());
  return async (content, ownFonts = []) => {
    const needed = missingGlyphs(content, own);
    const fallbacks = await findFallbackFonts(needed, WEIGHTS, ownFonts);
    const glyphs = new Set(own);
    for (const character of needed) {
      if (!fallbacks.missing.includes(character)) glyphs.add(character.codePointAt(0) ?? 0);
    }
    const missing = missingGlyphs(withoutGitHubFacts(content), glyphs);
    const materials = { fonts: [...archivo, ...fallbacks.fonts], glyphs, template };
    return {
      missing,
      isReadable: isReadable(content, missing),
      typeset: () => compilePdf(content, materials),
    };
  };
}

/** What the owner wrote, who can change only that. */
function withoutGitHubFacts(content: PdfContent): PdfContent {
  const sections = content.sections.map(({ title, blocks }) => ({
    title,
    blocks: blocks.map((block) => (block.kind === 'entry' ? { ...block, facts: '' } : block)),
  }));
  return { ...content, sections };
}
