import { expect, test } from 'vitest';
import { missingGlyphsNotice } from '../../src/site-build/resume-pdf.ts';

test('a PDF without any missing character needs no word', () => {
  expect(missingGlyphsNotice({ missingGlyphs: [], hasPdf: true }, 'data/fonts')).toBeNull();
});

test('left-out symbols are a note', () => {
  expect(missingGlyphsNotice({ missingGlyphs: ['🚀', '✌'], hasPdf: true }, 'data/fonts')).toEqual({
    level: 'notice',
    title: 'Characters missing in the PDF',
    message: 'resume.pdf leaves out "🚀" (U+1F680) and "✌" (U+270C), which no font has',
    fix: 'nothing, if the PDF can do without; otherwise replace them in resume.yaml',
  });
});

test('at most ten characters are listed, and the scripts that need a font', () => {
  const missingGlyphs = Array.from({ length: 400 }, (_, index) => String.fromCodePoint(0x4e00 + index));
  expect(
    missingGlyphsNotice({ missingGlyphs: [...missingGlyphs, 'の'], hasPdf: false }, 'data/fonts'),
  ).toEqual({
    level: 'warning',
    title: 'No PDF',
    message: expect.stringMatching(
      /^resume\.pdf was not built: no font has "一" \(U\+4E00\), .*"三" \(U\+4E09\), and 391 more$/,
    ),
    fix: 'put a font for Han and Hiragana (TTF or OTF) into data/fonts',
  });
});
