import type { Work } from '../../config/resume-schema.ts';
import { firstSentence } from '../../portfolio/introduction.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import { fullHighlight } from '../../portfolio/resume.ts';
import { formatPeriod } from '../format.ts';
import { type FeaturedHighlight, featuredHighlights } from './featured.ts';

/** A job on the home page. */
export interface JobLine {
  position: string;
  employer: string | null;
  period: string;
  /** A sentence about it, in Markdown, or null. */
  about: string | null;
}

/** The section about experience on the home page. */
export interface ExperienceView {
  /** The current job, else the latest. */
  job: JobLine;
  featured: readonly FeaturedHighlight[];
  /** All other jobs. */
  others: readonly JobLine[];
}

/** More jobs than this have only a line each. */
const MAX_WITH_SENTENCE = 4;

/** The experience to show on the home page; null if the résumé has no jobs. */
export function experienceView({ resume, claims }: Portfolio): ExperienceView | null {
  const { work } = resume;
  const current = work.findIndex(({ endDate }) => endDate === undefined);
  const main = Math.max(0, current);
  const job = work[main];
  if (!job) return null;
  const featured = featuredHighlights(work, { claims, main });
  const others = work.filter((_, index) => index !== main);
  const areShort = others.length > MAX_WITH_SENTENCE || featured.length > 0;
  return {
    job: jobLine(job, featured.length > 0 ? null : aboutJob(job)),
    featured,
    others: others.map((other) => jobLine(other, areShort ? null : aboutJob(other))),
  };
}

function jobLine({ position, name, startDate, endDate }: Work, about: string | null): JobLine {
  return { position, employer: name ?? null, period: formatPeriod(startDate, endDate), about };
}

/** The first sentence of a job's summary, else of its first highlight. */
function aboutJob({ summary, highlights = [], sections = [] }: Work): string | null {
  const [first] = [...highlights, ...sections.flatMap((section) => section.highlights)];
  const text = summary ?? (first === undefined ? null : fullHighlight(first).text);
  return text === null ? null : firstSentence(text);
}
