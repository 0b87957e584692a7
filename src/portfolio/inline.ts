import { markdownBlocks } from '../text/markdown-blocks.ts';
import { MarkdownIt } from '../text/markdown-it.ts';

/** A piece of inline Markdown, with its formatting. */
export interface Span {
  text: string;
  strong: boolean;
  emphasis: boolean;
  code: boolean;
  /** Where it links to, or null. */
  url: string | null;
}

const parser = new MarkdownIt();

type Token = ReturnType<typeof parser.parseInline>[number];

/** Splits the owner's inline Markdown into spans; only web and mail links get a `url`. */
export function inlineSpans(markdown: string): Span[] {
  const spans: Span[] = [];
  const open = { strong: 0, em: 0 };
  let url: string | null = null;
  for (const token of parser.parseInline(markdown, {})[0]?.children ?? []) {
    if (token.tag === 'strong' || token.tag === 'em') open[token.tag] += token.nesting;
    if (token.tag === 'a') url = linkOf(token);
    const text = textOf(token);
    if (text === '') continue;
    const code = token.type === 'code_inline';
    spans.push({ text, strong: open.strong > 0, emphasis: open.em > 0, code, url });
  }
  return spans;
}

/** The URL of an opening link token; null for a closing one. */
function linkOf(token: Token): string | null {
  return token.nesting === 1 ? token.attrGet('href') : null;
}

function textOf({ type, content }: Token): string {
  return type === 'softbreak' || type === 'hardbreak' ? ' ' : content;
}

/** The owner's inline Markdown as plain text. */
export function plainText(markdown: string): string {
  return inlineSpans(markdown)
    .map(({ text }) => text)
    .join('');
}

/** Plain text as inline Markdown that shows every character. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>&!~]/g, '\\$&');
}

/** The owner's paragraphs and lists as plain text. */
export function plainProse(markdown: string): string {
  return markdownBlocks(markdown)
    .map((block) =>
      block.kind === 'list'
        ? block.items.map((item) => `- ${plainText(item)}`).join('\n')
        : plainText(block.text),
    )
    .join('\n\n');
}
