import { describe, expect, it } from 'vitest';
import { portfolioConfigSchema } from '../../../src/config/portfolio-schema.ts';
import type { PortfolioRepository } from '../../../src/portfolio/model.ts';
import { type FactRow, factRows } from '../../../src/render/site/fact-rows.ts';
import { projectPage } from '../../../src/render/site/project-page.ts';
import { firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { SUMMER, sampleRepository } from '../charts/sample-repository.ts';
import { samplePortfolio } from '../sample.ts';

const portfolio = samplePortfolio();

/** The rows as text. */
function textsOf(rows: readonly FactRow[]): Record<string, string> {
  return Object.fromEntries(rows.map(({ label, value }) => [label, value.map(({ text }) => text).join('')]));
}

const rowsOf = (facts: Partial<PortfolioRepository>) => textsOf(factRows(sampleRepository(facts), portfolio));

describe('the facts of a project', () => {
  it('have a row each if they are known', () => {
    const [abacus] = portfolio.repositories;
    expect(abacus && textsOf(factRows(abacus, portfolio))).toEqual({
      Language: 'Go',
      Commits: '2,051',
      Started: '2 Jan 2029',
      'Latest commit': '30 Jan 2031',
      'Latest release': 'v3.2.1, 15 Jan 2031',
      License: 'MIT',
      CI: 'passing, 30 Jan 2031',
      Contains: 'README, tests, CI workflow',
      Topics: 'counting',
      Stars: '1,234',
      Forks: '5',
      'Open issues': '4',
      'Open pull requests': '2',
    });
  });

  it('have none if they are unknown or absent', () => {
    expect(rowsOf({})).toEqual({});
    const has = { readme: false, tests: false, dockerfile: false, workflow: false, license: false };
    expect(rowsOf({ has, stars: 0, forks: 0, topics: [], latestRelease: null })).toEqual({});
  });

  it('name the size of the only language, because there is no table then', () => {
    const go = { name: 'Go', bytes: 31_624, share: 1 };
    expect(rowsOf({ language: 'Go', languages: [go] })).toEqual({ Language: 'Go, 31.6 KB' });
    const repository = sampleRepository({ language: 'Go', languages: [go] });
    expect(projectPage(repository, portfolio).languages).toEqual([]);
    const both = [
      { ...go, share: 0.5 },
      { ...go, name: 'C', share: 0.5 },
    ];
    expect(rowsOf({ language: 'Go', languages: both })).toEqual({ Language: 'Go' });
    expect(projectPage(sampleRepository({ languages: both }), portfolio).languages).toHaveLength(2);
  });

  it('count only own commits in the repository of another author', () => {
    expect(rowsOf({ commits: 3, role: 'contributor' })).toEqual({ Commits: '3 by ada-sample' });
    const page = projectPage(sampleRepository({ ...SUMMER, role: 'contributor' }), portfolio);
    expect(page.commits?.note).toBe('Per week, own commits only');
    expect(page.marks).toEqual(['contributor']);
  });

  it('show a license that GitHub does not recognize', () => {
    const has = { readme: null, tests: null, dockerfile: null, workflow: null, license: true };
    expect(rowsOf({ has })).toEqual({ License: 'custom' });
  });
});

it('a page without known commits has no section about them', () => {
  expect(projectPage(sampleRepository(), portfolio).commits).toBeNull();
  const page = projectPage(sampleRepository({ ...SUMMER, commitsByWeek: null }), portfolio);
  expect(page.commits).toMatchObject({ chart: null, weeks: [] });
});

it('shows how to install and use a project, as the owner wrote it', async () => {
  const install = 'go get example.org/engine@latest';
  const example = 'engine.Start()\n  .Run()';
  const config = portfolioConfigSchema.parse({
    login: 'sku0x20',
    key: [
      { repository: 'sku0x20/relay', install },
      { repository: 'sku0x20/stopgap', install, example: `${example}\n` },
      'sku0x20/assertG',
    ],
  });
  const { keyProjects, ...rest } = await portfolioOf(await firstSnapshot(), { config });
  const usage = keyProjects.map((repository) => projectPage(repository, { ...rest, keyProjects }).usage);
  expect(usage).toEqual([
    [{ title: 'Install', code: install }],
    [
      { title: 'Install', code: install },
      { title: 'Example', code: example },
    ],
    [],
  ]);
});

it('refuses install and example in a collection, whose pages are alike', () => {
  const entry = { repository: 'a/b', install: 'make' };
  const collections = [{ title: 'Tools', repositories: [entry] }];
  expect(portfolioConfigSchema.safeParse({ login: 'a', collections }).success).toBe(false);
});

it('names the facts that support a skill without repeating its name', async () => {
  const all = await portfolioOf(await firstSnapshot());
  const [assertG] = all.keyProjects;
  const evidence = assertG && projectPage(assertG, all).evidence;
  expect(evidence?.skills[0]).toMatchObject({ name: 'Go', facts: 'main language' });
  expect(evidence?.claims).toContainEqual({ subject: 'assertG', anchor: 'assertg' });
});
