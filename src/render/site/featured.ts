import type { Highlight, Work } from '../../config/resume-schema.ts';
import { type HighlightList, highlightPath } from '../../portfolio/claims.ts';
import { plainText } from '../../portfolio/inline.ts';
import { firstSentence } from '../../portfolio/introduction.ts';
import type { Claim } from '../../portfolio/model.ts';
import { fullHighlight } from '../../portfolio/resume.ts';

/** A highlight of the résumé on the home page. */
export interface FeaturedHighlight {
  /** A few words; null if the résumé has none for it. */
  heading: string | null;
  /** In Markdown; empty if the heading says it all. */
  text: string;
  /** Its URL fragment on /resume/, without `#`; null if it has none. */
  anchor: string | null;
  /** The index of its job in the résumé. */
  job: number;
  /** The employer; null if it is that of the main job, which is named next to all highlights. */
  employer: string | null;
}

const MAX_FEATURED = 6;

/** A highlight with where it is in the résumé. */
export interface LocatedHighlight {
  highlight: Exclude<Highlight, string>;
  path: string;
  section: string | null;
  job: Work;
  jobIndex: number;
  isFirst: boolean;
}

/**
 * The highlights that the owner marked as featured. Without any, those with size reductions and other numbers, then the first of
 * each section, then the others. Those with size reductions come first, the rest in the résumé's order. `main` is the job that
 * is named next to them.
 */
export function featuredHighlights(
  work: readonly Work[],
  { claims, main }: { claims: readonly Claim[]; main: number },
): FeaturedHighlight[] {
  const all = work.flatMap(highlightsOf);
  const marked = all.filter(({ highlight }) => highlight.featured === true);
  const allowed = all.filter(({ highlight }) => highlight.featured !== false);
  const chosen = (marked.length > 0 ? marked : sortedBy(allowed, rank)).slice(0, MAX_FEATURED);
  const inOrder = all.filter((located) => chosen.includes(located));
  return sortedBy(inOrder, ({ highlight }) => (highlight.metrics ? 0 : 1)).map((located) => ({
    ...headingAndText(located),
    anchor: claims.find(({ path }) => path === located.path)?.anchor ?? null,
    job: located.jobIndex,
    employer: located.jobIndex === main ? null : (located.job.name ?? located.job.position),
  }));
}

/** The highlights of a job, those in its sections last. */
export function highlightsOf(job: Work, jobIndex: number): LocatedHighlight[] {
  const locate = (highlights: readonly Highlight[], section: string | null, list: HighlightList) =>
    highlights.map((highlight, index) => ({
      highlight: fullHighlight(highlight),
      path: highlightPath(list, index),
      section,
      job,
      jobIndex,
      isFirst: index === 0,
    }));
  const { highlights = [], sections = [] } = job;
  return [
    ...locate(highlights, null, { job: jobIndex }),
    ...sections.flatMap((section, index) =>
      locate(section.highlights, section.name, { job: jobIndex, section: index }),
    ),
  ];
}

/** A measured result: a percentage, factor, size, duration, amount of money, or a number of thousands. */
const RESULT = /\d\s?(?:%|x\b|×|[KMGTP]?B\b|ms\b|[km]\b)|\d[.,]\d{3}\b|[$€£₹]\s?\d/i;

function rank({ highlight, isFirst }: LocatedHighlight): number {
  if (highlight.metrics) return 0;
  if (RESULT.test(plainText(highlight.text))) return 1;
  return isFirst ? 2 : 3;
}

/** A highlight often starts with its subject: `**Network Engineering:** …`. */
const SUBJECT = /^\*\*([^*]+):\*\*\s*/;

function headingAndText({ highlight, section }: LocatedHighlight): { heading: string | null; text: string } {
  const { text, short } = highlight;
  const { subject, rest } = splitSubject(short ?? text);
  const sentence = short === undefined ? withoutColon(firstSentence(rest)) : rest;
  return { heading: subject === null ? section : plainText(subject), text: sentence };
}

/** A highlight as its subject, if it has one, and the rest. Both are Markdown. */
export function splitSubject(text: string): { subject: string | null; rest: string } {
  const [start = '', subject = null] = SUBJECT.exec(text) ?? [];
  return { subject, rest: text.slice(start.length) };
}

/** A sentence that introduced a list, which is elsewhere, with a full stop instead of its colon. */
export function withoutColon(sentence: string): string {
  return sentence.replace(/:$/, '.');
}

/** A stable sort by a number. */
function sortedBy<T>(items: readonly T[], keyOf: (item: T) => number): T[] {
  return items.toSorted((one, other) => keyOf(one) - keyOf(other));
}
