import { expect, it } from 'vitest';
import { activityByMonth, activityEntries } from '../../../src/render/site/activity.ts';
import { firstPortfolio, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completeSnapshot, sampleHistory } from '../../site/complete-snapshot.ts';

const complete = async () => portfolioOf(completeSnapshot(await firstSnapshot()), { history: sampleHistory });

it('describes every kind of event with its repository, except those of removed repositories', async () => {
  const entries = activityEntries(await complete());
  expect(entries.map(({ kind, repository, what }) => [kind, repository.name, what?.text]).sort()).toEqual([
    ['CI', 'assertG', 'CI failing'],
    ['archived', 'c_hashmap', undefined],
    ['new repository', 'avoid', undefined],
    ['pull request', 'someone/else', 'Fix it'],
    ['release', 'assertG', 'v0.1.0'],
    ['renamed', 'avoid', 'formerly sku0x20/evade'],
    ['stars', 'assertG', '25 stars'],
  ]);
});

it('gives an event a title that makes sense on its own', async () => {
  expect(
    activityEntries(await complete())
      .map(({ title }) => title)
      .sort(),
  ).toEqual([
    'assertG v0.1.0',
    'assertG: 25 stars',
    'assertG: CI failing',
    'avoid: formerly sku0x20/evade',
    'avoid: new repository',
    'c_hashmap: archived',
    'someone/else: Fix it',
  ]);
});

it('links a repository to its page if it has one, and a pull request to the repository that merged it', async () => {
  const entries = activityEntries(await complete());
  const urls = Object.fromEntries(entries.map(({ repository }) => [repository.name, repository.url]));
  expect(urls).toMatchObject({
    assertG: '/projects/assertg/',
    avoid: 'https://github.com/sku0x20/avoid',
    'someone/else': 'https://github.com/someone/else',
  });
});

it('gives an event a permanent id from repository id, kind and day', async () => {
  const ids = activityEntries(await complete()).map(({ id }) => id);
  expect(ids).toContain('1000/released/2026-11-01');
  expect(ids).toContain('someone/else/4/merged');
  expect(new Set(ids).size).toBe(ids.length);
});

it('lists each release once, with its own date if known', async () => {
  const all = activityByMonth(await complete(), 1000).flatMap(({ entries }) => entries);
  expect(all.filter(({ title }) => title === 'assertG v0.1.0')).toMatchObject([
    { at: '2025-04-05T18:23:44Z' },
  ]);
});

it('groups by month, newest first, up to a limit, and has no entries for mere commits', async () => {
  const months = activityByMonth(await complete(), 9);
  expect(months.map(({ month }) => month)).toEqual(['2026-11', '2026-03', '2026-02', '2026-01']);
  expect(months.flatMap(({ entries }) => entries)).toHaveLength(9);
  const first = activityByMonth(await firstPortfolio(), 80).flatMap(({ entries }) => entries);
  expect(first.map(({ title }) => title)).toEqual(['Stopgap v2.0.0', 'assertG v0.1.0']);
});
