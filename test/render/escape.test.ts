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

function textNodesOf(root: RenderedNode): string[] {
  return nodesOf(root).flatMap(({ type, value }) => (type === 'text' && value ? [value] : []));
}

function expectPlain(root: RenderedNode): void {
  for (const text of textNodesOf(root)) {
    for (const pattern of LINKED_BY_GITHUB) expect(text).not.toMatch(pattern);
  }
}

describe('text', () => {
  test('renders literally and adds no node to a paragraph', async () => {
    await fc.assert(
      fc.property(untrustedText, (text) => {
        const root = renderAsGitHub(escapeText(text));
        expect(textOf(root)).toBe(toSingleLine(text));
        expect(elementsOf(root)).toEqual(toSingleLine(text) === '' ? [] : ['p']);
        expectPlain(root);
      }),
      { numRuns: 2000 },
    );
  });

  test('stays within its list item, next to other text, in bold', async () => {
    await fc.assert(
      fc.property(untrustedText, (text) => {
        const root = renderAsGitHub(`- a ${escapeText(text)} z\n- ${escapeText(text)}[next](#x)`);
        expect(elementsOf(root)).toEqual(['ul', 'li', 'li', 'a']);
        expect(textOf(root).replace(/\s+/g, ' ')).toContain(`a ${toSingleLine(text)} z`.replace(/\s+/g, ' '));
      }),
      { numRuns: 1000 },
    );
  });

  test('stays within its table cell', async () => {
    await fc.assert(
      fc.property(untrustedText, (text) => {
        const root = renderAsGitHub(`| a | b |\n| - | - |\n| ${escapeText(text)} | z |`);
        expect(elementsOf(root)).toEqual(['table', 'thead', 'tr', 'th', 'th', 'tbody', 'tr', 'td', 'td']);
        const [cell, next] = nodesOf(root).filter(({ tagName }) => tagName === 'td');
        expect(cell && textOf(cell)).toBe(toSingleLine(text));
        expect(next && textOf(next)).toBe('z');
        expectPlain(root);
      }),
      { numRuns: 1000 },
    );
  });

  test('stays within its link, which keeps its URL', async () => {
    await fc.assert(
      fc.property(
        untrustedText,
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        (text, url) => {
          const root = renderAsGitHub(`a ${link(text, url)} z`);
          expect(elementsOf(root)).toEqual(['p', 'a']);
          const anchor = nodesOf(root).find(({ tagName }) => tagName === 'a');
          expect(anchor && textOf(anchor)).toBe(toSingleLine(text));
          for (const part of textNodesOf(root)) expect(part).not.toMatch(/:[\w+-]+:|\$\S.*\$/);
          expect(decodeURI(String(anchor?.properties?.href))).toBe(decodeURI(encoded(new URL(url).href)));
        },
      ),
      { numRuns: 1000 },
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
      fc.property(untrustedText, (text) => {
        const root = renderAsGitHub(`x <img src="a.svg" alt="${escapeAttribute(text)}"> y`);
        expect(elementsOf(root)).toEqual(['p', 'img']);
        const image = nodesOf(root).find(({ tagName }) => tagName === 'img');
        expect(image?.properties?.alt).toBe(toSingleLine(text));
        expect(textOf(root)).toBe('x  y');
      }),
      { numRuns: 1000 },
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
      fc.property(untrustedText, (path) => {
        const root = renderAsGitHub(`| ${link('name', `https://example.test/${path}`)} |\n| - |`);
        expect(elementsOf(root)).toEqual(['table', 'thead', 'tr', 'th', 'a']);
        expect(textOf(root).trim()).toBe('name');
      }),
      { numRuns: 1000 },
    );
  });
});

test('whitespace and control characters collapse, invisible ones are removed, joiners stay', () => {
  expect(toSingleLine(' a\t\u00a0b\r\n\u0000c\u202e\u200bd\u2028e ')).toBe('a b cd e');
  expect(toSingleLine('👩\u200d💻')).toBe('👩\u200d💻');
  expect(toSingleLine('a\ud800')).toBe('a\ufffd');
});
