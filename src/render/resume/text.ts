import type { Span } from '../../portfolio/inline.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import { withoutScheme } from '../address.ts';
import { formatDay } from '../format.ts';
import { formatLinks, type OutputFormat } from '../site/formats.ts';
import { words } from '../site/words.ts';
import {
  type Block,
  type Entry,
  type Item,
  type KeyValues,
  type Label,
  plain,
  runsOf,
  valueSpans,
} from './blocks.ts';
import { type ResumeDocument, resumeDocument, type Section } from './document.ts';
import { reductionBars } from './reduction-bars.ts';
import { WIDTH, wrap } from './text-layout.ts';

/**
 * `/resume.txt`: the résumé as plain text in 72 columns, for `curl`. No colors or escape sequences. The last line lists the
 * other formats.
 */
export function renderResumeText(
  portfolio: Portfolio,
  otherFormats: readonly OutputFormat[] = formatLinks({ hasPdf: true, hasResume: true }).resumeText,
): string {
  const document = resumeDocument(portfolio);
  const parts = [
    header(document),
    ...document.sections.map(section),
    titled(portfolio.reductionsTitle ?? words.home.reductions.heading, reductionBars(portfolio)),
    footer(portfolio, otherFormats),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n\n')}\n`;
}

function header({ name, label, contacts }: ResumeDocument): string {
  const addresses = contacts.map(({ kind, text, url }) =>
    kind === 'url' || kind === 'profile' ? url : text,
  );
  return [name.toUpperCase(), label, '', ...addresses].join('\n');
}

function section({ title, blocks }: Section): string {
  return titled(title, printBlocks(blocks));
}

function titled(title: string, text: string): string {
  return text === '' ? '' : `${title.toUpperCase()}\n${'─'.repeat(WIDTH)}\n${text}`;
}

/** Blocks with an empty line between them. What follows a heading follows it directly. */
function printBlocks(blocks: readonly Block[]): string {
  return blocks
    .map((block, index) => {
      const before = blocks[index - 1];
      if (before === undefined) return print(block);
      return (before.kind === 'heading' ? '\n' : '\n\n') + print(block);
    })
    .join('');
}

/** `indent` is that of the item around the block. */
function print(block: Block, indent = ''): string {
  switch (block.kind) {
    case 'heading':
      return wrap(block.text, indent);
    case 'paragraph':
      return wrap(inlineText(block.spans), indent);
    case 'list':
      return block.items.map((item) => printItem(item, `${indent}  `)).join('\n');
    case 'keyValues':
      return block.groups.map(printKeyValues).join('\n\n');
    case 'entry':
      return printEntry(block);
  }
}

function printItem({ spans, blocks }: Item, indent: string): string {
  const text = wrap(inlineText(spans), `${indent}- `, `${indent}  `);
  return [text, ...blocks.map((block) => print(block, blockIndent(block, indent)))].join('\n');
}

/** A list inside an item is indented by its own bullets, and other blocks like the item's text. */
function blockIndent({ kind }: Block, indent: string): string {
  return kind === 'list' ? indent : `${indent}  `;
}

function printKeyValues(group: KeyValues): string {
  return wrap(`${group.key}: ${inlineText(valueSpans(group))}`, '', '  ');
}

function printEntry({ heading, details, blocks, facts }: Entry): string {
  const head = [labelText(heading), details.join(' · ')]
    .filter((line) => line !== '')
    .map((line) => wrap(line));
  const known = facts.map((fact) => wrap(fact, '  · ', '    '));
  return [head.join('\n'), printBlocks(blocks), known.join('\n')].filter((part) => part !== '').join('\n\n');
}

function labelText(labels: readonly Label[]): string {
  return labels.map(({ text, url }) => inlineText([{ ...plain(text), url }])).join(' | ');
}

/** Spans as text. The URL of a link follows it in parentheses unless the text shows it. */
function inlineText(spans: readonly Span[]): string {
  return runsOf(spans)
    .map(({ url, spans: run }) => {
      const text = run.map((span) => span.text).join('');
      return url === null || text.includes(withoutScheme(url)) ? text : `${text} (${url})`;
    })
    .join('');
}

function footer({ site, changedAt, profileUrl }: Portfolio, otherFormats: readonly OutputFormat[]): string {
  const files = otherFormats.map(({ file }) => file).join(', ');
  const lines = [`${site}/`, profileUrl, `Other formats: ${files}`];
  if (changedAt !== null) lines.unshift(`Updated ${formatDay(changedAt)}.`);
  return lines.join('\n');
}
