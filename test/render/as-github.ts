import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** A node of the rendered page; only what the tests use. */
export interface RenderedNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: RenderedNode[];
}

const unsanitised = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .freeze();
const toHast = unsanitised().use(rehypeSanitize).freeze();

/** Markdown as GitHub renders it: GitHub Flavored Markdown with raw HTML, then sanitized. */
export function renderAsGitHub(markdown: string): RenderedNode {
  return toHast.runSync(toHast.parse(markdown)) as RenderedNode;
}

/** The same before sanitizing. */
export function renderUnsanitised(markdown: string): RenderedNode {
  return unsanitised.runSync(unsanitised.parse(markdown)) as RenderedNode;
}

/** The same as HTML. */
export function htmlAsGitHub(markdown: string): string {
  return String(toHast().use(rehypeStringify).processSync(markdown));
}

/** Every node, in reading order. */
export function nodesOf(node: RenderedNode): RenderedNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

/** All text, in reading order. */
export function textOf(node: RenderedNode): string {
  return nodesOf(node)
    .map(({ type, value }) => (type === 'text' ? (value ?? '') : ''))
    .join('');
}

/** The names of all elements, in reading order. */
export function elementsOf(node: RenderedNode): string[] {
  return nodesOf(node).flatMap(({ tagName }) => (tagName ? [tagName] : []));
}
