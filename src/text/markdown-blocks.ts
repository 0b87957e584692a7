import { MarkdownIt } from './markdown-it.ts';

/** A part of a longer text. Its texts are inline Markdown. */
export type Block = { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] };

/** Only paragraphs and lists: in prose, other signs at the start of a line are text. */
const parser = new MarkdownIt('zero').enable('list');

/** Bullets of word processors, at the start of a line. */
const BULLETS = /^([ \t]*)[•◦▪▸►‣·●○■➢✓–—][ \t]+/gm;
/** A number that is too long to count items, such as a year at the start of a sentence. */
const LONG_NUMBER = /^([ \t]*\d{3,})([.)][ \t])/gm;

/** Splits text into paragraphs and lists. Line breaks inside a paragraph are spaces, as in Markdown; nested lists become one. */
export function markdownBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let list: string[] | null = null;
  let depth = 0;
  for (const { type, nesting, content } of parser.parse(withPlainBullets(markdown), {})) {
    if (/_list_/.test(type)) {
      depth += nesting;
      if (depth === 0) list = null;
    }
    if (type !== 'inline') continue;
    const text = content.replace(/\s+/g, ' ').trim();
    if (depth === 0) {
      blocks.push({ kind: 'paragraph', text });
    } else if (list) {
      list.push(text);
    } else {
      list = [text];
      blocks.push({ kind: 'list', items: list });
    }
  }
  return blocks;
}

/** Writes blocks as Markdown. */
export function blocksToMarkdown(blocks: readonly Block[]): string {
  return blocks
    .map((block) => (block.kind === 'paragraph' ? block.text : block.items.map((item) => `- ${item}`).join('\n')))
    .join('\n\n');
}

function withPlainBullets(markdown: string): string {
  return markdown.replace(BULLETS, '$1- ').replace(LONG_NUMBER, '$1\\$2');
}
