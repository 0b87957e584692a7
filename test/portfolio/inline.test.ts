import { expect, test } from 'vitest';
import { inlineSpans, plainText } from '../../src/portfolio/inline.ts';

test('inline Markdown falls into pieces that know how they are set off', () => {
  const plain = { strong: false, emphasis: false, code: false, url: null };
  expect(inlineSpans('**95%+** with `sar`, *see [the **site**](https://a.test/)*\nend')).toEqual([
    { ...plain, text: '95%+', strong: true },
    { ...plain, text: ' with ' },
    { ...plain, text: 'sar', code: true },
    { ...plain, text: ', ' },
    { ...plain, text: 'see ', emphasis: true },
    { ...plain, text: 'the ', emphasis: true, url: 'https://a.test/' },
    { ...plain, text: 'site', emphasis: true, strong: true, url: 'https://a.test/' },
    { ...plain, text: ' ' },
    { ...plain, text: 'end' },
  ]);
});

test('plain text has the words without the signs', () => {
  expect(plainText('**Data** (`x_y`) & <b>[link](https://a.test)')).toBe('Data (x_y) & <b>link');
});

test('a link to anything but the web or a mailbox is text', () => {
  expect(inlineSpans('[x](javascript:alert(1))').every(({ url }) => url === null)).toBe(true);
});
