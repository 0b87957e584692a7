import type { Problem } from '../errors.ts';
import type { Portfolio } from '../portfolio/model.ts';

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
