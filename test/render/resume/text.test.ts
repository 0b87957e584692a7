import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { loadPortfolio } from '../../../src/context/inputs.ts';
import { factsOf } from '../../../src/render/facts.ts';
import { renderResumeText } from '../../../src/render/resume/text.ts';
import { OWNER } from '../../support/owner.ts';
import { renderAsGitHub, textOf } from '../as-github.ts';
import { samplePortfolio } from '../sample.ts';

describe.each([
  ['made-up data', () => Promise.resolve(samplePortfolio())],
  ['the data folder', () => loadPortfolio('data', '2026-11-22')],
])('from %s', (_, load) => {
  test('lines fit 72 columns and have no trailing space or escape sequence', async () => {
    const text = renderResumeText(await load());
    for (const line of text.split('\n')) {
      expect([...line].length, line).toBeLessThanOrEqual(72);
      expect(line).toBe(line.trimEnd());
    }
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  test('every project of the résumé has its facts', async () => {
    const portfolio = await load();
    const text = renderResumeText(portfolio);
    for (const repository of portfolio.keyProjects.filter(({ purpose }) => purpose !== null)) {
      const facts = factsOf(repository, portfolio.login, portfolio.asOf);
      expect(facts.length).toBeGreaterThan(1);
      for (const fact of facts) expect(text).toContain(`  · ${fact}\n`);
    }
  });
});

test('the sample matches the golden file', async () => {
  await expect(renderResumeText(samplePortfolio())).toMatchFileSnapshot('../../fixtures/resume-sample.txt');
});

test('all sentences of the résumé are there, in order', async () => {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  const source = textOf(renderAsGitHub(await readFile('test/fixtures/resume.md', 'utf8')));
  const text = letters(renderResumeText(await loadPortfolio(OWNER, '2026-11-22')));
  let from = 0;
  // In this format, URLs are on lines of their own.
  for (const piece of source
    .replace(/\(github\.com\S+\): /g, '\n')
    .split(/[\n|]/)
    .map(letters)) {
    const at = text.indexOf(piece, from);
    expect(at, piece).toBeGreaterThanOrEqual(from);
    from = at + piece.length;
  }
});

test('all bars share one scale', () => {
  const sample = samplePortfolio();
  const [one] = sample.reductions;
  if (!one) throw new Error('the sample has a reduction');
  const half = { ...one, name: 'Half', beforeBytes: one.beforeBytes / 2, afterBytes: one.beforeBytes / 4 };
  const text = renderResumeText({ ...sample, reductions: [one, half] });
  const bars = [...text.matchAll(/GB\s+(█+)/g)].map(([, bar]) => bar?.length);
  expect(bars).toEqual([56, 6, 28, 14]);
});

test('it is a résumé: without the tables of repositories that the site has', () => {
  const portfolio = samplePortfolio();
  const text = renderResumeText(portfolio);
  for (const { title } of portfolio.others) expect(text).not.toContain(title);
  expect(text).not.toMatch(/last commit|MERGED ELSEWHERE|MAIN LANGUAGES|NEWEST/);
});

test('a hidden phone number is not published', () => {
  expect(renderResumeText({ ...samplePortfolio(), phone: null })).not.toContain('+00 000');
});

test('untrusted text cannot break lines or control the terminal', () => {
  const portfolio = samplePortfolio();
  const poisoned = portfolio.repositories.map((repository) => ({
    ...repository,
    title: 'a\u001b[31m\nb\u202e',
    language: 'x\u0007\r\ny'.repeat(20),
  }));
  const text = renderResumeText({ ...portfolio, others: poisoned, repositories: poisoned });
  expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  expect(text).toContain('  · x y');
});
