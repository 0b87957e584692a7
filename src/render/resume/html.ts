import type { Span } from '../../portfolio/inline.ts';
import { MarkdownIt } from '../../text/markdown-it.ts';
import { runsOf } from './blocks.ts';

const { escapeHtml } = new MarkdownIt().utils;

/** The owner's text as HTML. A link is one element, however its text is formatted. */
export function spansToHtml(spans: readonly Span[]): string {
  return runsOf(spans)
    .map(({ url, spans: run }) => {
      const text = run.map(spanToHtml).join('');
      return url === null ? text : `<a href="${escapeHtml(url)}">${text}</a>`;
    })
    .join('');
}

function spanToHtml({ text, strong, emphasis, code }: Span): string {
  let html = escapeHtml(text);
  if (code) html = `<code>${html}</code>`;
  if (emphasis) html = `<em>${html}</em>`;
  return strong ? `<strong>${html}</strong>` : html;
}
