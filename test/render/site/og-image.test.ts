import { describe, expect, it } from 'vitest';
import { monthlyWork } from '../../../src/render/charts/monthly-work.ts';
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

  it('shows name, role and the first reduction to scale, and what was reduced', async () => {
    const portfolio = await firstPortfolio();
    const card = siteOgImage({ ...portfolio, work: null }, measure);
    expect(card).toContain('>Backend &#38; Infrastructure Engineer<');
    expect(card).toContain('width="4.11%"');
    expect(card).toContain('>Production storage after moving to ClickHouse, drawn to scale<');
    expect(card).toContain('>Dataset A: 95.8% less<');
    expect(card).toContain('>29 public repositories<');
  });

  it('shows all public work if there is no reduction, and says what its bars count from when to when', async () => {
    const portfolio = { ...(await firstPortfolio()), reductions: [] };
    const card = siteOgImage({ ...portfolio, work: monthlyWork(portfolio) }, measure);
    expect(card).toContain('>1,998 commits in 29 public repositories since April 2020<');
    expect(card).toMatch(/>Apr 2020<.*>commits per month, key projects in color<.*>\w+ 2026</);
    const bare = siteOgImage({ ...portfolio, work: null }, measure);
    expect(bare).not.toContain('commits');
  });

  it('labels the ends of a project’s timeline', () => {
    const card = projectOgImage(sampleRepository(SUMMER), { asOf: '2026-11-22', theme: themeOf() }, measure);
    expect(card).toMatch(/>Jun 2025<.*>commits per month<.*text-anchor="end"[^>]*>Nov 2026</);
    expect(
      projectOgImage(sampleRepository(), { asOf: '2026-11-22', theme: themeOf() }, measure),
    ).not.toContain('per month');
  });
});
