import { expect, test } from 'vitest';
import { refresh } from '../../src/commands/refresh.ts';
import { interactive } from '../../src/github/retry-policy.ts';
import { ANONYMOUS_LIMIT, CONCURRENCY } from '../../src/github/transport.ts';
import { parseSnapshot } from '../../src/snapshot/file.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import { jobToken } from '../support/github/callers.ts';
import * as faults from '../support/github/faults.ts';
import type { World } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

const MANY = 130;

function manyRepositories(count = MANY): World {
  const named = ['sku0x20/assertG', 'sku0x20/relay', 'sku0x20/stopgap', 'sku0x20/terraform-configs'];
  const more = Array.from({ length: count - named.length }, (_, index) => `sku0x20/other-${index}`);
  return aWorld({ repositories: [...named, ...more].map((name) => aRepository({ name })) });
}

const failing = (report: { stale: { subject: string; fact: string }[] }) =>
  report.stale.map(({ subject, fact }) => `${subject} ${fact}`);

test('without a token the 60 requests go to what matters most', async () => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aWorkspace();
  const report = await refresh(aContext(workspace, github, {}, { token: undefined }), quick);
  expect(github.requests.length).toBeLessThanOrEqual(ANONYMOUS_LIMIT);
  expect(report.repositories).toBe(MANY);
  expect(failing(report).filter((place) => /assertG|relay|stopgap|terraform/.test(place))).toEqual([]);
  expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['request budget spent']));
  const { contributions } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
  expect(contributions).toBeUndefined();
});

test('many repositories converge over several runs, the longest unseen first', async () => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aWorkspace();
  const yaml = await workspace.read('data', 'portfolio.yaml');
  await workspace.write(`${yaml}maxRequests: 120\n`, 'data', 'portfolio.yaml');
  const postponed: number[] = [];
  for (const day of ['22', '23', '24', '25']) {
    github.world.now = `2026-11-${day}T04:37:00Z`;
    github.requests.length = 0;
    postponed.push((await refresh(aContext(workspace, github), quick)).stale.length);
    expect(github.requests.length).toBeLessThanOrEqual(120);
  }
  expect(postponed.slice(1)).toEqual([...postponed.slice(1)].sort((a, b) => b - a));
  expect(postponed.at(0)).toBeGreaterThan(100);
  expect(postponed.at(-1)).toBe(0);
});

test('never more requests are under way than allowed', async () => {
  const github = await aGitHub(manyRepositories(20), { gather: CONCURRENCY, latency: 20 });
  await refresh(aContext(await aWorkspace(), github), quick);
  expect(github.mostInFlight()).toBeGreaterThan(1);
  expect(github.mostInFlight()).toBeLessThanOrEqual(CONCURRENCY);
});

// The fake's clock is behind this machine's, as a machine's own may be wrong: only GitHub's tells when a limit passes.
test('a spent quota ends the asking, keeps everything and heals', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  await refresh(aContext(workspace, github), quick);
  const before = await workspace.files('data');
  github.world.now = '2026-11-23T04:37:00Z';
  github.faults.push({ fault: faults.primaryLimit(403, 3000) });
  github.requests.length = 0;
  const report = await refresh(aContext(workspace, github), quick);
  // What was under way when the first refusal came, and one search.
  expect(github.requests.length).toBeLessThanOrEqual(CONCURRENCY * 2);
  expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['rate limited']));
  expect(await workspace.files('data')).toEqual(before);
  github.faults.length = 0;
  expect((await refresh(aContext(workspace, github), quick)).stale).toEqual([]);
});

test('a limit that passes within the waiting that is allowed is waited for', async () => {
  const github = await aGitHub(theOwnersWorld());
  github.faults.push({
    on: '/repos/{owner}/{repo}/languages',
    times: 2,
    fault: faults.secondaryLimit(403, 40),
  });
  const report = await refresh(aContext(await aWorkspace(), github), quick);
  expect(report.stale).toEqual([]);
});

test('a limit that does not pass in five minutes is not waited for', async () => {
  const github = await aGitHub(theOwnersWorld());
  github.faults.push({ on: '/repos/{owner}/{repo}/languages', fault: faults.secondaryLimit(429, 3600) });
  const report = await refresh(aContext(await aWorkspace(), github), { ...quick, secondMs: 60_000 });
  expect(report.stale.length).toBeGreaterThan(0);
});

test('under start nothing is waited for and nothing is tried again', async () => {
  const github = await aGitHub(theOwnersWorld());
  github.faults.push({ on: '/users/{username}', fault: faults.status(502) });
  const report = await refresh(aContext(await aWorkspace(), github), {
    ...interactive,
    answerMs: quick.answerMs,
  });
  expect(failing(report)).toEqual(['profile profile']);
  expect(github.requests.filter(({ route }) => route === '/users/{username}')).toHaveLength(1);
});

test.each([
  ['a port where nobody listens', 'http://127.0.0.1:9'],
  ['a host that does not exist', 'http://github.invalid'],
])('%s: everything stays, and the reason is said', async (_what, apiUrl) => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  await refresh(aContext(workspace, github), quick);
  const before = await workspace.files('data');
  const environment = { apiUrl, graphqlUrl: `${apiUrl}/graphql` };
  const report = await refresh(aContext(workspace, github, {}, environment), quick);
  expect(report.isComplete).toBe(false);
  expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['unreachable']));
  expect(await workspace.files('data')).toEqual(before);
});

test('a token that is rejected midway costs the calendar, nothing else', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  const before = await refresh(aContext(workspace, github), quick);
  expect(before.stale).toEqual([]);
  const report = await refresh(aContext(workspace, github, {}, { token: 'revoked' }), quick);
  expect(report).toMatchObject({ isTokenRejected: true, isComplete: true, changes: [] });
  const { contributions } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
  expect(contributions).toBeDefined();
});

test('the calendar is asked for by half years, and by quarters where that is too much', async () => {
  const world = theOwnersWorld();
  world.contributions = {
    '2025-11-23': 1,
    '2026-05-24': 2,
    '2026-08-01': 4,
    '2026-11-21': 8,
    '2026-11-22': 16,
  };
  const github = await aGitHub(world);
  const workspace = await aWorkspace();
  const expected = {
    total: 15,
    days: { '2025-11-23': 1, '2026-05-24': 2, '2026-08-01': 4, '2026-11-21': 8 },
  };
  for (const [windowDays, requests] of [
    [null, 2],
    [100, 6],
  ] as const) {
    world.contributionWindowDays = windowDays;
    github.requests.length = 0;
    expect((await refresh(aContext(workspace, github), quick)).stale).toEqual([]);
    const { contributions } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
    expect(contributions?.value).toMatchObject({ from: '2025-11-23', to: '2026-11-22', ...expected });
    expect(github.requests.filter(({ path }) => path === '/graphql')).toHaveLength(requests);
  }
});

test.each([
  ['a page that repeats for ever', () => faults.pageLoop],
  ['a page that comes twice', () => faults.duplicatedPage()],
  ['a clock that is a day ahead', () => faults.clockSkew(86_400)],
])('%s does no harm', async (_what, fault) => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aWorkspace();
  await refresh(aContext(workspace, github), quick);
  const before = await workspace.files('data');
  github.faults.push({ on: '/users/{username}/repos', fault: fault() });
  const report = await refresh(aContext(workspace, github), quick);
  expect([report.repositories, report.changes]).toEqual([MANY, []]);
  expect(await workspace.files('data')).toEqual(before);
});

test('what was asked for by name in vain is not confirmed, and keeps what was known', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  await refresh(aContext(workspace, github), quick);
  const before = await workspace.files('data');
  github.faults.push({ on: '/repos/{owner}/{repo}', fault: faults.status(502) });
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

test('a list that shrinks while it is paged skips no one', async () => {
  const github = await aGitHub(manyRepositories());
  const workspace = await aWorkspace();
  await refresh(aContext(workspace, github), quick);
  const shrink = () => void github.world.repositories.splice(4, 1);
  github.faults.push({ on: '/users/{username}/repos', times: 1, fault: faults.meanwhile(shrink) });
  const report = await refresh(aContext(workspace, github, {}, { token: jobToken(2) }), quick);
  expect(report.repositories).toBe(MANY);
  const next = await refresh(aContext(workspace, github), quick);
  expect(next.repositories).toBe(MANY - 1);
});
