import { expect, test } from 'vitest';
import { firstSentence, introductionOf, sentencesOf } from '../../src/portfolio/introduction.ts';
import { anchorOf } from '../../src/portfolio/resume.ts';
import { samplePortfolio } from '../render/sample.ts';

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
])('the first sentence of %j is %j', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence);
});

test('all sentences of a text are whole, and none is lost', () => {
  expect(sentencesOf('I **build. And** test. For [you. Or me](https://a.test/b.c).\nWith care:')).toEqual([
    'I **build. And** test.',
    'For [you. Or me](https://a.test/b.c).',
    'With care:',
  ]);
});

const { resume } = samplePortfolio();
const introduction = (job: object) =>
  introductionOf({ ...resume, work: [{ name: 'A*B & Sons', position: 'Engineer', ...job }] });
const OF_THE_SUMMARY = '**Sample Engineer** who is made up.';

test.each([
  [
    'the employer and a sentence about the current job',
    { summary: 'Runs it. Alone.' },
    'At A\\*B \\& Sons: Runs it.',
  ],
  ['no employer that the sentence names', { summary: 'Runs **A*B & Sons**. Alone.' }, 'Runs **A*B & Sons**.'],
  ['no employer that has no name', { summary: 'Runs it.', name: undefined }, 'Runs it.'],
  ['the summary if the job has none', {}, OF_THE_SUMMARY],
  ['the summary if the latest job has ended', { summary: 'Ran it.', endDate: '2031' }, OF_THE_SUMMARY],
])('the introduction has %s', (_, job, expected) => {
  expect(introduction(job)).toBe(expected);
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
