import { expect, test } from 'vitest';
import type { Portfolio } from '../../../src/portfolio/model.ts';
import { liveLine } from '../../../src/render/site/live-line.ts';
import { sampleRepository } from '../charts/sample-repository.ts';
import { samplePortfolio } from '../sample.ts';

const live = (changes: Partial<Portfolio>) => liveLine({ ...samplePortfolio(), ...changes });
const textOf = (changes: Partial<Portfolio>) =>
  live(changes).map((phrase) => phrase.map(({ text }) => text).join(''));
const totals = (shown: number, commitsLastYear: Portfolio['totals']['commitsLastYear']) => ({
  ...samplePortfolio().totals,
  repositories: { shown, public: null },
  commitsLastYear,
});
const complete = { value: 1234, knownFor: 27, of: 27 };

test('the line has the latest commit, the totals and the last check, with links, dates and numbers', () => {
  const repository = sampleRepository({ title: 'Engine' });
  const changes = {
    latestCommit: { repository, at: '2026-08-22T10:00:00Z' },
    totals: totals(29, complete),
    checkedAt: '2026-11-25T04:37:00Z',
  };
  expect(textOf(changes)).toEqual([
    'Latest public commit 22 Aug 2026, Engine',
    '29 public repositories',
    '1,234 commits in the past year',
    'Checked 25 Nov 2026',
  ]);
  expect(live(changes).flat()).toEqual(
    expect.arrayContaining([
      { text: 'Engine', url: '/projects/engine/' },
      { text: '22 Aug 2026', instant: '2026-08-22T10:00:00Z' },
      { text: '1,234', count: { value: 1234, field: 'commitsLastYear' } },
    ]),
  );
});

test('a sum says of how many repositories it is, unless of all', () => {
  const partial = { ...complete, knownFor: 26 };
  expect(textOf({ totals: totals(1, partial), latestCommit: null })).toEqual([
    '1 public repository',
    '1,234 commits in the past year (26 of 27 repositories)',
  ]);
});

test('what is unknown, or nothing, is left out', () => {
  const none = { latestCommit: null, checkedAt: null };
  expect(textOf({ ...none, totals: totals(0, { value: null, knownFor: 0, of: 0 }) })).toEqual([]);
  expect(textOf({ ...none, totals: totals(0, { value: 0, knownFor: 2, of: 2 }) })).toEqual([]);
});
