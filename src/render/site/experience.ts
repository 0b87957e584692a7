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
export function experienceView({ resume, claims, introduction }: Portfolio): ExperienceView | null {
  const { work } = resume;
  const main = Math.max(
    0,
    work.findIndex(({ endDate }) => endDate === undefined),
  );
  const featured = featuredHighlights(work, { claims, main });
  const lines = work.map((job, index) => {
    const isShort = index !== main && work.length - 1 > MAX_WITH_SENTENCE;
    const isFeatured = featured.some((highlight) => highlight.job === index);
    const about = isShort || isFeatured ? null : aboutJob(job);
    return jobLine(job, about !== null && introduction.includes(about) ? null : about);
  });
  const [job] = lines.splice(main, 1);
  return job ? { job, featured, others: lines } : null;
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
