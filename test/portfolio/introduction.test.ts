import { expect, test } from 'vitest';
import { introductionOf } from '../../src/portfolio/introduction.ts';
import { anchorOf } from '../../src/portfolio/resume.ts';
import { samplePortfolio } from '../render/sample.ts';

function introduction(summary: string): string {
  const { resume } = samplePortfolio();
  return introductionOf({ ...resume, basics: { ...resume.basics, summary } });
}

test.each([
  ['Builds tools. And more.', 'Builds tools.'],
  ['One sentence without an end', 'One sentence without an end'],
  [
    'See my [talks](https://example.org/talks?year=2024) and books. More.',
    'See my [talks](https://example.org/talks?year=2024) and books.',
  ],
  ['**Engineer. Builder.** Since 2010.', '**Engineer. Builder.**'],
  ['**Engineer. Builder.**', '**Engineer. Builder.**'],
  ['Runs `a.b. C` daily. And more.', 'Runs `a.b. C` daily.'],
  ['Lives in St. Gallen with J. R. Hartley. Likes it.', 'Lives in St. Gallen with J. R. Hartley.'],
  ['Works in Go. Likes it.', 'Works in Go.'],
  ['Wrote **e.g.** tools, i.e. compilers. More.', 'Wrote **e.g.** tools, i.e. compilers.'],
  ['後端工程師。寫程式。', '後端工程師。'],
  ['I build.\n\nI test.', 'I build.'],
  ['- I build things. And more.\n- I test.', 'I build things.'],
  ['I build\nthings. And more.', 'I build things.'],
  ['', ''],
])('the introduction of %j is %j', (summary, sentence) => {
  expect(introduction(summary)).toBe(sentence);
});

test.each([
  ['Söhne & Töchter', 'sohne-tochter'],
  ['Ελληνικά', 'ελληνικα'],
  ['C++ / C#', 'c-c'],
  ['भरोसेमंद सेवा', 'भरोसेमंद-सेवा'],
  ['大会社', '大会社'],
  ['Key Projects & Open Source', 'key-projects-open-source'],
])('the anchor of %j is %j', (heading, anchor) => {
  expect(anchorOf(heading)).toBe(anchor);
});
