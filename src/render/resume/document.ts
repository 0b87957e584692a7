import type { Highlight, Resume, Work } from '../../config/resume-schema.ts';
import { type HighlightList, highlightPath, projectPath, uniqueAnchors } from '../../portfolio/claims.ts';
import { inlineSpans } from '../../portfolio/inline.ts';
import type { Claim, Portfolio, SkillGroup } from '../../portfolio/model.ts';
import { fullHighlight, reductionOf, repositoryAt } from '../../portfolio/resume.ts';
import { withoutScheme } from '../address.ts';
import { toSingleLine } from '../escape.ts';
import { factsOf } from '../facts.ts';
import { formatPeriod, formatTenure } from '../format.ts';
import {
  type Block,
  type Item,
  item,
  type KeyValues,
  type Label,
  list,
  plain,
  prose,
  strong,
} from './blocks.ts';
import { type Contact, contactsOf } from './contacts.ts';
import { listSections } from './list-sections.ts';

/** A section of the résumé. */
export interface Section {
  title: string;
  /** Its URL fragment on /resume/, without `#`. */
  anchor: string;
  blocks: readonly Block[];
  reviewedAt: string | null;
}

/** The whole résumé, which the page, the PDF, the Markdown and the text print. */
export interface ResumeDocument {
  name: string;
  label: string;
  contacts: readonly Contact[];
  /** Only those with content, in display order. */
  sections: readonly Section[];
}

/** What the blocks are made from. */
interface Source {
  portfolio: Portfolio;
  /** The claim at a path in the résumé, such as `work.0.highlights.1`. */
  claimAt: (path: string) => Claim | null;
  anchor: (heading: string) => string;
}

/** The sections in display order. A section is declared here and in the schema of the résumé, and nowhere else. */
const SECTIONS: readonly (readonly [key: keyof Resume['titles'], blocks: (source: Source) => Block[]])[] = [
  ['summary', ({ portfolio }) => prose(portfolio.resume.basics.summary)],
  ['work', (source) => source.portfolio.resume.work.map((work, index) => job(work, index, source))],
  [
    'projects',
    (source) => source.portfolio.resume.projects.map((entry, index) => project(entry, index, source)),
  ],
  ['skills', ({ portfolio }) => skills(portfolio)],
  ...listSections.map(
    ([key, items]) => [key, ({ portfolio }: Source) => list(items(portfolio.resume))] as const,
  ),
];

/** Makes the document from the model. */
export function resumeDocument(portfolio: Portfolio): ResumeDocument {
  const { basics, titles } = portfolio.resume;
  const claims = new Map(portfolio.claims.map((claim) => [claim.path, claim]));
  const anchor = uniqueAnchors(portfolio.claims.map((claim) => claim.anchor));
  const source: Source = { portfolio, claimAt: (path) => claims.get(path) ?? null, anchor };
  // The sections' anchors come before those of the headings inside, so that a link to a section stays the same.
  const headings = SECTIONS.map(([key, blocks]) => ({
    title: titles[key],
    anchor: anchor(titles[key]),
    reviewedAt: key === 'summary' ? (basics.reviewedAt ?? null) : null,
    blocks,
  }));
  const sections = headings.map(({ blocks, ...heading }) => ({ ...heading, blocks: blocks(source) }));
  return {
    name: basics.name,
    label: basics.label,
    contacts: contactsOf(portfolio),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function job(work: Work, index: number, { portfolio, claimAt, anchor }: Source): Block {
  const { position, location, description, summary, highlights = [], sections = [], reviewedAt } = work;
  const items = (lines: readonly Highlight[], from: HighlightList) =>
    list(lines.map((line, at) => highlight(line, claimAt(highlightPath(from, at)), portfolio)));
  return {
    kind: 'entry',
    heading: [{ text: position, url: null }, ...employer(work)],
    details: [formatTenure(work, portfolio.asOf), location, description].filter(isFilled),
    blocks: [
      ...prose(summary ?? ''),
      ...items(highlights, { job: index }),
      ...sections.flatMap((group, at): Block[] => [
        { kind: 'heading', text: group.name, anchor: anchor(group.name) },
        ...items(group.highlights, { job: index, section: at }),
      ]),
    ],
    claim: null,
    facts: [],
    reviewedAt: reviewedAt ?? null,
  };
}

/** The company, or its address if only that is known. */
function employer({ name, url }: Work): Label[] {
  const text = name ?? (url && withoutScheme(url));
  return text ? [{ text, url: url ?? null }] : [];
}

/** A highlight. Its size reductions follow as a list. */
function highlight(line: Highlight, claim: Claim | null, { reductions }: Portfolio): Item {
  const { text, metrics = [] } = fullHighlight(line);
  // All bars of the document share one scale.
  const largest = Math.max(...reductions.map(({ beforeBytes }) => beforeBytes));
  const measured = metrics.map((metric) => {
    const { beforeBytes, afterBytes } = reductionOf(metric);
    const bars = { before: beforeBytes / largest, after: afterBytes / largest };
    return item([strong(`${metric.name}:`), plain(' '), ...inlineSpans(metric.text)], { bars });
  });
  return item(inlineSpans(text), { blocks: list(measured), claim });
}

function project(entry: Resume['projects'][number], index: number, { portfolio, claimAt }: Source): Block {
  const { name, url, description, highlights = [], reviewedAt } = entry;
  const repository = repositoryAt(url, portfolio.repositories);
  const facts = repository ? factsOf(repository, portfolio.login, portfolio.asOf) : [];
  const address = url === undefined ? [] : [{ text: withoutScheme(url), url }];
  return {
    kind: 'entry',
    heading: [{ text: name, url: null }, ...address],
    details: [],
    blocks: [
      ...prose(description ?? ''),
      ...projectNotes(entry),
      ...list(highlights.map((line) => item(inlineSpans(line)))),
    ],
    claim: claimAt(projectPath(index)),
    facts: facts.map(toSingleLine),
    reviewedAt: reviewedAt ?? null,
  };
}

/** The lines below a project's description: period, roles, client and type; then keywords. */
function projectNotes({
  startDate,
  endDate,
  roles = [],
  entity,
  type,
  keywords = [],
}: Resume['projects'][number]) {
  const period = startDate || endDate ? formatPeriod(startDate, endDate) : undefined;
  const about = [period, roles.join(', '), entity, type].filter(isFilled).join(' · ');
  const notes = [[plain(about)], inlineSpans(keywords.join(', '))];
  return notes
    .filter(([first]) => first !== undefined && first.text !== '')
    .map((spans): Block => ({ kind: 'paragraph', spans, isNote: true }));
}

function skills({ resume, skills: known }: Portfolio): Block[] {
  const groups = resume.skills.map(
    ({ name, level, keywords, summary, reviewedAt }, index): KeyValues => ({
      key: level ? `${name} (${level})` : name,
      values: keywords.map(inlineSpans),
      note: inlineSpans(summary ?? ''),
      publicSkills: publicSkillsOf(known[index]),
      reviewedAt: reviewedAt ?? null,
    }),
  );
  return groups.length === 0 ? [] : [{ kind: 'keyValues', groups }];
}

function publicSkillsOf(group: SkillGroup | undefined): KeyValues['publicSkills'] {
  const shown: { name: string; anchor: string; repositories: number }[] = [];
  for (const { name, anchor, use } of group?.skills ?? []) {
    if (use) shown.push({ name, anchor, repositories: use.repositories });
  }
  return shown;
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
