import TurndownService from 'turndown';
import { MAX_NESTING } from '../json.ts';
import { parseUrl } from '../text/url.ts';

/** The elements that editors and websites use in prose. Other angle brackets, as in `List<String>`, are text. */
const ELEMENTS =
  'a|abbr|article|b|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|font|footer|h[1-6]|header|hr|html|i|img|ins|kbd|li|main|mark|ol|p|pre|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul';
/** An end tag, or a start tag of an element that needs none or has attributes. A lone `<i>` or `<b>` may be code. */
const HTML = new RegExp(
  String.raw`</(?:${ELEMENTS})\s*>|<(?:br|hr|p|li|ul|ol|img)\b[^<>]*>|<(?:${ELEMENTS})\s[^<>=]*=[^<>]*>`,
  'i',
);
const NOT_A_TAG = new RegExp(String.raw`<(?!/?(?:${ELEMENTS})(?:\s[^<>]*)?/?>)`, 'gi');

/** Whether a text contains HTML elements. */
export function hasHtml(text: string): boolean {
  return HTML.test(text);
}

/** Converts HTML to Markdown. Text that is already Markdown stays Markdown. Scripts, images and unsafe links are left out. */
export function htmlToMarkdown(text: string): string {
  return convert(markdown, text).replace(/\n{3,}/g, '\n\n');
}

/** The text of HTML on one line, without Markdown. */
export function htmlToText(text: string): string {
  return convert(plain, text).replace(/\s+/g, ' ').trim();
}

function convert(service: TurndownService, text: string): string {
  // Turndown recurses. No one nests prose like this.
  if (nestingOf(text) > MAX_NESTING) return text.replace(/<[^<>]*>/g, ' ').trim();
  return service.turndown(text.replace(NOT_A_TAG, '&lt;')).trim();
}

/** The depth of elements that have end tags. */
function nestingOf(html: string): number {
  let [depth, deepest] = [0, 0];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (/^(?:p|li|br|hr|img|t[drh]|d[dt])$/i.test(name)) continue;
    depth = slash ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

const markdown = newService();
markdown.addRule('link', {
  filter: 'a',
  replacement: (content, node) => {
    const href = ('getAttribute' in node && node.getAttribute('href')) || '';
    const isSafe = ['http:', 'https:', 'mailto:'].includes(parseUrl(href)?.protocol ?? '');
    return isSafe && content.trim() !== '' ? `[${content}](${inParentheses(href.trim())})` : content;
  },
});
markdown.addRule('item', {
  filter: 'li',
  replacement: (content, node) => {
    const marker = node.parentNode?.nodeName === 'OL' ? `${numberOf(node)}. ` : '- ';
    const lines = content.trim().replace(/\n\s*\n/g, '\n');
    return `${marker}${lines.replaceAll('\n', `\n${' '.repeat(marker.length)}`)}\n`;
  },
});

const plain = newService();
plain.addRule('text', {
  filter: ({ nodeName }) => !['SCRIPT', 'STYLE', 'IMG'].includes(nodeName),
  replacement: (content, node) => (INLINE.test(node.nodeName) ? content : ` ${content} `),
});

const INLINE = /^(?:A|ABBR|B|CITE|CODE|EM|FONT|I|MARK|S|SMALL|SPAN|STRONG|SUB|SUP|U)$/;

function inParentheses(url: string): string {
  return url.replaceAll('(', '%28').replaceAll(')', '%29').replace(/\s/g, '%20');
}

/** The position of an item among the items of its list, from 1. */
function numberOf(item: Node): number {
  let number = 1;
  for (let before = item.previousSibling; before !== null; before = before.previousSibling) {
    if (before.nodeName === 'LI') number++;
  }
  return number;
}

function newService(): TurndownService {
  const service = new TurndownService({ emDelimiter: '*', br: '' });
  // The text may be Markdown already, and Markdown is read the same way without HTML.
  service.escape = (text) => text;
  service.remove(['script', 'style']);
  service.addRule('image', { filter: 'img', replacement: () => '' });
  // Résumés have no headings inside prose.
  service.addRule('heading', {
    filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    replacement: (content) => `\n\n**${content.replaceAll('**', '')}**\n\n`,
  });
  service.addRule('break', { filter: 'br', replacement: (_, node) => (isInItem(node) ? ' ' : '\n\n') });
  service.addRule('rule', { filter: 'hr', replacement: () => '\n\n' });
  return service;
}

function isInItem(node: Node): boolean {
  for (let parent = node.parentNode; parent !== null; parent = parent.parentNode) {
    if (parent.nodeName === 'LI') return true;
  }
  return false;
}
