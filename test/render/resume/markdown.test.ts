import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadPortfolio } from '../../../src/context/inputs.ts';
import { renderResumeMarkdown } from '../../../src/render/resume/markdown.ts';
import { OWNER } from '../../support/owner.ts';
import { elementsOf, renderAsGitHub, textOf } from '../as-github.ts';
import { samplePortfolio } from '../sample.ts';

function wordsOf(markdown: string): string[] {
  return textOf(renderAsGitHub(markdown)).match(/[\p{L}\p{N}@+%.&/-]*[\p{L}\p{N}@+%&]/gu) ?? [];
}

test('all words of the résumé are there, in order', async () => {
  const source = wordsOf(await readFile('test/fixtures/resume.md', 'utf8'));
  // On this day the placeholders give the numbers in the source. Only the length of each job is not in the source.
  const markdown = renderResumeMarkdown(await loadPortfolio(OWNER, '2026-11-22'));
  const rendered = wordsOf(markdown.replace(' (4 years 8 months)', ''));
  expect(source.length).toBeGreaterThan(500);
  expect(rendered).toEqual(source);
});

test('the sample matches the golden file', async () => {
  await expect(renderResumeMarkdown(samplePortfolio())).toMatchFileSnapshot(
    '../../fixtures/resume-sample.md',
  );
});

test('headings are in order and lists are recognized', async () => {
  const elements = elementsOf(renderAsGitHub(renderResumeMarkdown(await loadPortfolio(OWNER))));
  const levels = elements.flatMap((tag) => (/^h\d$/.test(tag) ? [Number(tag[1])] : []));
  expect(levels[0]).toBe(1);
  for (const [index, level] of levels.entries()) {
    expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  }
  expect(elements.filter((tag) => tag === 'ul').length).toBeGreaterThan(5);
});

test('a hidden phone number is not published', () => {
  const portfolio = samplePortfolio();
  expect(renderResumeMarkdown(portfolio)).toContain('+00 000');
  expect(renderResumeMarkdown({ ...portfolio, phone: null })).not.toContain('+00 000');
});
