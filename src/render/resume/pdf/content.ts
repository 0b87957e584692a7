import type { Highlight, Work } from '../../../config/resume-schema.ts';
import { inlineSpans, plainText, type Span } from '../../../portfolio/inline.ts';
import type { Portfolio } from '../../../portfolio/model.ts';
import { fullHighlight, reductionOf, repositoryAt } from '../../../portfolio/resume.ts';
import { markdownBlocks } from '../../../text/markdown-blocks.ts';
import { withoutScheme } from '../../address.ts';
import { toSingleLine } from '../../escape.ts';
import { factsOf } from '../../facts.ts';
import { formatDay, formatTenure } from '../../format.ts';
import { type Entry, type Label, locationOf, optionalSectionsOf, projectNotes } from '../entries.ts';

/** The supported paper sizes. */
export type Paper = 'a4' | 'us-letter';

/** The data for `resume.typ`: the résumé and live facts from GitHub. */
export function pdfContent(portfolio: Portfolio, paper: Paper) {
  const { resume, name, label, asOf, changedAt, site } = portfolio;
  const date = changedAt === null ? '' : `Updated ${formatDay(changedAt)} · `;
  return {
    paper,
    lang: resume.lang ?? 'en',
    title: `${name}, ${label}`,
    name,
    label,
    keywords: [...new Set(resume.skills.flatMap(({ keywords }) => keywords.map(plainText)))],
    date: asOf.split('-').map(Number),
    footer: `${name}, ${label} · ${date}${withoutScheme(site)}`,
    contact: contact(portfolio),
    titles: resume.titles,
    summary: prose(resume.basics.summary),
    work: resume.work.map((work) => job(work, portfolio)),
    projects: resume.projects.map(({ url = null, ...project }) => ({
      name: project.name,
      url,
      address: url === null ? '' : withoutScheme(url),
      description: inlineSpans(project.description ?? ''),
      notes: projectNotes(project).map(inlineSpans),
      highlights: (project.highlights ?? []).map(inlineSpans),
      facts: liveFacts(portfolio, url),
    })),
    skills: resume.skills.map(({ name: group, level, keywords, summary }) => [
      strong(`${group}${level ? ` (${level})` : ''}: `),
      ...inlineSpans(`${keywords.join(', ')}.${summary ? ` ${summary}` : ''}`),
    ]),
    listed: optionalSectionsOf(resume).map(({ title, entries }) => ({
      title,
      entries: entries.map(renderEntry),
    })),
  };
}

export type PdfContent = ReturnType<typeof pdfContent>;

function contact({ resume: { basics }, phone }: Portfolio): Label[] {
  const addresses = [basics.url, ...basics.profiles.map(({ url }) => url)].filter((url) => url !== undefined);
  const labels: Label[] = addresses.map((url) => ({ text: withoutScheme(url), url }));
  if (basics.email) labels.push({ text: basics.email, url: `mailto:${basics.email}` });
  const location = locationOf(basics);
  if (location !== null) labels.push({ text: location, url: null });
  if (phone) labels.push({ text: phone, url: `tel:${phone.replace(/[^+\d]/g, '')}` });
  return labels;
}

function job(work: Work, { asOf, reductions }: Portfolio) {
  // All bars in the document share one scale.
  const largest = Math.max(...reductions.map(({ beforeBytes }) => beforeBytes));
  const { name, position, location, description, summary, highlights = [], sections = [] } = work;
  return {
    title: [position, name].filter(Boolean).join(' | '),
    period: [formatTenure(work, asOf), location, description].filter(Boolean).join(' · '),
    summary: prose(summary ?? ''),
    highlights: highlights.map((highlight) => item(highlight, largest)),
    sections: sections.map((group) => ({
      name: group.name,
      highlights: group.highlights.map((highlight) => item(highlight, largest)),
    })),
  };
}

/** Paragraphs, which have one item, and lists. */
function prose(markdown: string) {
  return markdownBlocks(markdown).map((block) => ({
    isList: block.kind === 'list',
    items: (block.kind === 'list' ? block.items : [block.text]).map(inlineSpans),
  }));
}

function item(highlight: Highlight, largest: number) {
  const { text, metrics: reductions = [] } = fullHighlight(highlight);
  return {
    spans: inlineSpans(text),
    metrics: reductions.map((reduction) => {
      const { beforeBytes, afterBytes } = reductionOf(reduction);
      const spans = [strong(`${reduction.name}: `), ...inlineSpans(reduction.text)];
      return { spans, before: beforeBytes / largest, after: afterBytes / largest };
    }),
  };
}

function liveFacts({ repositories, login, asOf }: Portfolio, url: string | null): string {
  const repository = repositoryAt(url ?? undefined, repositories);
  return repository === null ? '' : toSingleLine(factsOf(repository, login, asOf).join(' · '));
}

function renderEntry({ name, about, text, lines }: Entry) {
  const spans: Span[] = [{ ...strong(name.text), url: name.url }];
  for (const label of about) spans.push(plain(' | '), { ...plain(label.text), url: label.url });
  if (text !== null) spans.push(plain(': '), ...inlineSpans(text));
  return { spans, lines: lines.map(inlineSpans) };
}

function plain(text: string): Span {
  return { text, strong: false, emphasis: false, code: false, url: null };
}

function strong(text: string): Span {
  return { ...plain(text), strong: true };
}
