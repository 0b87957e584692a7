import { afterEach, expect, test } from 'vitest';
import type { GivenRepository } from './builders.ts';
import { aCheckRun, aPullRequest, aRepository, aWorld } from './builders.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';
import { headOf, repositoryNamed } from './world.ts';

const name = 'sku0x20/relay';

let github: FakeGitHub;

afterEach(async () => {
  await github.close();
  expect(github.contractViolations).toEqual([]);
});

async function start(...repositories: GivenRepository[]): Promise<void> {
  github = await startFakeGitHub(aWorld({ repositories: repositories.map(aRepository) }));
}

async function get(path: string): Promise<unknown> {
  return (await fetch(github.url + path)).json();
}

test('the list of repositories is sorted as requested and has the public ones', async () => {
  await start(
    { name: 'sku0x20/b', createdAt: '2020-01-01T00:00:00Z', commits: [{ date: '2026-01-01T00:00:00Z' }] },
    { name: 'sku0x20/a', createdAt: '2022-01-01T00:00:00Z', commits: [{ date: '2025-01-01T00:00:00Z' }] },
    { name: 'sku0x20/secret', private: true },
    { name: 'sku0x20/taken-down', blocked: 'tos' },
    { name: 'another/c' },
  );
  const names = async (query: string) => {
    const answer = await get(`/users/sku0x20/repos?${query}`);
    return Array.isArray(answer) ? answer.map((repository) => repository.name) : answer;
  };
  expect(await names('type=owner')).toEqual(['a', 'b']);
  expect(await names('direction=desc')).toEqual(['b', 'a']);
  expect(await names('sort=pushed')).toEqual(['b', 'a']);
  expect(await names('sort=created')).toEqual(['a', 'b']);
  expect(await names('sort=created&direction=asc')).toEqual(['b', 'a']);
  expect(await get('/users/sku0x20')).toMatchObject({ public_repos: 3 });
});

test('a page has at most 100 items', async () => {
  await start({ name, commits: Array.from({ length: 120 }, (_, place) => ({ message: `Change ${place}` })) });
  expect(await get(`/repos/${name}/commits?per_page=1000`)).toHaveLength(100);
  expect(await get(`/repos/${name}/commits?per_page=0`)).toHaveLength(30);
  expect(await get(`/repos/${name}/commits?per_page=100&page=3`)).toEqual([]);
});

test('commits are filtered by author and date', async () => {
  await start({
    name,
    commits: [
      { date: '2026-03-01T00:00:00Z' },
      { date: '2026-02-01T00:00:00Z', login: 'another' },
      { date: '2026-01-01T00:00:00Z', login: null },
    ],
  });
  expect(await get(`/repos/${name}/commits?author=SKU0x20`)).toHaveLength(1);
  expect(await get(`/repos/${name}/commits?since=2026-02-01T00:00:00Z`)).toHaveLength(2);
  expect(await get(`/repos/${name}/commits?until=2026-01-31T00:00:00Z`)).toHaveLength(1);
});

test('a tree is returned by level or recursively', async () => {
  await start({ name, files: ['README.md', 'test/unit/a.ts'], treeTruncated: true });
  const paths = (list: string[]) => ({ tree: list.map((path) => ({ path })), truncated: true });
  expect(await get(`/repos/${name}/git/trees/main`)).toMatchObject(paths(['README.md', 'test']));
  expect(await get(`/repos/${name}/git/trees/main?recursive=1`)).toMatchObject(
    paths(['README.md', 'test', 'test/unit', 'test/unit/a.ts']),
  );
  expect(await get(`/repos/${name}/git/trees/other`)).toMatchObject({ status: '404' });
});

test('tags are sorted by name, descending', async () => {
  await start({ name });
  const repository = repositoryNamed(github.world, name);
  const sha = headOf(repository)?.sha ?? '';
  repository.tags = ['v0.10.0', 'v0.9.0', 'v1.0.0'].map((tag) => ({ name: tag, sha }));
  const inOrder = ['v1.0.0', 'v0.9.0', 'v0.10.0'].map((tag) => ({ name: tag }));
  expect(await get(`/repos/${name}/tags`)).toMatchObject(inOrder);
});

test.each([
  ['failure', ['success', 'pending', 'failure']],
  ['failure', ['error', 'success']],
  ['pending', ['success', 'pending']],
  ['success', ['success', 'success']],
] as const)('the combined status is %s for %j', async (combined, states) => {
  await start({ name });
  const repository = repositoryNamed(github.world, name);
  const sha = headOf(repository)?.sha ?? '';
  const updatedAt = '2026-11-03T12:00:00Z';
  repository.statuses[sha] = states.map((state, place) => ({ context: `ci ${place}`, state, updatedAt }));
  expect(await get(`/repos/${name}/commits/${sha}/status`)).toMatchObject({ state: combined });
});

test('check runs are counted over all pages', async () => {
  await start({ name });
  const repository = repositoryNamed(github.world, name);
  const sha = headOf(repository)?.sha ?? '';
  repository.checkRuns[sha] = ['lint', 'test', 'deploy'].map((run) => aCheckRun({ name: run }));
  const page = { total_count: 3, check_runs: [{ name: 'deploy' }] };
  expect(await get(`/repos/${name}/commits/main/check-runs?per_page=2&page=2`)).toMatchObject(page);
});

test('pull requests are the open ones, and none are closed', async () => {
  await start({ name, openPullRequests: 2, openIssues: 3 });
  expect(await get(`/repos/${name}/pulls`)).toHaveLength(2);
  expect(await get(`/repos/${name}/pulls?state=closed`)).toEqual([]);
  expect(await get(`/repos/${name}`)).toMatchObject({ open_issues_count: 5 });
});

test('search supports exclusion, ranges and order', async () => {
  const pullRequests = [
    aPullRequest({ number: 1, createdAt: '2026-01-01T00:00:00Z', mergedAt: '2026-06-01T00:00:00Z' }),
    aPullRequest({ number: 2, createdAt: '2026-02-01T00:00:00Z', mergedAt: '2026-03-01T00:00:00Z' }),
    aPullRequest({ number: 3, createdAt: '2026-03-01T00:00:00Z', repository: 'another/thing' }),
    aPullRequest({ number: 4, createdAt: '2026-04-01T00:00:00Z', mergedAt: null, state: 'open' }),
  ];
  github = await startFakeGitHub(aWorld({ pullRequests, searchIncomplete: true }));
  const numbers = async (query: string) => {
    const answer = await get(`/search/issues?q=is:pr+author:sku0x20+${query}`);
    expect(answer).toMatchObject({ incomplete_results: true });
    return Object(answer).items.map((item: { number: number }) => item.number);
  };
  expect(await numbers('-user:another&sort=created')).toEqual([4, 2, 1]);
  expect(await numbers('user:another')).toEqual([3]);
  expect(await numbers('is:merged&sort=created&order=asc')).toEqual([1, 2, 3]);
  expect(await numbers('is:merged+-user:another&sort=updated')).toEqual([1, 2]);
  expect(await numbers('merged:>=2026-05-01+-user:another')).toEqual([1]);
  expect(await numbers('is:open')).toEqual([4]);
});
