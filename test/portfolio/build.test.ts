import { expect, test } from 'vitest';
import { type PortfolioConfig, portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { buildPortfolio } from '../../src/portfolio/build.ts';
import { emptyFetchLog, type FetchLog } from '../../src/snapshot/fetch-log.ts';
import type { DayEntry } from '../../src/snapshot/history.ts';
import { emptySnapshot, type Repository, type Snapshot } from '../../src/snapshot/schema.ts';

const AT = '2026-11-16T04:37:00Z';

const resume = resumeSchema.parse({
  basics: { name: 'A Person', label: 'Engineer', phone: '1234', summary: 'Builds **e.g.** tools. And more.' },
  projects: [{ name: 'One', description: 'The *first*.', url: 'https://github.com/me/one' }],
});

type Core = NonNullable<Repository['sections']['core']>['value'];

function repository(name: string, core: Partial<Core> = {}, more: Partial<Repository> = {}): Repository {
  const value = {
    url: `https://github.com/${name}`,
    description: null,
    homepage: null,
    topics: null,
    language: null,
    stars: null,
    forks: null,
    license: null,
    archived: null,
    fork: null,
    defaultBranch: null,
    ...core,
  };
  const id = [...name].reduce((sum, sign) => sum * 31 + (sign.codePointAt(0) ?? 1), 7) % 1_000_000;
  return { id, name, formerNames: [], sections: { core: { value, changedAt: AT } }, ...more };
}

function commits(
  total: number,
  from: string,
  to: string,
  counts: Record<string, number>,
  first: string | null,
) {
  const value = { total, firstCommitAt: first, lastCommitAt: AT, weeks: { from, to, counts } };
  return { value, changedAt: AT };
}

interface Given {
  repositories: Repository[];
  config?: Partial<PortfolioConfig>;
  snapshot?: Partial<Snapshot>;
  checks?: FetchLog;
  history?: DayEntry[];
}

function build({ repositories, config = {}, snapshot = {}, checks = emptyFetchLog, history = [] }: Given) {
  const whole = portfolioConfigSchema.parse({ login: 'me', site: 'https://me.example/', ...config });
  const facts: Snapshot = { ...emptySnapshot('2026-11-22'), repositories, ...snapshot };
  return buildPortfolio({ resume, config: whole, snapshot: facts, fetchLog: checks, history });
}

test('title and purpose come from the résumé, even under a former name', () => {
  const renamed = repository('me/uno', {}, { formerNames: ['me/one'] });
  const { keyProjects } = build({ repositories: [renamed], config: { key: ['me/one'] } });
  expect(keyProjects).toMatchObject([
    {
      name: 'me/uno',
      title: 'One',
      purpose: 'The *first*.',
      path: '/projects/uno/',
      formerPaths: ['/projects/one/'],
    },
  ]);
});

test('key projects keep their order; others are sorted by their latest commit, unknown last', () => {
  const at = (lastCommitAt: string) => ({
    commits: { value: { total: 1, firstCommitAt: lastCommitAt, lastCommitAt, weeks: null }, changedAt: AT },
  });
  const old = repository('me/old');
  const repositories = [
    { ...old, sections: { ...old.sections, ...at('2020-01-01T00:00:00Z') } },
    repository('me/unknown'),
    (({ sections, ...rest }) => ({ ...rest, sections: { ...sections, ...at('2026-01-01T00:00:00Z') } }))(
      repository('me/archived', { archived: true }),
    ),
    (({ sections, ...rest }) => ({ ...rest, sections: { ...sections, ...at('2025-01-01T00:00:00Z') } }))(
      repository('me/newer'),
    ),
    repository('me/b'),
    repository('me/a'),
  ];
  const portfolio = build({ repositories, config: { key: ['me/b', 'me/a', 'me/none'] } });
  expect(portfolio.repositories.map(({ name }) => name)).toEqual([
    'me/b',
    'me/a',
    'me/archived',
    'me/newer',
    'me/old',
    'me/unknown',
  ]);
  expect(portfolio.missingRepositories).toEqual(['me/none']);
});

test('a sum counts the known values and is unknown if there are none', () => {
  const one = build({ repositories: [repository('me/a', { stars: 3 }), repository('me/b')] });
  expect(one.totals.stars).toEqual({ value: 3, knownFor: 1, of: 2 });
  const none = build({ repositories: [repository('me/b')] });
  expect(none.totals.stars).toEqual({ value: null, knownFor: 0, of: 1 });
});

test.each([
  ['its whole history is known', '2026-10-04', '2026-11-22', '2026-10-05T00:00:00Z', 5],
  ['the newest 500 reach back over the year', '2025-11-23', '2026-11-22', null, 5],
  ['older weeks of the year are unknown', '2026-01-04', '2026-11-22', null, null],
  ['the newest weeks are not confirmed', '2026-10-04', '2026-11-15', '2026-10-05T00:00:00Z', null],
])('commits of the last 52 weeks if %s', (_what, from, to, first, expected) => {
  const counts = { '2026-10-04': 2, '2026-11-15': 3, '2026-11-22': 9 };
  const { sections, ...rest } = repository('me/a');
  const known = { ...rest, sections: { ...sections, commits: commits(99, from, to, counts, first) } };
  expect(build({ repositories: [known] }).totals.commitsLastYear.value).toBe(expected);
});

test('the sum of open issues and pull requests is unknown if either is', () => {
  const openOf = (open: Partial<Record<'issues' | 'pullRequests', number>>) => {
    const { sections, ...rest } = repository('me/a');
    const facts = Object.entries(open).map(([name, value]) => [name, { value, changedAt: AT }]);
    const known = { ...rest, sections: { ...sections, ...Object.fromEntries(facts) } };
    const [built] = build({ repositories: [known] }).repositories;
    return [built?.openIssues, built?.openPullRequests, built?.openIssuesAndPullRequests];
  };
  expect(openOf({ issues: 3, pullRequests: 2 })).toEqual([3, 2, 5]);
  expect(openOf({ issues: 0, pullRequests: 0 })).toEqual([0, 0, 0]);
  expect(openOf({ issues: 3 })).toEqual([3, null, null]);
  expect(openOf({ pullRequests: 2 })).toEqual([null, 2, null]);
  expect(openOf({})).toEqual([null, null, null]);
});

test('language totals count repositories, not bytes', () => {
  const { totals } = build({
    repositories: [
      repository('me/a', { language: 'Go' }),
      repository('me/b', { language: 'Go' }),
      repository('me/c'),
    ],
  });
  expect(totals.languages).toEqual([{ name: 'Go', repositories: 2, lastCommitAt: null }]);
});

test('projects whose names give the same slug have separate pages', () => {
  const older = repository('other/tool', {}, { id: 1 });
  const newer = repository('me/other--tool', {}, { id: 2 });
  const config = { key: [newer.name], collections: [{ title: 'Tools', repositories: [older.name] }] };
  const { repositories } = build({ repositories: [newer, older], config });
  expect(repositories.map(({ name, path }) => [name, path])).toEqual([
    ['me/other--tool', '/projects/me--other--tool/'],
    ['other/tool', '/projects/other--tool/'],
  ]);
});

test('a repository that is also listed by a former name is shown once', () => {
  const renamed = repository('me/uno', {}, { formerNames: ['me/one'] });
  const config = { key: ['me/one'], collections: [{ title: 'Tools', repositories: ['me/uno'] }] };
  const { repositories, collections } = build({ repositories: [renamed], config });
  expect(repositories.map(({ name, group }) => [name, group])).toEqual([['me/uno', 'key']]);
  expect(collections).toEqual([]);
});

test('the freshness of a fact comes from its latest fetch', () => {
  const a = repository('me/a');
  const failing: FetchLog = {
    ...emptyFetchLog,
    repositories: { [String(a.id)]: { core: { failingSince: AT, reason: 'timed out' } } },
  };
  const core = (given: Given) => build(given).repositories[0]?.freshness.core;
  expect(core({ repositories: [a] })).toEqual({ state: 'fresh', since: AT, reason: null });
  expect(core({ repositories: [a], checks: failing })).toEqual({
    state: 'stale',
    since: AT,
    reason: 'timed out',
  });
  const stale = { since: '2026-11-01T00:00:00Z', reason: 'server error' } as const;
  const marked = { ...a, sections: { core: a.sections.core && { ...a.sections.core, stale } } };
  expect(core({ repositories: [marked] })).toEqual({ state: 'stale', ...stale });
  const fromGit = {
    ...a,
    sections: { core: a.sections.core && { ...a.sections.core, source: 'git history' as const } },
  };
  expect(core({ repositories: [fromGit] })).toEqual({ state: 'stale', since: AT, reason: null });
  expect(build({ repositories: [a] }).repositories[0]?.freshness.commits.state).toBe('unknown');
});

test('releases are the latest and those in the history, newest first', () => {
  const { sections, ...rest } = repository('me/a');
  const url = 'https://github.com/me/a/releases';
  const value = { kind: 'release', tag: 'v2', name: null, publishedAt: '2026-11-01T09:00:00Z', url } as const;
  const known = { ...rest, sections: { ...sections, release: { value, changedAt: AT } } };
  const released = (date: string, tag: string) => {
    const event = { kind: 'released', date, tag, url, repository: Number(rest.id) } as const;
    return { date, changed: {}, events: [event] };
  };
  const history = [released('2026-09-01', 'v1'), released('2026-11-02', 'v2')];
  expect(build({ repositories: [known], history }).repositories[0]?.releases).toEqual([
    { tag: 'v2', date: '2026-11-01', url },
    { tag: 'v1', date: '2026-09-01', url },
  ]);
});

test('the phone number is shown unless the owner hides it; the introduction is one sentence', () => {
  expect(build({ repositories: [] })).toMatchObject({
    phone: '1234',
    introduction: 'Builds **e.g.** tools.',
  });
  expect(build({ repositories: [], config: { showPhone: false } }).phone).toBeNull();
});

test("the home page has the owner's text, with placeholders resolved and without links to deleted repositories", () => {
  const home = {
    introduction: 'For {years since 2020-11} years: [me](https://github.com/me/gone).',
    seeking: '**Work**',
    reductionsTitle: 'Less',
  };
  const snapshot = { goneLinks: ['me/gone'] };
  expect(build({ repositories: [], snapshot, config: { home } })).toMatchObject({
    introduction: 'For 6 years: me.',
    seeking: '**Work**',
    reductionsTitle: 'Less',
  });
  expect(build({ repositories: [] })).toMatchObject({ seeking: null, reductionsTitle: null });
});
