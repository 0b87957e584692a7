import { expect, test } from 'vitest';
import { missingGlyphs, reduceToGlyphs } from '../../../../src/render/resume/pdf/glyphs.ts';

const glyphs = new Set([...'abcdeé v.0123456789'].map((character) => character.codePointAt(0) ?? 0));

test('text keeps supported characters, else loses accents, else the letter', () => {
  expect(reduceToGlyphs('abc é ä 日 🚀 v1.0', glyphs)).toBe('abc é a v1.0');
  expect(reduceToGlyphs('e\u0301', glyphs)).toBe('é');
});

test('missing characters are listed, except those in URLs', () => {
  const content = { name: 'abł', work: [{ spans: [{ text: 'c★', url: 'zzz' }] }], ok: 'é', number: 5 };
  expect(missingGlyphs(content, glyphs)).toEqual(['ł', '★']);
});
