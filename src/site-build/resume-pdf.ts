import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { Problem } from '../errors.ts';
import { readBytes, readRequired } from '../files.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { projectPath } from '../project-root.ts';
import { compilePdf } from '../render/resume/pdf/compile.ts';
import { type Paper, pdfContent } from '../render/resume/pdf/content.ts';
import { glyphsOf, missingGlyphs } from '../render/resume/pdf/glyphs.ts';
import { cutArchivo } from './assets.ts';

/** The PDF, or the characters of the résumé for which its fonts have no glyph. */
export type ResumePdf = { bytes: Uint8Array; missing: [] } | { bytes: null; missing: string[] };

const WEIGHTS = [400, 600, 800];

/** `/resume.pdf`. What GitHub says is reduced to the fonts' glyphs; what the résumé says is set whole or not at all. */
export async function resumePdf(portfolio: Portfolio, paper: Paper = 'a4'): Promise<ResumePdf> {
  skipWasmOptimization();
  const fonts = await Promise.all(WEIGHTS.map((weight) => cutArchivo(LATIN, weight, 'sfnt')));
  const glyphs = glyphsOf(fonts[0] ?? new Uint8Array());
  const content = pdfContent(portfolio, paper, glyphs);
  const missing = missingGlyphs(content, glyphs);
  if (missing.length > 0) return { bytes: null, missing };
  const wasm = await readBytes(
    createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-web-compiler/wasm'),
  );
  if (!wasm) throw new Error('the Typst compiler is not installed');
  const template = await readRequired(projectPath(TEMPLATE), 'restore it from git');
  return { bytes: await compilePdf(content, { wasm, fonts, template }), missing: [] };
}

let isWasmOptimized = true;

/** The compiler is a large program that runs for a moment: optimizing it costs 130 MB and most of a build's time. */
function skipWasmOptimization(): void {
  if (isWasmOptimized) setFlagsFromString('--liftoff-only');
  isWasmOptimized = false;
}

/** What to tell the owner when there can be no PDF. */
export function noPdf(missing: readonly string[]): Problem {
  const characters = missing.map((character) => {
    const codePoint = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `"${character}" (U+${codePoint})`;
  });
  return {
    what: `no resume.pdf was made: its font has no ${characters.join(', ')}`,
    fix: 'write the résumé without, or another way',
  };
}

/** Under which name a reader saves it: whose it is and what for. */
export function pdfName({ name, label }: Portfolio): string {
  const words = `${name} ${label}`.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return `${words}.pdf`;
}

const TEMPLATE = 'src/render/resume/pdf/resume.typ';

/** All that the source font may have: cutting keeps what it has of it. */
const LATIN = Array.from({ length: 0x2200 - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index));
