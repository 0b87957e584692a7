import type { LanguageShare } from '../../portfolio/model.ts';
import { percent } from './svg.ts';

/** A language of a repository with its bar. */
export interface LanguageBar extends LanguageShare {
  /** SVG; it only repeats the number that stands beside it. */
  bar: string;
}

const SHOWN = 8;

/** The languages with bars to scale, most bytes first; from the ninth on they are one entry. */
export function languageBars(languages: readonly LanguageShare[]): LanguageBar[] {
  const rest = languages.slice(SHOWN);
  const others = {
    name: `${rest.length} others`,
    bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0),
    share: rest.reduce((sum, { share }) => sum + share, 0),
  };
  const shown = rest.length > 1 ? [...languages.slice(0, SHOWN), others] : languages;
  return shown.map((language) => ({
    ...language,
    bar: `<svg class="share" aria-hidden="true"><rect width="${percent(language.share)}" height="100%"/></svg>`,
  }));
}
