import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, onTestFinished, test } from 'vitest';
import { jsonResume } from '../../src/render/resume/json-resume.ts';
import { renderResumeMarkdown } from '../../src/render/resume/markdown.ts';
import { renderResumeText } from '../../src/render/resume/text.ts';
import { samplePortfolio } from '../render/sample.ts';
import { builtSite, pageOf } from '../site/built-site.ts';

const TEXT = 'First **part**.\n\nMy duties:\n• building\n• testing\n\nLast part.';

function portfolioWith(text: string) {
  const portfolio = samplePortfolio();
  const { basics, work } = portfolio.resume;
  const resume = {
    ...portfolio.resume,
    basics: { ...basics, summary: text },
    work: work.map((job) => ({ ...job, summary: text })),
    references: [{ name: 'Tam', reference: text }],
  };
  return { ...portfolio, resume };
}

test('paragraphs and lists keep their structure in every format', { timeout: 60_000 }, async () => {
  const portfolio = portfolioWith(TEXT);
  const markdown = 'First **part**.\n\nMy duties:\n\n- building\n- testing\n\nLast part.\n';
  expect(renderResumeMarkdown(portfolio).split(markdown)).toHaveLength(2 + portfolio.resume.work.length);
  const text = 'First part.\n\nMy duties:\n\n  - building\n  - testing\n\nLast part.\n';
  expect(renderResumeText(portfolio).split(text)).toHaveLength(2 + portfolio.resume.work.length);
  const plain = 'First part.\n\nMy duties:\n\n- building\n- testing\n\nLast part.';
  const { basics, work } = jsonResume(portfolio);
  expect([basics.summary, work[0]?.summary]).toEqual([plain, plain]);
  expect(renderResumeText(portfolio)).toContain(
    '  - Tam: First part.\n    My duties:\n    - building\n    - testing\n    Last part.\n',
  );

  const site = await builtSite(portfolio);
  onTestFinished(site.remove);
  const html = pageOf(site, '/resume/')
    .replace(/\s*\n\s*/g, '')
    .replaceAll(' dir="auto"', '');
  const list = '<ul><li><span>building</span></li><li><span>testing</span></li></ul>';
  const page = `<p>First <strong>part</strong>.</p><p>My duties:</p>${list}<p>Last part.</p>`;
  expect(html.split(page)).toHaveLength(2 + portfolio.resume.work.length);
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(join(site.folder, 'resume.pdf'))));
  const { text: pages } = await extractText(pdf, { mergePages: false });
  expect(pages.join('\n')).toMatch(
    /First part\.\s*\n.*My duties:\s*\n\s*–\s*building\s*\n\s*–\s*testing\s*\n\s*Last part\./,
  );
});
