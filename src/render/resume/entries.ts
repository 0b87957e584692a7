import type { Resume } from '../../config/resume-schema.ts';
import { markdownBlocks } from '../../text/markdown-blocks.ts';
import { formatDate, formatPeriod } from '../format.ts';

/** A short plain text with an optional link. */
export interface Label {
  text: string;
  url: string | null;
}

/** An entry of a list section. `text` and `lines` are Markdown; the labels are plain text. */
export interface Entry {
  name: Label;
  about: readonly Label[];
  text: string | null;
  lines: readonly string[];
  reviewedAt: string | null;
}

/** The list sections of the résumé, from education on, in order. Empty ones are left out. */
export function optionalSectionsOf(resume: Resume): { title: string; entries: Entry[] }[] {
  const { titles } = resume;
  return [
    { title: titles.education, entries: resume.education.map(education) },
    { title: titles.volunteer, entries: resume.volunteer.map(volunteering) },
    ...awardSections(resume),
    {
      title: titles.languages,
      entries: resume.languages.map((item) => entry(item, item.language, [item.fluency])),
    },
    {
      title: titles.interests,
      entries: resume.interests.map((item) => entry(item, item.name, [], item.keywords?.join(', '))),
    },
    {
      title: titles.references,
      entries: resume.references.map((item) => entry(item, item.name, [], item.reference)),
    },
  ].filter(({ entries }) => entries.length > 0);
}

/** The lines below a project's description: period, roles, client and type; then keywords. */
export function projectNotes(project: Resume['projects'][number]): string[] {
  const { startDate, endDate, roles = [], entity, type, keywords = [] } = project;
  const about = [period(startDate, endDate), roles.join(', '), entity, type].filter(Boolean).join(' · ');
  return [about, keywords.join(', ')].filter((note) => note !== '');
}

/** `city, region, country`, without the missing ones; null if none is given. */
export function locationOf({ location }: Resume['basics']): string | null {
  const { city, region, countryCode } = location ?? {};
  return [city, region, countryCode].filter(Boolean).join(', ') || null;
}

function education(item: Resume['education'][number]): Entry {
  const { area, studyType, institution, url, score, summary, startDate, endDate, courses = [] } = item;
  const about = [
    { text: studyType },
    { text: institution, url },
    { text: period(startDate, endDate) },
    { text: score },
  ];
  const own = { ...item, url: institution ? undefined : url };
  const base = entry(own, area, [], summary);
  return { ...base, about: labels(about), lines: [...base.lines, ...courses] };
}

function volunteering(item: Resume['volunteer'][number]): Entry {
  const { position, organization, url, startDate, endDate, summary, highlights = [] } = item;
  const about = [{ text: organization, url }, { text: period(startDate, endDate) }];
  const own = { ...item, url: organization ? undefined : url };
  const base = entry(own, position, [], summary);
  return { ...base, about: labels(about), lines: [...base.lines, ...highlights] };
}

function awardSections({ titles, awards, certificates, publications }: Resume) {
  return [
    {
      title: titles.awards,
      entries: awards.map((item) => entry(item, item.title, [item.awarder, day(item.date)], item.summary)),
    },
    {
      title: titles.certificates,
      entries: certificates.map((item) => entry(item, item.name, [item.issuer, day(item.date)])),
    },
    {
      title: titles.publications,
      entries: publications.map((item) =>
        entry(item, item.name, [item.publisher, day(item.releaseDate)], item.summary),
      ),
    },
  ];
}

function entry(
  { url, reviewedAt }: { url?: string; reviewedAt?: string },
  name: string,
  about: readonly (string | undefined)[],
  text?: string,
): Entry {
  return {
    name: { text: name, url: url ?? null },
    about: labels(about.map((text) => ({ text }))),
    ...textAndLines(text ?? ''),
    reviewedAt: reviewedAt ?? null,
  };
}

/** The first paragraph stands next to the name. Further ones and lists become lines below. */
function textAndLines(markdown: string): Pick<Entry, 'text' | 'lines'> {
  const [first, ...rest] = markdownBlocks(markdown);
  const isText = first?.kind === 'paragraph';
  const below = isText ? rest : [first, ...rest].filter((block) => block !== undefined);
  const lines = below.flatMap((block) => (block.kind === 'list' ? block.items : [block.text]));
  return { text: isText ? first.text : null, lines };
}

/** Drops labels without text. */
function labels(items: readonly { text?: string; url?: string }[]): Label[] {
  const filled: Label[] = [];
  for (const { text, url } of items) {
    if (text) filled.push({ text, url: url ?? null });
  }
  return filled;
}

function day(date: string | undefined): string | undefined {
  return date && formatDate(date);
}

function period(start: string | undefined, end: string | undefined): string | undefined {
  return start || end ? formatPeriod(start, end) : undefined;
}
