import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** A node of the rendered page, as far as the tests look at it. */
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

/** Markdown as GitHub renders it: its flavour of Markdown, raw HTML parsed, then its list of allowed elements. */
export function renderAsGitHub(markdown: string): RenderedNode {
  return toHast.runSync(toHast.parse(markdown)) as RenderedNode;
}

/** The same before anything is taken out. */
export function renderUnsanitised(markdown: string): RenderedNode {
  return unsanitised.runSync(unsanitised.parse(markdown)) as RenderedNode;
}

/** The rendered page's HTML. */
export function htmlAsGitHub(markdown: string): string {
  return String(toHast().use(rehypeStringify).processSync(markdown));
}

/** Every node, in reading order. */
export function nodesOf(node: RenderedNode): RenderedNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

/** All text, as a reader meets it. */
export function textOf(node: RenderedNode): string {
  return nodesOf(node)
    .map(({ type, value }) => (type === 'text' ? (value ?? '') : ''))
    .join('');
}

/** Names of all elements, in reading order. */
export function elementsOf(node: RenderedNode): string[] {
  return nodesOf(node).flatMap(({ tagName }) => (tagName ? [tagName] : []));
}
