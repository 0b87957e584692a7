import { inlineSpans, type Span } from '../../portfolio/inline.ts';
import type { Claim } from '../../portfolio/model.ts';
import { markdownBlocks } from '../../text/markdown-blocks.ts';

/** A short plain text with an optional link. */
export interface Label {
  text: string;
  url: string | null;
}

/** A size before and after, as fractions of the largest size in the document. */
export interface Bars {
  before: number;
  after: number;
}

/** An item of a list. */
export interface Item {
  spans: readonly Span[];
  /** What follows inside the item. */
  blocks: readonly Block[];
  /** The claim that the item makes, or null. */
  claim: Claim | null;
  bars: Bars | null;
  reviewedAt: string | null;
}

/** A list of values under a name, such as a group of skills. */
export interface KeyValues {
  key: string;
  values: readonly (readonly Span[])[];
  /** A sentence after the values; may be empty. */
  note: readonly Span[];
  /** The values that are skills in public repositories, with their anchors on /skills/ and the number of repositories. */
  publicSkills: readonly { name: string; anchor: string; repositories: number }[];
  reviewedAt: string | null;
}

/** A job or a project. */
export interface Entry {
  kind: 'entry';
  /** What it is called first, then where it belongs. */
  heading: readonly Label[];
  /** Period, place and the like. */
  details: readonly string[];
  blocks: readonly Block[];
  claim: Claim | null;
  /** What GitHub knows about its repository, for the formats that do not link to evidence. */
  facts: readonly string[];
  reviewedAt: string | null;
}

/** A part of the résumé. All formats print the same blocks. */
export type Block =
  | { kind: 'heading'; text: string; anchor: string }
  | { kind: 'paragraph'; spans: readonly Span[]; isNote: boolean }
  | { kind: 'list'; items: readonly Item[] }
  | { kind: 'keyValues'; groups: readonly KeyValues[] }
  | Entry;

/** Plain text as a span. */
export function plain(text: string): Span {
  return { text, strong: false, emphasis: false, code: false, url: null };
}

/** Plain text as a bold span. */
export function strong(text: string): Span {
  return { ...plain(text), strong: true };
}

/** A list item without a claim. */
export function item(spans: readonly Span[], more: Partial<Item> = {}): Item {
  return { spans, blocks: [], claim: null, bars: null, reviewedAt: null, ...more };
}

/** A list of these items; no block if there are none. */
export function list(items: readonly Item[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** The owner's paragraphs and lists. */
export function prose(markdown: string): Block[] {
  return markdownBlocks(markdown).flatMap((block) =>
    block.kind === 'list'
      ? list(block.items.map((text) => item(inlineSpans(text))))
      : [{ kind: 'paragraph' as const, spans: inlineSpans(block.text), isNote: false }],
  );
}

/** The owner's text below a label: its first paragraph as `spans`, the rest as `blocks`. */
export function leadAndRest(markdown: string): { spans: readonly Span[]; blocks: readonly Block[] } {
  const [first, ...rest] = prose(markdown);
  if (first?.kind === 'paragraph') return { spans: first.spans, blocks: rest };
  return { spans: [], blocks: first === undefined ? [] : [first, ...rest] };
}

/** All values of a group of key values as one text, ending with a period and the note. */
export function valueSpans({ values, note }: KeyValues): Span[] {
  const joined = values.flatMap((spans, index) => (index === 0 ? spans : [plain(', '), ...spans]));
  return [...joined, plain('.'), ...(note.length === 0 ? [] : [plain(' '), ...note])];
}

/** The spans between links, and those of each link. */
export function runsOf(spans: readonly Span[]): { url: string | null; spans: Span[] }[] {
  const runs: { url: string | null; spans: Span[] }[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last?.url === span.url) last.spans.push(span);
    else runs.push({ url: span.url, spans: [span] });
  }
  return runs;
}
