import { expect, test } from 'vitest';
import { inlineSpans, plainText } from '../../src/portfolio/inline.ts';

test('inline Markdown is split into spans with their formatting', () => {
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

test('plain text has no Markdown syntax', () => {
  expect(plainText('**Data** (`x_y`) & <b>[link](https://a.test)')).toBe('Data (x_y) & <b>link');
});

test('links other than web and mail links are text', () => {
  expect(inlineSpans('[x](javascript:alert(1))').every(({ url }) => url === null)).toBe(true);
});
