import MarkdownIt from 'markdown-it';

/** A piece of a line of Markdown, with how it is set off. */
export interface Span {
  text: string;
  strong: boolean;
  emphasis: boolean;
  code: boolean;
  /** Where it links to, or null. */
  url: string | null;
}

const parser = new MarkdownIt();

/** The owner's inline Markdown as pieces of text; links that are no web or mail addresses are text. */
export function inlineSpans(markdown: string): Span[] {
  const spans: Span[] = [];
  const open = { strong: 0, em: 0 };
  let url: string | null = null;
  for (const token of parser.parseInline(markdown, {})[0]?.children ?? []) {
    if (token.tag === 'strong' || token.tag === 'em') open[token.tag] += token.nesting;
    if (token.tag === 'a') url = token.nesting === 1 ? token.attrGet('href') : null;
    const text = token.type === 'softbreak' || token.type === 'hardbreak' ? ' ' : token.content;
    if (text === '') continue;
    const code = token.type === 'code_inline';
    spans.push({ text, strong: open.strong > 0, emphasis: open.em > 0, code, url });
  }
  return spans;
}

/** The owner's inline Markdown without its signs. */
export function plainText(markdown: string): string {
  return inlineSpans(markdown)
    .map(({ text }) => text)
    .join('');
}
