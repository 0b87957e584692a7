import { bytesOf, type Highlight, type Resume, type SizeReduction } from '../config/resume-schema.ts';
import { isSameName, repositoryOfUrl } from '../repository-name.ts';
import { plainText } from './inline.ts';
import type { PortfolioRepository, Reduction } from './model.ts';

/** The longest bio that GitHub allows, in characters. It is the summary of an owner who gave no résumé. */
const MAX_BIO_LENGTH = 160;

/**
 * Whether there is a résumé to link to: an entry in any section but skills, or a summary that is longer than a bio on GitHub.
 * Without one, no output links to the résumé or its PDF.
 */
export function hasResume({
  basics,
  lang: _lang,
  titles: _titles,
  skills: _skills,
  ...sections
}: Resume): boolean {
  const entries = Object.values(sections).some((section) => section.length > 0);
  return entries || plainText(basics.summary).length > MAX_BIO_LENGTH;
}

/** A highlight as an object, also if the résumé has it as a string. */
export function fullHighlight(highlight: Highlight): Exclude<Highlight, string> {
  return typeof highlight === 'string' ? { text: highlight } : highlight;
}

/** Every size reduction in the highlights, in the résumé's order. */
export function reductionsOf(resume: Resume): Reduction[] {
  return highlightsOf(resume)
    .flatMap(({ metrics: reductions = [] }) => reductions)
    .map(reductionOf);
}

/** Adds the sizes in bytes. */
export function reductionOf(reduction: SizeReduction): Reduction {
  const { before, after } = reduction;
  return { ...reduction, beforeBytes: bytesOf(before), afterBytes: bytesOf(after) };
}

/** The shown repository at this URL, or null. */
export function repositoryAt(
  url: string | undefined,
  repositories: readonly PortfolioRepository[],
): PortfolioRepository | null {
  const wanted = repositoryOfUrl(url ?? '');
  return repositories.find(({ name }) => wanted !== null && isSameName(name, wanted)) ?? null;
}

/** The accents that Unicode separates from Latin, Greek and Cyrillic letters. Vowel signs of other scripts are not among them. */
const ACCENTS = /[\u0300-\u036f]/g;

/** The URL fragment for a heading on /resume/: lower case, without accents, and with dashes for all but letters and digits. */
export function anchorOf(heading: string): string {
  return heading
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

function highlightsOf({ work }: Resume) {
  return work
    .flatMap(({ highlights = [], sections = [] }) => [
      ...highlights,
      ...sections.flatMap((section) => section.highlights),
    ])
    .map(fullHighlight);
}
