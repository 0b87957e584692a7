import { MarkdownIt } from './markdown-it.ts';

/** A part of a longer text. Its texts are inline Markdown. */
export type Block = { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] };

/** Only paragraphs and lists: in prose, other signs at the start of a line are text. */
const parser = new MarkdownIt('zero').enable('list');

/** Bullets of word processors, at the start of a line. */
const BULLETS = /^([ \t]*)[•◦▪▸►‣·●○■➢✓–—][ \t]+/gm;
/** A number that is too long to count items, such as a year at the start of a sentence. */
const LONG_NUMBER = /^([ \t]*\d{3,})(?=[.)][ \t])/gm;
/** Keeps such a number from becoming a list. A private character that no text contains. */
const GUARD = '\uE000';

/** Splits text into paragraphs and lists. Line breaks inside a paragraph are spaces, as in Markdown; nested lists become one. */
export function markdownBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let isNewItem = false;
  for (const { type, level, content } of parser.parse(withPlainBullets(markdown), {})) {
    if (level === 0 && type.endsWith('list_open')) blocks.push({ kind: 'list', items: [] });
    if (type === 'list_item_open') isNewItem = true;
    if (type !== 'inline') continue;
    addText(
      blocks,
      content
        .replaceAll(GUARD, '')
        .replace(/\s*\n\s*/g, ' ')
        .trim(),
      { isInList: level > 1, isNewItem },
    );
    isNewItem = false;
  }
  return blocks.filter((block) => block.kind === 'paragraph' || block.items.length > 0);
}

function addText(blocks: Block[], text: string, at: { isInList: boolean; isNewItem: boolean }): void {
  const list = at.isInList ? blocks.at(-1) : undefined;
  if (list?.kind !== 'list') blocks.push({ kind: 'paragraph', text });
  else if (at.isNewItem) list.items.push(text);
  else list.items.push(`${list.items.pop() ?? ''} ${text}`.trim());
}

/** Writes blocks as Markdown. */
export function blocksToMarkdown(blocks: readonly Block[]): string {
  return blocks
    .map((block) =>
      block.kind === 'paragraph' ? block.text : block.items.map((item) => `- ${item}`).join('\n'),
    )
    .join('\n\n');
}

function withPlainBullets(markdown: string): string {
  return markdown.replace(BULLETS, '$1- ').replace(LONG_NUMBER, `$1${GUARD}`);
}
