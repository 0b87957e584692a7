import { expect, it } from 'vitest';
import { activityByMonth, activityEntries } from '../../../src/render/site/activity.ts';
import { firstPortfolio, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completeSnapshot, sampleHistory } from '../../site/complete-snapshot.ts';

const complete = async () => portfolioOf(completeSnapshot(await firstSnapshot()), { history: sampleHistory });

it('describes every kind of event, except those of removed repositories', async () => {
  const news = activityEntries(await complete());
  expect(news.map(({ kind, title }) => `${kind}: ${title}`).sort()).toEqual([
    'archived: c_hashmap',
    'checks: assertG: failing',
    'new repository: avoid',
    'pull request: Fix it',
    'release: assertG v0.1.0',
    'renamed: sku0x20/evade is now sku0x20/avoid',
    'stars: assertG: 25 stars',
  ]);
});

it('gives an event a permanent id from repository id, kind and day', async () => {
  const ids = activityEntries(await complete()).map(({ id }) => id);
  expect(ids).toContain('1000/released/2026-11-01');
  expect(ids).toContain('someone/else/4/merged');
  expect(new Set(ids).size).toBe(ids.length);
});

it('lists each release once, with its own date if known', async () => {
  const all = activityByMonth(await complete(), 1000).flatMap(({ news }) => news);
  expect(all.filter(({ title }) => title === 'assertG v0.1.0')).toMatchObject([
    { at: '2025-04-05T18:23:44Z' },
  ]);
});

it('groups by month, newest first, up to a limit', async () => {
  const months = activityByMonth(await firstPortfolio(), 5);
  expect(months.map(({ month }) => month)).toEqual(['2026-08', '2026-06', '2026-05', '2026-01']);
  expect(months.flatMap(({ news }) => news)).toHaveLength(5);
});
