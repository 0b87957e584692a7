import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, onTestFinished, test } from 'vitest';
import type { Portfolio } from '../../src/portfolio/model.ts';
import { samplePortfolio, sampleSnapshot } from '../render/sample.ts';
import { attributesOf, type BuiltSite, builtSite, pageOf, portfolioOf, textOf } from '../site/built-site.ts';

async function built(portfolio: Portfolio): Promise<BuiltSite> {
  const site = await builtSite(portfolio);
  onTestFinished(site.remove);
  return site;
}

test('computed years grow over time in every format', async () => {
  const sentence = (years: number) => `I bring ${years} years of experience`;
  for (const [asOf, years, lasted] of [
    ['2027-02-28', 4, '4 years 11 months'],
    ['2027-03-01', 5, '5 years'],
  ] as const) {
    const site = await built(await portfolioOf({ ...sampleSnapshot, asOf }));
    const pdf = await getDocumentProxy(new Uint8Array(await readFile(join(site.folder, 'resume.pdf'))));
    const surfaces: Record<string, string> = {
      page: textOf(pageOf(site, '/resume/')),
      pdf: (await extractText(pdf, { mergePages: true })).text,
      ...Object.fromEntries(
        await Promise.all(
          ['resume.md', 'resume.txt', 'resume.json'].map(async (name) => [
            name,
            await readFile(join(site.folder, name), 'utf8'),
          ]),
        ),
      ),
    };
    for (const [name, text] of Object.entries(surfaces)) {
      const flat = text.replace(/\s+/g, ' ');
      expect(flat, name).toContain(sentence(years));
      if (name !== 'resume.json') expect(flat, name).toContain(`Present (${lasted})`);
    }
  }
}, 60_000);

test('the page links to the other formats, names the PDF, and says its language and when each part was reviewed', async () => {
  const portfolio = samplePortfolio();
  const { basics, work } = portfolio.resume;
  const resume = {
    ...portfolio.resume,
    lang: 'pl',
    basics: { ...basics, reviewedAt: '2031-01-02' },
    work: work.map((job) => ({ ...job, reviewedAt: '2030-12-31' })),
  };
  const site = await built({ ...portfolio, resume });
  const html = pageOf(site, '/resume/');
  for (const name of ['resume.pdf', 'resume.json', 'resume.md', 'resume.txt']) {
    expect(site.files).toContain(`/${name}`);
    expect(attributesOf(html, 'href')).toContain(`/portfolio/${name}`);
  }
  expect(attributesOf(html, 'download')).toEqual(['Ada-Sample-Sample-Engineer.pdf']);
  expect(textOf(html)).toContain('Reviewed 2 Jan 2031');
  expect(textOf(html)).toContain('Reviewed 31 Dec 2030');
  // The fixed words of the pages are English.
  expect(html).toMatch(/^<!doctype html>\s*<html lang="en">/i);
  expect(html).toMatch(/<p dir="auto" lang="pl"><strong>Sample Engineer<\/strong> who is made up/);
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(join(site.folder, 'resume.pdf'))));
  expect((await pdf.getMetadata()).info).toMatchObject({ Language: 'pl' });
});

test('a résumé that no font can show has no PDF and no link to one, but everything else', async () => {
  const portfolio = samplePortfolio();
  const resume = { ...portfolio.resume, basics: { ...portfolio.resume.basics, summary: '大'.repeat(2000) } };
  const site = await built({ ...portfolio, resume });
  expect(site.files).not.toContain('/resume.pdf');
  for (const file of site.files.filter((name) => /\.(?:html|txt|md|json|xml)$/.test(name))) {
    expect(await readFile(join(site.folder, file), 'utf8'), file).not.toContain('resume.pdf');
  }
  expect(textOf(pageOf(site, '/resume/'))).toContain('大大');
  expect(site.missingGlyphs).toEqual(['大']);
});
