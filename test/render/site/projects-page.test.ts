import { expect, it } from 'vitest';
import { projectsPage } from '../../../src/render/site/projects-page.ts';
import { firstPortfolio, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completeSnapshot, withMoreRepositories } from '../../site/complete-snapshot.ts';
import { samplePortfolio } from '../sample.ts';

it('lists the other repositories by their latest commit, and folds those untouched for five years', async () => {
  const portfolio = await firstPortfolio();
  const { others, about } = projectsPage(portfolio);
  const recent = others?.table?.rows ?? [];
  const old = others?.old?.table.rows ?? [];
  expect(about).toBe('public repositories in 13 languages.');
  expect(others).toMatchObject({
    title: 'Other repositories',
    note: '25, most recently updated first.',
    more: null,
  });
  expect(others?.old?.title).toBe('6 repositories without a commit for 5 years');
  expect([...recent, ...old].map(({ name }) => name)).toEqual(portfolio.others.map(({ name }) => name));
  const dates = [...recent, ...old].map(({ lastCommitAt }) => lastCommitAt ?? '');
  expect(dates).toEqual(dates.toSorted().reverse());
  expect(recent.at(-1)?.lastCommitAt?.slice(0, 10)).toBe('2022-08-18');
  expect(old[0]?.lastCommitAt?.slice(0, 10)).toBe('2021-10-15');
});

it('does not take a repository for old whose latest commit is unknown', () => {
  const portfolio = samplePortfolio();
  const { others } = projectsPage({ ...portfolio, asOf: '2041-02-03' });
  expect(others?.table?.rows.map(({ name, lastCommitAt }) => [name, lastCommitAt])).toEqual([
    ['ada-sample/other', null],
  ]);
  expect(others?.old).toBeNull();
});

it('draws timelines on one axis, except in what is folded', async () => {
  const { others } = projectsPage(await firstPortfolio());
  expect(others?.table?.axis?.labels).toContain('>2026<');
  expect(others?.table?.rows.every(({ timeline }) => timeline?.startsWith('<svg'))).toBe(true);
  expect(others?.old?.table.axis).toBeNull();
  expect(others?.old?.table.rows.some(({ timeline }) => timeline !== null)).toBe(false);
});

it('leaves out descriptions of long lists, and links to the names of the rest', async () => {
  const snapshot = completeSnapshot(await firstSnapshot());
  const few = projectsPage(await portfolioOf(snapshot)).others;
  expect(few?.table?.rows[0]?.about).toMatch(/^\w+: a /);
  const many = projectsPage(await portfolioOf(withMoreRepositories(snapshot, 1000))).others;
  expect(many?.table?.rows.some(({ about }) => about !== null)).toBe(false);
  expect(many?.more).toBe('959 more repositories');
});

it('gives collections unique ids, whatever they are called', () => {
  const portfolio = samplePortfolio();
  const [collection] = portfolio.collections;
  if (!collection) throw new Error('the sample has a collection');
  const collections = ['Main', 'Others', 'Key projects', 'Tools', 'Tools'].map((title) => ({
    ...collection,
    title,
  }));
  expect(projectsPage({ ...portfolio, collections }).collections.map(({ id }) => id)).toEqual([
    'main-2',
    'others-2',
    'key-projects-2',
    'tools',
    'tools-2',
  ]);
});
