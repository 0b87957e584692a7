import { expect, test } from 'vitest';
import { refresh } from '../../src/commands/refresh.ts';
import { addDays } from '../../src/dates.ts';
import { interactive } from '../../src/github/retry-policy.ts';
import { parseSnapshot } from '../../src/snapshot/file.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import { mergeBranch } from '../support/github/changes.ts';
import type { FaultRule } from '../support/github/fault-rules.ts';
import * as faults from '../support/github/faults.ts';
import * as graphqlFaults from '../support/github/graphql-faults.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import type { World } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aRefreshedWorkspace } from '../support/refreshed-workspace.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

const MANY = 130;

function manyRepositories(count = MANY): World {
  const named = ['sku0x20/assertG', 'sku0x20/relay', 'sku0x20/stopgap', 'sku0x20/terraform-configs'];
  const more = Array.from({ length: count - named.length }, (_, index) => `sku0x20/other-${index}`);
  return aWorld({ repositories: [...named, ...more].map((name) => aRepository({ name })) });
}

const failing = (report: { stale: { subject: string; fact: string }[] }) =>
  report.stale.map(({ subject, fact }) => `${subject} ${fact}`);

const operations = ({ requests }: FakeGitHub) =>
  requests.flatMap(({ graphql }) => (graphql?.operation ? [graphql.operation] : []));

test('without a token, profile and list come from REST and the rest keeps its last known value', async () => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aWorkspace({ shortResume: true });
  const withoutToken = () => refresh(aContext(workspace, github, {}, { token: undefined }), quick);
  const first = await withoutToken();
  expect([first.repositories, first.isComplete]).toEqual([MANY, true]);
  const { repositories, contributions } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
  expect(new Set(repositories.flatMap(({ sections }) => Object.keys(sections)))).toEqual(new Set(['core']));
  expect(contributions).toBeUndefined();

  expect((await refresh(aContext(workspace, github), quick)).stale).toEqual([]);
  const before = await workspace.files('data');
  github.requests.length = 0;
  const later = await withoutToken();
  // The profile, and one page per 100 repositories.
  expect(github.requests.map(({ route }) => route)).toEqual([
    '/users/{username}',
    '/users/{username}/repos',
    '/users/{username}/repos',
  ]);
  expect([later.changes, new Set(later.stale.map(({ reason }) => reason))]).toEqual([
    [],
    new Set(['no token']),
  ]);
  expect(later.stale[0]?.detail).toContain('GITHUB_TOKEN=$(gh auth token)');
  expect(await workspace.files('data')).toEqual(before);
});

test('later runs fetch what exceeds the hourly points', async () => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aWorkspace({ shortResume: true });
  github.quota.setLimit('job', 'graphql', 8);
  const missing: number[] = [];
  for (const day of ['22', '23', '24', '25']) {
    github.world.now = `2026-11-${day}T04:37:00Z`;
    const { stale, repositories } = await refresh(aContext(workspace, github), quick);
    expect(repositories).toBe(MANY);
    missing.push(stale.length);
  }
  expect(missing).toEqual(missing.toSorted((a, b) => b - a));
  expect(missing.at(0)).toBeGreaterThan(50);
  expect(missing.at(-1)).toBe(0);
});

test('at most one query and four REST requests run at a time', async () => {
  const queries = await aGitHub(aWorld({ repositories: [aRepository({ name: 'sku0x20/other' })] }), {
    latency: 20,
  });
  const workspace = await aWorkspace();
  await workspace.write('login: sku0x20\nsite: https://www.sku20.dev\n', 'data', 'portfolio.yaml');
  await refresh(aContext(workspace, queries), quick);
  expect(operations(queries).length).toBeGreaterThan(3);
  expect(queries.mostInFlight()).toBe(1);

  const both = await aGitHub(manyRepositories(20), { latency: 20 });
  await refresh(aContext(await aWorkspace(), both), quick);
  expect(both.mostInFlight()).toBeLessThanOrEqual(5);
});

// The fake's clock differs from the local one: only GitHub's clock says when a limit resets.
test('a spent quota stops requests, keeps everything, and the next run recovers', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  github.world.now = '2026-11-23T04:37:00Z';
  github.faults.push({ fault: faults.primaryLimit(403, 3000) });
  github.requests.length = 0;
  const report = await refresh(aContext(workspace, github), quick);
  expect(operations(github)).toEqual(['Repositories']);
  expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['rate limited']));
  expect(await workspace.files('data')).toEqual(before);
  github.faults.length = 0;
  expect((await refresh(aContext(workspace, github), quick)).stale).toEqual([]);
});

const TREES = '/repos/{owner}/{repo}/git/trees/{tree_sha}';

test.each([
  { on: TREES, fault: () => faults.secondaryLimit(403, 40) },
  { on: TREES, fault: () => faults.primaryLimit(429, 40) },
  { operation: 'Details', fault: () => graphqlFaults.secondaryRateLimit(200, 40) },
  { operation: 'Details', fault: () => graphqlFaults.secondaryRateLimit(200) },
  { operation: 'Details', fault: () => graphqlFaults.secondaryRateLimit(403, 40) },
  { operation: 'Details', fault: () => graphqlFaults.primaryRateLimit(40) },
  { operation: 'Repositories', fault: () => faults.secondaryLimit(429, 40) },
])(
  'a limit that passes within the waiting that is allowed is waited for: %j',
  async ({ fault, ...where }) => {
    const github = await aGitHub(theOwnersWorld());
    github.faults.push({ ...where, times: 2, fault: fault() });
    const report = await refresh(aContext(await aWorkspace({ shortResume: true }), github), quick);
    expect(report.stale).toEqual([]);
  },
);

const BY_QUERIES = ['commits', 'issues', 'languages', 'pullRequests', 'release'];

test.each([
  { on: TREES, fault: () => faults.secondaryLimit(429, 3600), stops: ['tree'], leaves: BY_QUERIES },
  { on: TREES, fault: () => faults.primaryLimit(403, 3600), stops: ['tree'], leaves: BY_QUERIES },
  ...[
    graphqlFaults.secondaryRateLimit(200, 3600),
    graphqlFaults.secondaryRateLimit(403, 3600),
    graphqlFaults.primaryRateLimit(3600),
    graphqlFaults.primaryRateLimit(3600, 'RATE_LIMIT'),
  ].map((fault) => ({
    operation: 'Details',
    fault: () => fault,
    stops: BY_QUERIES,
    leaves: ['checks', 'tree'],
  })),
])(
  'a limit that does not pass in five minutes is not waited for, and stops nothing else: $stops, %#',
  async (limit) => {
    const { fault, stops, leaves, ...where } = limit;
    const github = await aGitHub(theOwnersWorld());
    github.faults.push({ ...where, fault: fault() });
    const workspace = await aWorkspace({ shortResume: true });
    const report = await refresh(aContext(workspace, github), { ...quick, secondMs: 60_000 });
    expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['rate limited']));
    const { repositories } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
    const known = Object.keys(repositories.find(({ name }) => name === 'sku0x20/assertG')?.sections ?? {});
    expect(known).toEqual(expect.arrayContaining(['core', ...leaves]));
    expect(known.filter((fact) => stops.includes(fact))).toEqual([]);
    expect(operations(github).filter((name) => name === 'Details').length).toBeLessThan(4);
  },
);

test('`start` neither waits nor retries', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  github.requests.length = 0;
  github.faults.push({ operation: 'Repositories', fault: faults.status(502) });
  const policy = { ...interactive, answerMs: quick.answerMs };
  const report = await refresh(aContext(workspace, github), policy);
  expect(failing(report)).toContain('profile profile');
  expect(operations(github).filter((name) => name === 'Repositories')).toHaveLength(1);
  expect(await workspace.files('data')).toEqual(before);
});

test.each([
  ['a closed port', 'http://127.0.0.1:9'],
  ['a host that does not exist', 'http://github.invalid'],
])('%s: everything stays, and the reason is reported', async (_what, apiUrl) => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  const environment = { apiUrl, graphqlUrl: `${apiUrl}/graphql` };
  const report = await refresh(aContext(workspace, github, {}, environment), quick);
  expect(report.isComplete).toBe(false);
  expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['unreachable']));
  expect(await workspace.files('data')).toEqual(before);
});

test('older commits of repositories that are not configured wait for a run with time to spare', async () => {
  const days = Array.from({ length: 150 }, (_, index) => addDays('2026-11-20', -index));
  const commits = days.map((date) => ({ date: `${date}T10:00:00Z` }));
  const names = ['sku0x20/assertG', 'sku0x20/other'];
  const github = await aGitHub(aWorld({ repositories: names.map((name) => aRepository({ name, commits })) }));
  const workspace = await aWorkspace({ shortResume: true });
  const firstCommits = async () => {
    const { repositories } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
    return repositories.map(({ sections }) => sections.commits?.value.firstCommitAt);
  };
  const first = await refresh(aContext(workspace, github), { ...quick, spareMs: 0 });
  expect(first.stale).toEqual([]);
  expect(await firstCommits()).toEqual(['2026-06-24T10:00:00Z', null]);
  await refresh(aContext(workspace, github), quick);
  const known = ['2026-06-24T10:00:00Z', '2026-06-24T10:00:00Z'];
  expect(await firstCommits()).toEqual(known);

  // Where older commits changed, what is known stays until such a run.
  github.world.now = '2026-11-23T04:37:00Z';
  mergeBranch(github.world, 'sku0x20/other', [{ date: '2026-06-23T10:00:00Z' }]);
  const waiting = await refresh(aContext(workspace, github), { ...quick, spareMs: 0 });
  expect(waiting.stale).toMatchObject([
    { subject: 'sku0x20/other', fact: 'commits', reason: 'request budget spent' },
  ]);
  expect(await firstCommits()).toEqual(known);
  expect((await refresh(aContext(workspace, github), quick)).stale).toEqual([]);
  expect(await firstCommits()).toEqual(['2026-06-24T10:00:00Z', '2026-06-23T10:00:00Z']);
});

test('if many repositories have unread older commits, each run reads 75 and all get their turn', async () => {
  const days = Array.from({ length: 101 }, (_, index) => addDays('2026-11-20', -index));
  const commits = days.map((date) => ({ date: `${date}T10:00:00Z` }));
  const repositories = Array.from({ length: 80 }, (_, index) =>
    aRepository({ name: `sku0x20/r${index}`, commits }),
  );
  const github = await aGitHub(aWorld({ repositories }));
  const workspace = await aWorkspace({ shortResume: true });
  const unfinished = async () => {
    const { repositories } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
    return repositories.filter(({ sections }) => sections.commits?.value.firstCommitAt === null).length;
  };
  await refresh(aContext(workspace, github), { ...quick, spareMs: 0 });
  expect(await unfinished()).toBe(80);
  await refresh(aContext(workspace, github), quick);
  expect(await unfinished()).toBe(5);
  await refresh(aContext(workspace, github), quick);
  expect(await unfinished()).toBe(0);
  github.requests.length = 0;
  await refresh(aContext(workspace, github), quick);
  expect(operations(github)).toEqual(['Repositories', 'Lookup', 'Activity']);
});

test('a token rejected midway costs only the calendar', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace({ shortResume: true });
  const before = await refresh(aContext(workspace, github), quick);
  expect(before.stale).toEqual([]);
  const stored = await workspace.files('data');
  const report = await refresh(aContext(workspace, github, {}, { token: 'revoked' }), quick);
  expect(report).toMatchObject({ isTokenRejected: true, isComplete: true, changes: [] });
  // Including the empty repository, whose default branch only REST returns.
  expect(await workspace.files('data')).toEqual(stored);
  const { contributions } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
  expect(contributions).toBeDefined();
});

test('the calendar is fetched at once, by half years, or by quarters if that is too much', async () => {
  const world = theOwnersWorld();
  world.contributions = {
    '2025-11-23': 1,
    '2026-05-24': 2,
    '2026-08-01': 4,
    '2026-11-21': 8,
    '2026-11-22': 16,
  };
  const github = await aGitHub(world);
  const workspace = await aWorkspace({ shortResume: true });
  const expected = {
    total: 15,
    days: { '2025-11-23': 1, '2026-05-24': 2, '2026-08-01': 4, '2026-11-21': 8 },
  };
  for (const { windowDays, asked } of [
    { windowDays: null, asked: ['Activity'] },
    { windowDays: 100, asked: ['Activity', ...Array(6).fill('Contributions'), 'PullRequests'] },
  ]) {
    world.contributionWindowDays = windowDays;
    github.requests.length = 0;
    expect((await refresh(aContext(workspace, github), quick)).stale).toEqual([]);
    const { contributions } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
    expect(contributions?.value).toMatchObject({ from: '2025-11-23', to: '2026-11-22', ...expected });
    expect(operations(github).slice(-asked.length)).toEqual(asked);
  }
});

test('a clock that is a day ahead does no harm to queries', async () => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  github.faults.push({ on: '/graphql', fault: faults.clockSkew(86_400) });
  const report = await refresh(aContext(workspace, github), quick);
  expect([report.repositories, report.changes]).toEqual([MANY, []]);
  expect(await workspace.files('data')).toEqual(before);
});

/** Returns the first page of the list again as the second one. */
function firstPageAgain(): FaultRule['fault'] {
  let first: string | undefined;
  return (sound) => {
    first ??= sound.text;
    return { ...sound, text: first };
  };
}

test.each([
  ['an endlessly repeated cursor', () => graphqlFaults.repeatedCursor],
  ['a list that ends early', () => graphqlFaults.endsEarly],
  ['an empty list', () => graphqlFaults.emptyList],
  ['a total of zero', () => graphqlFaults.zeroTotal],
  ['a repeated page', firstPageAgain],
])('%s is rejected and removes no repository', async (what, fault) => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  const field = what === 'a repeated page' ? undefined : 'repositories';
  github.faults.push({ operation: 'Repositories', field, fault: fault() });
  github.requests.length = 0;
  const report = await refresh(aContext(workspace, github), quick);
  expect([report.repositories, report.changes, report.isComplete]).toEqual([MANY, [], false]);
  expect(report.stale).toContainEqual(expect.objectContaining({ subject: 'profile', fact: 'profile' }));
  expect(operations(github).length).toBeLessThan(15);
  expect(await workspace.files('data')).toEqual(before);
});

test.each([
  ['an endlessly repeated page', () => faults.pageLoop],
  ['a repeated page', () => faults.duplicatedPage()],
  ['a clock that is a day ahead', () => faults.clockSkew(86_400)],
])('without a token, %s does no harm', async (_what, fault) => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  github.faults.push({ on: '/users/{username}/repos', fault: fault() });
  const report = await refresh(aContext(workspace, github, {}, { token: undefined }), quick);
  expect([report.repositories, report.changes]).toEqual([MANY, []]);
  expect(await workspace.files('data')).toEqual(before);
});

test('repositories requested by name that fail are stale and keep their last known values', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  github.faults.push({ operation: 'Lookup', fault: faults.status(502) });
  const repo = ['sku0x20/website', 'sku0x20/nope'];
  const report = await refresh(aContext(workspace, github, { repo }), quick);
  expect(failing(report)).toEqual([
    'sku0x20/website core',
    'sku0x20/website languages',
    'sku0x20/website commits',
  ]);
  expect(report.notShown).toEqual(['sku0x20/nope', 'sku0x20/k8s-config']);
  expect(await workspace.files('data')).toEqual(before);
});

test('a list that shrinks between pages skips no repository', async () => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aRefreshedWorkspace(github);
  const shrink = () => void github.world.repositories.splice(4, 1);
  github.faults.push({ operation: 'Repositories', times: 1, fault: faults.meanwhile(shrink) });
  const report = await refresh(aContext(workspace, github), quick);
  expect(report.repositories).toBe(MANY);
  const next = await refresh(aContext(workspace, github), quick);
  expect(next.repositories).toBe(MANY - 1);
});
