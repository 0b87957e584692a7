import type { Problem } from '../errors.ts';
import type { Portfolio } from '../portfolio/model.ts';

/** The problem to report when no PDF can be made. */
export function missingPdfProblem(missing: readonly string[]): Problem {
  const characters = missing.map((character) => {
    const codePoint = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `"${character}" (U+${codePoint})`;
  });
  return {
    what: `resume.pdf was not built: its font has no glyph for ${characters.join(', ')}`,
    fix: 'remove or replace these characters in resume.yaml',
  };
}

/** The file name for downloads: name and role of the owner. */
export function pdfName({ name, label }: Portfolio): string {
  const words = `${name} ${label}`.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return `${words}.pdf`;
}
