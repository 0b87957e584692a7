import { createRequire } from 'node:module';
import type { BlockContent, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast';
import type { Options, Unsafe } from 'mdast-util-to-markdown';
import type { Span } from '../../portfolio/inline.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import {
  type Block,
  type Entry,
  type Item,
  type Label,
  plain,
  runsOf,
  strong,
  valueSpans,
} from './blocks.ts';
import { resumeDocument, type Section } from './document.ts';

/** Loaded with `require`, which loads its twenty modules faster than `import` does. */
const { toMarkdown }: typeof import('mdast-util-to-markdown') = createRequire(import.meta.url)(
  'mdast-util-to-markdown',
);

/** GitHub strikes out what is between tildes, which CommonMark does not know. */
const TILDE: Unsafe = { character: '~', inConstruct: 'phrasing' };
const FORM: Options = { bullet: '-', listItemIndent: 'one', resourceLink: true, unsafe: [TILDE] };

/** `/resume.md`: the whole résumé as plain Markdown. */
export function renderResumeMarkdown(portfolio: Portfolio): string {
  const { name, label, contacts, sections } = resumeDocument(portfolio);
  const children = [
    heading(1, [plain(name)]),
    paragraph([strong(label)]),
    ...(contacts.length === 0 ? [] : [paragraph(labelSpans(contacts))]),
    ...sections.flatMap(sectionNodes),
  ];
  return toMarkdown({ type: 'root', children }, FORM);
}

function sectionNodes({ title, blocks }: Section): RootContent[] {
  return [heading(2, [plain(title)]), ...blocks.flatMap(nodesOf)];
}

function nodesOf(block: Block): BlockContent[] {
  switch (block.kind) {
    case 'heading':
      return [heading(4, [plain(block.text)])];
    case 'paragraph':
      return [paragraph(block.spans)];
    case 'list':
      return [list(block.items.map(listItem))];
    case 'keyValues':
      return [
        list(
          block.groups.map((group) =>
            tight([paragraph([strong(`${group.key}:`), plain(' '), ...valueSpans(group)])]),
          ),
        ),
      ];
    case 'entry':
      return entryNodes(block);
  }
}

function entryNodes({ heading: labels, details, blocks }: Entry): BlockContent[] {
  const about = details.length === 0 ? [] : [paragraph([plain(details.join(' | '))])];
  return [heading(3, labelSpans(labels)), ...about, ...blocks.flatMap(nodesOf)];
}

function listItem({ spans, blocks }: Item): ListItem {
  return tight([paragraph(spans), ...blocks.flatMap(nodesOf)]);
}

function heading(depth: 1 | 2 | 3 | 4, spans: readonly Span[]): BlockContent {
  return { type: 'heading', depth, children: phrasing(spans) };
}

function paragraph(spans: readonly Span[]): Paragraph {
  return { type: 'paragraph', children: phrasing(spans) };
}

function list(children: ListItem[]): BlockContent {
  return { type: 'list', spread: false, children };
}

function tight(children: BlockContent[]): ListItem {
  return { type: 'listItem', spread: false, children };
}

/** Labels on one line. */
function labelSpans(labels: readonly Label[]): Span[] {
  return labels.flatMap(({ text, url }, index) => {
    const span = { ...plain(text), url };
    return index === 0 ? [span] : [plain(' | '), span];
  });
}

function phrasing(spans: readonly Span[]): PhrasingContent[] {
  return runsOf(spans).flatMap(({ url, spans: run }): PhrasingContent[] => {
    const children = run.map(textNode);
    return url === null ? children : [{ type: 'link', url, children }];
  });
}

function textNode({ text, strong: isStrong, emphasis, code }: Span) {
  let node: Exclude<PhrasingContent, { type: 'link' | 'linkReference' }> = code
    ? { type: 'inlineCode', value: text }
    : { type: 'text', value: text };
  if (emphasis) node = { type: 'emphasis', children: [node] };
  if (isStrong) node = { type: 'strong', children: [node] };
  return node;
}
