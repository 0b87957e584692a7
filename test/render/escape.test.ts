import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeAttribute, escapeText, escapeUrl, link, toSingleLine } from '../../src/render/escape.ts';
import { elementsOf, nodesOf, type RenderedNode, renderAsGitHub, textOf } from './as-github.ts';

/** What GitHub turns into links, emoji or math in rendered text, outside links and code. */
const LINKED_BY_GITHUB = [
  /@[a-z0-9]/i,
  /#\d/,
  /\bGH-\d/i,
  /\b[0-9a-f]{7,40}\b/i,
  /:[\w+-]+:/,
  /\bwww\.\S/i,
  /\w:\/\//,
  /\$\S.*\$/,
];

/** Arbitrary strings, and many that are likely to be misinterpreted. */
const untrustedText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...[...'\\`*_{}[]()<>#+-.!|~&:@/$^=\'"\t\n\r 019az'],
        ...[
          'www.a.bc',
          'http://a.bc',
          'a@b.cd',
          '@octocat',
          '#1',
          'GH-1',
          'a/b#1',
          'deadbeefcafe',
          ':rocket:',
        ],
        ...[
          '[^1]',
          '[ ] ',
          '[x](y)',
          '![x](y)',
          '<b>',
          '<script>',
          '<!--',
          '-->',
          '&amp;',
          '&#64;',
          '```',
          '~~~',
        ],
        ...[
          '- ',
          '1. ',
          '> ',
          '# ',
          '---',
          '|-|',
          '    ',
          '$x$',
          'mailto:a@b.cd',
          '\u202e',
          '\u200b',
          '\ud800',
        ],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

/** Ten at a time, because most of what rendering takes is the same however short the document is. */
const untrustedTexts = fc.array(untrustedText, { minLength: 10, maxLength: 10 });

function textNodesOf(root: RenderedNode): string[] {
  return nodesOf(root).flatMap(({ type, value }) => (type === 'text' && value ? [value] : []));
}

/** The elements of this name, in reading order. */
function allNamed(root: RenderedNode, name: string): RenderedNode[] {
  return nodesOf(root).filter(({ tagName }) => tagName === name);
}

/** What GitHub would turn into something else. */
function specialIn(root: RenderedNode, patterns = LINKED_BY_GITHUB): string[] {
  return textNodesOf(root).filter((text) => patterns.some((pattern) => pattern.test(text)));
}

describe('text', () => {
  test('renders literally and adds no node to a paragraph', async () => {
    await fc.assert(
      fc.property(untrustedTexts, (texts) => {
        const root = renderAsGitHub(texts.map(escapeText).join('\n\n'));
        const lines = texts.map(toSingleLine).filter((line) => line !== '');
        expect({
          texts: allNamed(root, 'p').map(textOf),
          elements: elementsOf(root),
          special: specialIn(root),
        }).toEqual({ texts: lines, elements: lines.map(() => 'p'), special: [] });
      }),
      { numRuns: 50 },
    );
  });

  test('stays within its list item, next to other text, in bold', async () => {
    await fc.assert(
      fc.property(untrustedTexts, (texts) => {
        const items = texts.map((text) => `- a ${escapeText(text)} z\n- ${escapeText(text)}[next](#x)`);
        const root = renderAsGitHub(items.join('\n'));
        expect(elementsOf(root)).toEqual(['ul', ...texts.flatMap(() => ['li', 'li', 'a'])]);
        const found = allNamed(root, 'li').map((item) => textOf(item).replace(/\s+/g, ' '));
        expect(found.filter((_, index) => index % 2 === 0)).toEqual(
          texts.map((text) => `a ${toSingleLine(text)} z`.replace(/\s+/g, ' ')),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('stays within its table cell', async () => {
    await fc.assert(
      fc.property(untrustedTexts, (texts) => {
        const rows = texts.map((text) => `| ${escapeText(text)} | z |`);
        const root = renderAsGitHub(['| a | b |', '| - | - |', ...rows].join('\n'));
        expect({
          elements: elementsOf(root),
          cells: allNamed(root, 'td').map(textOf),
          special: specialIn(root),
        }).toEqual({
          elements: [...'table thead tr th th tbody'.split(' '), ...texts.flatMap(() => ['tr', 'td', 'td'])],
          cells: texts.flatMap((text) => [toSingleLine(text), 'z']),
          special: [],
        });
      }),
      { numRuns: 25 },
    );
  });

  test('stays within its link, which keeps its URL', async () => {
    const urls = fc.webUrl({ withQueryParameters: true, withFragments: true });
    const links = fc.array(fc.tuple(untrustedText, urls), { minLength: 10, maxLength: 10 });
    await fc.assert(
      fc.property(links, (pairs) => {
        const root = renderAsGitHub(pairs.map(([text, url]) => `a ${link(text, url)} z`).join('\n\n'));
        const anchors = allNamed(root, 'a');
        expect({
          elements: elementsOf(root),
          texts: anchors.map(textOf),
          urls: anchors.map(({ properties }) => decodeURI(String(properties?.href))),
          special: specialIn(root, [/:[\w+-]+:|\$\S.*\$/]),
        }).toEqual({
          elements: pairs.flatMap(() => ['p', 'a']),
          texts: pairs.map(([text]) => toSingleLine(text)),
          urls: pairs.map(([, url]) => decodeURI(encoded(new URL(url).href))),
          special: [],
        });
      }),
      { numRuns: 25 },
    );
  });
});

/** Some characters are legal in URLs but unsafe in Markdown. They are percent-encoded, which is equivalent. */
function encoded(url: string): string {
  return url.replace(/[!'()*$[\]|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

describe('attribute', () => {
  test('contains the text and ends where it should', async () => {
    await fc.assert(
      fc.property(untrustedTexts, (texts) => {
        const images = texts.map((text) => `x <img src="a.svg" alt="${escapeAttribute(text)}"> y`);
        const root = renderAsGitHub(images.join('\n\n'));
        expect({
          elements: elementsOf(root),
          texts: allNamed(root, 'p').map(textOf),
          alts: allNamed(root, 'img').map(({ properties }) => properties?.alt),
        }).toEqual({
          elements: texts.flatMap(() => ['p', 'img']),
          texts: texts.map(() => 'x  y'),
          alts: texts.map(toSingleLine),
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('URL', () => {
  test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//host/path', 'not an address', ''])(
    '%j is not linked',
    (url) => {
      expect(escapeUrl(url)).toBeNull();
      expect(elementsOf(renderAsGitHub(link('name', url)))).toEqual(['p']);
    },
  );

  test('cannot break out of its link', async () => {
    await fc.assert(
      fc.property(untrustedTexts, (paths) => {
        const rows = paths.map((path) => `| ${link('name', `https://example.test/${path}`)} |`);
        const root = renderAsGitHub(['| a |', '| - |', ...rows].join('\n'));
        expect({ elements: elementsOf(root), cells: allNamed(root, 'td').map(textOf) }).toEqual({
          elements: [...'table thead tr th tbody'.split(' '), ...paths.flatMap(() => ['tr', 'td', 'a'])],
          cells: paths.map(() => 'name'),
        });
      }),
      { numRuns: 25 },
    );
  });
});

test('whitespace and control characters collapse, invisible ones are removed, joiners stay', () => {
  expect(toSingleLine(' a\t\u00a0b\r\n\u0000c\u202e\u200bd\u2028e ')).toBe('a b cd e');
  expect(toSingleLine('👩\u200d💻')).toBe('👩\u200d💻');
  expect(toSingleLine('a\ud800')).toBe('a\ufffd');
});
