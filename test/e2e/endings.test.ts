import { expect, onTestFinished, test, vi } from 'vitest';
import { refresh } from '../../src/commands/refresh.ts';
import { parseSnapshot } from '../../src/snapshot/file.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import type { FaultRule } from '../support/github/fault-rules.ts';
import * as faults from '../support/github/faults.ts';
import * as graphqlFaults from '../support/github/graphql-faults.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aRefreshedWorkspace } from '../support/refreshed-workspace.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

type Fault = FaultRule['fault'];

const tooExpensive = (): Fault =>
  graphqlFaults.noData('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.');

const requestNames = ({ requests }: FakeGitHub) =>
  requests.map(({ route, graphql }) => graphql?.operation ?? route);

/** A retry policy whose requests time out as soon as the fake sees that they hang. */
function hangDetection() {
  const open = new Map<string, AbortController[]>();
  const giveUp = (url: string) => {
    for (const controller of open.get(url) ?? []) controller.abort(new DOMException('', 'TimeoutError'));
  };
  const timeLimit = (url: string) => {
    const controller = new AbortController();
    open.set(url, [...(open.get(url) ?? []), controller]);
    return controller.signal;
  };
  return { policy: { ...quick, timeLimit }, giveUp };
}

test.each([
  ['502', () => faults.status(502), 4],
  ['502 as a web page', () => graphqlFaults.badGateway, 4],
  ['500', () => faults.status(500), 4],
  ['504 as a message', () => graphqlFaults.tooSlow, 4],
  ['something went wrong', () => graphqlFaults.noData(), 4],
  ['a reset connection', () => faults.reset, 4],
  ['a hang', () => faults.hang, 1],
  ['a trickle', () => faults.trickle, 1],
] as const)('the run ends soon if GitHub answers every request with %s', async (_name, fault, most) => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  github.requests.length = 0;
  const { policy, giveUp } = hangDetection();
  github.faults.push({ fault: faults.stalling(fault(), giveUp) });
  // Waiting less than a minute is enough for these attempts.
  const report = await refresh(aContext(workspace, github), { ...policy, waitMs: 40_000 });
  expect(github.requests.length).toBeLessThanOrEqual(most);
  expect([report.changes, report.isComplete, report.repositories]).toEqual([[], false, 6]);
  expect(report.stale.length).toBeGreaterThan(10);
  expect(await workspace.files('data')).toEqual(before);
});

test.each([
  ['502', () => faults.status(502)],
  ['"too expensive"', tooExpensive],
  ['a hang', () => faults.hang],
  ['500', () => faults.status(500)],
] as const)(
  'where every query but the list gets %s, GraphQL is given up soon, and REST goes on',
  async (_name, fault) => {
    const names = Array.from({ length: 130 }, (_, index) => `sku0x20/other-${index}`);
    const world = theOwnersWorld();
    world.repositories.push(...names.map((name) => aRepository({ name })));
    const github = await aGitHub(world);
    const workspace = await aWorkspace({ shortResume: true });
    const { policy, giveUp } = hangDetection();
    github.faults.push({ operation: /^(?!Repositories)/, fault: faults.stalling(fault(), giveUp) });
    const report = await refresh(aContext(workspace, github), policy);
    const queries = github.requests.filter(({ route }) => route === '/graphql');
    expect(queries.length).toBeLessThanOrEqual(30);
    expect(report.repositories).toBe(136);
    const { repositories } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
    expect(Object.keys(repositories.find(({ name }) => name === 'sku0x20/assertG')?.sections ?? {})).toEqual(
      expect.arrayContaining(['core', 'tree', 'checks']),
    );
    github.faults.length = 0;
    expect((await refresh(aContext(workspace, github), quick)).stale).toEqual([]);
  },
);

const BAD = 'sku0x20/other-7';

test.each<[string, () => Fault]>([
  ['502', () => faults.status(502)],
  ['502 as a web page', () => graphqlFaults.badGateway],
  ['504 as a message', () => graphqlFaults.tooSlow],
  ['"too expensive"', tooExpensive],
  ['a hang', () => faults.hang],
])('if one repository makes every query end with %s, only that one is stale', async (_name, fault) => {
  const names = Array.from({ length: 25 }, (_, index) => `sku0x20/other-${index}`);
  const github = await aGitHub(aWorld({ repositories: names.map((name) => aRepository({ name })) }));
  const workspace = await aWorkspace({ shortResume: true });
  const { policy, giveUp } = hangDetection();
  github.faults.push({ operation: 'Details', repository: BAD, fault: faults.stalling(fault(), giveUp) });
  const report = await refresh(aContext(workspace, github), policy);
  expect(report.stale.map(({ subject, fact }) => `${subject} ${fact}`).sort()).toEqual([
    `${BAD} commits`,
    `${BAD} languages`,
  ]);
  expect(report.repositories).toBe(25);
  expect(github.requests.length).toBeLessThan(30);
});

test('if one fact of one repository makes every query end with 502, only that fact is stale', async () => {
  const github = await aGitHub(theOwnersWorld());
  github.faults.push({
    operation: 'Details',
    repository: 'sku0x20/relay',
    field: 'releases',
    fault: graphqlFaults.badGateway,
  });
  const report = await refresh(aContext(await aWorkspace({ shortResume: true }), github), quick);
  expect(report.stale.map(({ subject, fact }) => `${subject} ${fact}`)).toEqual(['sku0x20/relay release']);
});

test('a query that never returns is sent three times and costs only its own facts', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace({ shortResume: true });
  const { policy, giveUp } = hangDetection();
  github.faults.push({ operation: 'Details', fault: faults.stalling(faults.hang, giveUp) });
  const report = await refresh(aContext(workspace, github), policy);
  expect(requestNames(github).filter((name) => name === 'Details')).toHaveLength(3);
  expect(requestNames(github)).toContain('Activity');
  expect(report.isComplete).toBe(true);
  expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['timed out']));
});

test('two bad repositories in a row cost only their own facts', async () => {
  const github = await aGitHub(theOwnersWorld());
  const bad = /^sku0x20\/(?:relay|stopgap)$/;
  github.faults.push({ operation: 'Details', repository: bad, fault: graphqlFaults.badGateway });
  const report = await refresh(aContext(await aWorkspace({ shortResume: true }), github), quick);
  expect(report.stale.filter(({ subject }) => !bad.test(subject))).toEqual([]);
});

test('at the deadline, what was fetched is written; the next run fetches the rest', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace({ shortResume: true });
  const policy = { ...quick, deadlineMs: 480_000 };
  // The list and the lookup take all the available time.
  github.faults.push({
    operation: 'Lookup',
    times: 1,
    fault: faults.meanwhile(() => vi.advanceTimersByTime(480_001)),
  });
  const report = await refresh(aContext(workspace, github), policy);
  expect(requestNames(github)).toEqual(['Repositories', 'Lookup']);
  expect([report.repositories, report.isComplete]).toEqual([6, true]);
  expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['timed out']));
  const { repositories, profile } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
  expect(profile?.value.id).toBe(github.world.user.id);
  expect(repositories.find(({ name }) => name === 'sku0x20/assertG')?.sections.core?.value.stars).toBe(12);
  expect(new Set(repositories.flatMap(({ sections }) => Object.keys(sections)))).toEqual(new Set(['core']));
  expect((await refresh(aContext(workspace, github), policy)).stale).toEqual([]);
});

test('a deadline before the first answer keeps everything', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aRefreshedWorkspace(github);
  const before = await workspace.files('data');
  github.requests.length = 0;
  const report = await refresh(aContext(workspace, github), { ...quick, deadlineMs: 0 });
  expect([github.requests, report.changes]).toEqual([[], []]);
  expect(new Set(report.stale.map(({ reason }) => reason))).toEqual(new Set(['timed out']));
  expect(await workspace.files('data')).toEqual(before);
});
