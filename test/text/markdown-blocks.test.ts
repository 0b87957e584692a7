import { expect, test } from 'vitest';
import { blocksToMarkdown, markdownBlocks } from '../../src/text/markdown-blocks.ts';

test.each<[name: string, text: string, blocks: (string | string[])[]]>([
  ['one line', 'Works.', ['Works.']],
  ['a folded paragraph', 'Works\n  on it.', ['Works on it.']],
  ['paragraphs', 'One.\n\nTwo.\n\n\nThree.', ['One.', 'Two.', 'Three.']],
  ['a list after a paragraph', 'I:\n- build\n- test\n\nAnd more.', ['I:', ['build', 'test'], 'And more.']],
  ['other bullets', '• one\n• two\n◦ three', [['one', 'two', 'three']]],
  ['numbers', '1. one\n2. two', [['one', 'two']]],
  ['a nested list', '- one\n  - inside\n- two', [['one', 'inside', 'two']]],
  ['an item of two paragraphs', '- one\n\n  more\n- two', [['one more', 'two']]],
  [
    'no list: a year, a hyphen, emphasis, a heading',
    '2020. A year.\n\n*a* - b\n\n# c',
    ['2020. A year.', '*a* - b', '# c'],
  ],
  ['nothing', ' \n', []],
])('splits %s', (_, text, expected) => {
  const blocks = markdownBlocks(text);
  expect(blocks.map((block) => (block.kind === 'list' ? block.items : block.text))).toEqual(expected);
  expect(markdownBlocks(blocksToMarkdown(blocks))).toEqual(blocks);
});
