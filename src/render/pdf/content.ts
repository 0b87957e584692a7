import type { Highlight, Work } from '../../config/resume-schema.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import { fullHighlight, reductionOf, repositoryAt } from '../../portfolio/resume.ts';
import { foldText } from '../escape.ts';
import { factsOf } from '../facts.ts';
import { formatDay, formatPeriod, formatTenure } from '../format.ts';
import { inlineSpans, plainText, type Span } from '../../portfolio/inline.ts';
import { shortAddress } from '../resume-markdown.ts';
import { reduceToGlyphs } from './glyphs.ts';

/** The paper sizes that the résumé is made for. */
export type Paper = 'a4' | 'us-letter';

/** What `resume.typ` sets: the résumé's own words, and live facts reduced to the characters that the fonts have. */
export function pdfContent(portfolio: Portfolio, paper: Paper, glyphs: ReadonlySet<number>) {
  const { resume, name, label, asOf, changedAt, site } = portfolio;
  const date = changedAt === null ? '' : `Facts as of ${formatDay(changedAt)} · `;
  return {
    paper,
    title: `${name}, ${label}`,
    name,
    label,
    keywords: [...new Set(resume.skills.flatMap(({ keywords }) => keywords.map(plainText)))],
    date: asOf.split('-').map(Number),
    footer: `${name}, ${label} · ${date}${shortAddress(site)}`,
    contact: contact(portfolio),
    titles: resume.titles,
    summary: inlineSpans(resume.basics.summary),
    work: resume.work.map((work) => job(work, portfolio)),
    projects: resume.projects.map(({ name: title, description, url = null }) => ({
      name: title,
      url,
      address: url === null ? '' : shortAddress(url),
      description: inlineSpans(description),
      facts: reduceToGlyphs(liveFacts(portfolio, url), glyphs),
    })),
    skills: resume.skills.map(({ name: group, keywords, summary }) => [
      strong(`${group}: `),
      ...inlineSpans(`${keywords.join(', ')}.${summary ? ` ${summary}` : ''}`),
    ]),
    education: resume.education.map(education),
  };
}

export type PdfContent = ReturnType<typeof pdfContent>;

function contact({ resume: { basics }, phone }: Portfolio) {
  const addresses = [basics.url, ...basics.profiles.map(({ url }) => url)].filter((url) => url !== undefined);
  return [
    ...addresses.map((url) => ({ text: shortAddress(url), url })),
    ...(basics.email ? [{ text: basics.email, url: `mailto:${basics.email}` }] : []),
    ...(phone ? [{ text: phone, url: `tel:${phone.replace(/[^+\d]/g, '')}` }] : []),
  ];
}

function job(work: Work, { asOf, reductions }: Portfolio) {
  // All bars of the document share one scale.
  const largest = Math.max(...reductions.map(({ beforeBytes }) => beforeBytes));
  const { name, position, location, description, summary, highlights = [], sections = [] } = work;
  return {
    title: `${position} | ${name}`,
    period: [formatTenure(work, asOf), location, description].filter(Boolean).join(' · '),
    summary: inlineSpans(summary ?? ''),
    highlights: highlights.map((highlight) => item(highlight, largest)),
    sections: sections.map((group) => ({
      name: group.name,
      highlights: group.highlights.map((highlight) => item(highlight, largest)),
    })),
  };
}

function item(highlight: Highlight, largest: number) {
  const { text, metrics = [] } = fullHighlight(highlight);
  return {
    spans: inlineSpans(text),
    metrics: metrics.map((metric) => {
      const { beforeBytes, afterBytes } = reductionOf(metric);
      const spans = [strong(`${metric.name}: `), ...inlineSpans(metric.text)];
      return { spans, before: beforeBytes / largest, after: afterBytes / largest };
    }),
  };
}

function liveFacts({ repositories, login, asOf }: Portfolio, url: string | null): string {
  const repository = repositoryAt(url ?? undefined, repositories);
  return repository === null ? '' : foldText(factsOf(repository, login, asOf).join(' · '));
}

function education({
  area,
  studyType,
  institution,
  url,
  startDate,
  endDate,
  summary,
}: Portfolio['resume']['education'][number]): Span[] {
  const period = startDate ? formatPeriod(startDate, endDate) : endDate;
  const about = [studyType, institution, period].filter((words) => words !== undefined);
  return [
    strong(area),
    ...about.map((words) => ({ ...plain(` | ${words}`), url: words === institution ? (url ?? null) : null })),
    ...(summary ? [plain(': '), ...inlineSpans(summary)] : []),
  ];
}

function plain(text: string): Span {
  return { text, strong: false, emphasis: false, code: false, url: null };
}

function strong(text: string): Span {
  return { ...plain(text), strong: true };
}
