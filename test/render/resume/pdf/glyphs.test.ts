import { expect, test } from 'vitest';
import { missingGlyphs, reduceToGlyphs } from '../../../../src/render/resume/pdf/glyphs.ts';

const glyphs = new Set([...'abcdeé v.0123456789'].map((character) => character.codePointAt(0) ?? 0));

test('live text keeps what the font has, then loses accents, then letters', () => {
  expect(reduceToGlyphs('abc é ä 日 🚀 v1.0', glyphs)).toBe('abc é a v1.0');
  expect(reduceToGlyphs('e\u0301', glyphs)).toBe('é');
});

test('what the résumé needs and the font lacks is named, addresses aside', () => {
  const content = { name: 'abł', work: [{ spans: [{ text: 'c★', url: 'zzz' }] }], ok: 'é', number: 5 };
  expect(missingGlyphs(content, glyphs)).toEqual(['ł', '★']);
});
