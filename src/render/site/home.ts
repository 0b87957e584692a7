import { sentencesOf } from '../../portfolio/introduction.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import { type StorageBar, storageBars } from '../charts/storage-bars.ts';
import { formatReduction } from '../format.ts';
import { highlightsOf, splitSubject, withoutColon } from './featured.ts';
import { words } from './words.ts';

/** A size reduction on the home page. */
export interface ReductionView extends StorageBar {
  name: string;
  /** `95.8% less`. */
  less: string;
}

/** The section with the size reductions on the home page. */
export interface StorageView {
  /** The owner's heading, or null for the default. */
  title: string | null;
  reductions: readonly ReductionView[];
  /** How it was done: a sentence of the résumé in Markdown, and its URL fragment on /resume/. */
  how: { text: string; anchor: string } | null;
}

/** The size reductions to draw; null if the résumé has none. */
export function storageView({ reductions, reductionsTitle, resume, claims }: Portfolio): StorageView | null {
  if (reductions.length === 0) return null;
  const bars = storageBars(reductions);
  return {
    title: reductionsTitle,
    reductions: reductions.flatMap((reduction, index) => {
      const bar = bars[index];
      return bar ? [{ ...bar, name: reduction.name, less: words.home.less(formatReduction(reduction)) }] : [];
    }),
    how: howIn({ resume, claims }),
  };
}

/** The last sentence of the highlight with the first reductions, which says how they were achieved. */
function howIn({ resume, claims }: Pick<Portfolio, 'resume' | 'claims'>): StorageView['how'] {
  const source = resume.work.flatMap(highlightsOf).find(({ highlight }) => highlight.metrics);
  const claim = claims.find(({ path }) => path === source?.path);
  if (!claim) return null;
  const last = sentencesOf(splitSubject(claim.text).rest).at(-1) ?? '';
  return { text: withoutColon(last), anchor: claim.anchor };
}

/** The addresses of the owner's profiles, GitHub first. */
export function profileLinks({ profileUrl, resume }: Portfolio): string[] {
  return [...new Set([profileUrl, ...resume.basics.profiles.map(({ url }) => url)])];
}
