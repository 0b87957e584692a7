import type { Notice } from '../errors.ts';
import type { Portfolio } from '../portfolio/model.ts';

/** Scripts whose letters no packaged font has, by their names in Unicode. */
const SCRIPTS = [
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
  'Arabic',
  'Hebrew',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
  'Bengali',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Malayalam',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Armenian',
  'Georgian',
  'Ethiopic',
  'Mongolian',
  'Tibetan',
];

const AND_LIST = new Intl.ListFormat('en', { type: 'conjunction' });

/** The most characters that a message lists. */
const LISTED = 10;

/** Says which characters the PDF lacks, or why there is none; null if it is complete. `folder` is where the owner's fonts are. */
export function missingGlyphsNotice(
  { missingGlyphs, hasPdf }: { missingGlyphs: readonly string[]; hasPdf: boolean },
  folder: string,
): Notice | null {
  if (missingGlyphs.length === 0) return null;
  const scripts = SCRIPTS.filter((name) => {
    const isOfScript = new RegExp(`\\p{Script=${name}}`, 'u');
    return missingGlyphs.some((character) => isOfScript.test(character));
  });
  const characters = describeCharacters(missingGlyphs);
  const addFont = `put a font for ${AND_LIST.format(scripts)} (TTF or OTF) into ${folder}`;
  const fix =
    scripts.length > 0
      ? addFont
      : 'nothing, if the PDF can do without; otherwise replace them in resume.yaml';
  return hasPdf
    ? {
        level: 'notice',
        title: 'Characters missing in the PDF',
        message: `resume.pdf leaves out ${characters}, which no font has`,
        fix,
      }
    : {
        level: 'warning',
        title: 'No PDF',
        message: `resume.pdf was not built: no font has ${characters}`,
        fix,
      };
}

function describeCharacters(characters: readonly string[]): string {
  const listed = characters.slice(0, LISTED).map((character) => {
    const codePoint = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `"${character}" (U+${codePoint})`;
  });
  const others = characters.length - listed.length;
  return AND_LIST.format(others > 0 ? [...listed, `${others} more`] : listed);
}

/** Recruiters and applicant tracking systems expect two pages, three at most. */
const MAX_PAGES = 3;

/** Says that the PDF is too long, or null. */
export function lengthNotice(pages: number): Notice | null {
  if (pages <= MAX_PAGES) return null;
  return {
    level: 'notice',
    title: 'Long résumé',
    message: `resume.pdf has ${pages} pages`,
    fix: `shorten resume.yaml: few people read more than ${MAX_PAGES}`,
  };
}

/** The number of pages of a PDF made by the typesetter, which does not compress its structure. */
export function countPages(pdf: Uint8Array): number {
  return [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Page\b/g),
  ].length;
}

/** The file name for downloads: name and role of the owner. */
export function pdfName({ name, label }: Portfolio): string {
  const words = `${name} ${label}`.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return `${words}.pdf`;
}
