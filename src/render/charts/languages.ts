import type { LanguageShare } from '../../portfolio/model.ts';
import { percent } from './svg.ts';

/** A language of a repository with its bar chart. */
export interface LanguageBar extends LanguageShare {
  /** SVG, hidden from screen readers because the number is next to it. */
  bar: string;
}

const MAX_LANGUAGES = 8;

/** The languages with bars to scale, largest first. If there are more than nine, those after the eighth share one entry. */
export function languageBars(languages: readonly LanguageShare[]): LanguageBar[] {
  const rest = languages.slice(MAX_LANGUAGES);
  const others = {
    name: `${rest.length} others`,
    bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0),
    share: rest.reduce((sum, { share }) => sum + share, 0),
  };
  const shown = rest.length > 1 ? [...languages.slice(0, MAX_LANGUAGES), others] : languages;
  return shown.map((language) => ({
    ...language,
    bar: `<svg class="share" aria-hidden="true"><rect width="${percent(language.share)}" height="100%"/></svg>`,
  }));
}
