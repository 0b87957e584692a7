import { plainText, type Span } from '../../../portfolio/inline.ts';
import type { Portfolio } from '../../../portfolio/model.ts';
import { withoutScheme } from '../../address.ts';
import { formatDay } from '../../format.ts';
import { type Block, type Entry, type Item, type Label, strong, valueSpans } from '../blocks.ts';
import { resumeDocument } from '../document.ts';

/** The supported paper sizes. */
export type Paper = 'a4' | 'us-letter';

/** The data for `resume.typ`: the blocks of the résumé, reduced to what the PDF shows. */
export function pdfContent(portfolio: Portfolio, paper: Paper) {
  const { resume, asOf, changedAt, site, theme } = portfolio;
  const { name, label, contacts, sections } = resumeDocument(portfolio);
  const { ink, muted, accent, accentText } = theme.light;
  const date = changedAt === null ? '' : `Updated ${formatDay(changedAt)} · `;
  return {
    paper,
    colors: { ink, muted, accent, accentText },
    lang: resume.lang ?? 'en',
    title: `${name}, ${label}`,
    name,
    label,
    keywords: [...new Set(resume.skills.flatMap(({ keywords }) => keywords.map(plainText)))],
    date: asOf.split('-').map(Number),
    footer: `${name}, ${label} · ${date}${withoutScheme(site)}`,
    contact: contacts.map(({ text, url }) => ({ text, url })),
    sections: sections.map(({ title, blocks }) => ({ title, blocks: blocks.map(printed) })),
  };
}

export type PdfContent = ReturnType<typeof pdfContent>;

/** A block as `resume.typ` reads it. */
export type PdfBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; spans: readonly Span[]; isNote: boolean }
  | { kind: 'list'; items: PdfItem[] }
  | PdfEntry;

interface PdfEntry {
  kind: 'entry';
  /** For the header of the next page. */
  title: string;
  names: readonly Label[];
  addresses: readonly Label[];
  details: string;
  blocks: PdfBlock[];
  facts: string;
}

interface PdfItem {
  spans: readonly Span[];
  bars: Item['bars'];
  blocks: PdfBlock[];
}

function printed(block: Block): PdfBlock {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', text: block.text };
    case 'paragraph':
      return block;
    case 'list':
      return { kind: 'list', items: block.items.map(printedItem) };
    case 'keyValues': {
      const items = block.groups.map((group) => [strong(`${group.key}: `), ...valueSpans(group)]);
      return { kind: 'list', items: items.map((spans) => ({ spans, bars: null, blocks: [] })) };
    }
    case 'entry':
      return printedEntry(block);
  }
}

function printedItem({ spans, bars, blocks }: Item): PdfItem {
  return { spans, bars, blocks: blocks.map(printed) };
}

function printedEntry({ heading, details, blocks, facts }: Entry): PdfEntry {
  return {
    kind: 'entry',
    title: heading.map(({ text }) => text).join(' | '),
    // What it is called is bold; its address is not.
    names: heading.filter(({ text, url }) => url === null || text !== withoutScheme(url)),
    addresses: heading.filter(({ text, url }) => url !== null && text === withoutScheme(url)),
    details: details.join(' · '),
    blocks: blocks.map(printed),
    facts: facts.join(' · '),
  };
}
