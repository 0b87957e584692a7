import { describe, expect, it } from 'vitest';
import { type Measure, projectOgImage, siteOgImage } from '../../../src/render/site/og-image.ts';
import { themeOf } from '../../../src/theme.ts';
import { firstPortfolio } from '../../site/built-site.ts';
import { SUMMER, sampleRepository } from '../charts/sample-repository.ts';

/** A font in which every character is half as wide as it is high. */
const measure: Measure = (text, { size }) => (text.length * size) / 2;
const INNER = 1056;

/** The texts of an image with their widths in that font. */
function texts(svg: string) {
  return [...svg.matchAll(/<text x="72" y="\d+" font-size="(\d+)"[^>]*>([^<]*)</g)].map(
    ([, size, text = '']) => ({
      text,
      width: measure(text.replace(/&#\d+;/g, '&'), { size: Number(size), weight: 400 }),
    }),
  );
}

describe('Open Graph image', () => {
  it('never overflows a line, however long the words are', () => {
    const card = projectOgImage(
      sampleRepository({ ...SUMMER, title: 'x'.repeat(80), description: 'word '.repeat(200), purpose: null }),
      { asOf: '2026-11-22', theme: themeOf() },
      measure,
    );
    for (const { text, width } of texts(card)) expect(width, text).toBeLessThanOrEqual(INNER);
    expect(card).toContain(' …<');
  });

  it('shows whole sentences if they fit', () => {
    const purpose = 'Counts **beans**. It also weighs them, and says so at great length. '.repeat(4).trim();
    const card = projectOgImage(
      sampleRepository({ purpose }),
      { asOf: '2026-11-22', theme: themeOf() },
      measure,
    );
    expect(texts(card).at(-2)?.text).toMatch(/\.$/);
    expect(card).not.toContain('**');
  });

  it('leaves out characters that the font lacks, and escapes the rest', () => {
    const card = projectOgImage(
      sampleRepository({ description: '漢字 <b>beans</b> 👩‍👩‍👧' }),
      { asOf: '2026-11-22', theme: themeOf() },
      measure,
    );
    expect(card).toContain('>&#60;b&#62;beans&#60;/b&#62;<');
  });

  it('shows name, role and the first reduction to scale', async () => {
    const card = siteOgImage(await firstPortfolio(), measure);
    expect(card).toContain('>Backend &#38; Infrastructure Engineer<');
    expect(card).toContain('width="4.11%"');
    expect(card).toContain('>29 public repositories<');
  });
});
