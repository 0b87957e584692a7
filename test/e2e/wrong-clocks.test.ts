import { expect, test } from 'vitest';
import { refresh } from '../../src/commands/refresh.ts';
import { parseHistory } from '../../src/snapshot/history.ts';
import { push } from '../support/github/changes.ts';
import * as faults from '../support/github/faults.ts';
import { primaryRateLimit } from '../support/github/graphql-faults.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aRefreshedWorkspace } from '../support/refreshed-workspace.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

const TODAY = '2026-11-25T04:37:00Z';
const IN_THREE_YEARS = '2029-11-25T04:37:00Z';
const YEARS_AGO = '2023-01-01T00:00:00Z';
const TREES = '/repos/{owner}/{repo}/git/trees/{tree_sha}';

/** A portfolio without data, a fake GitHub, and a function to refresh with a local clock of `local`. */
async function aPortfolio(refreshed = false) {
  const world = theOwnersWorld();
  world.now = TODAY;
  const github = await aGitHub(world);
  const workspace = await (refreshed ? aRefreshedWorkspace(github) : aWorkspace({ shortResume: true }));
  const refreshAt = (local: string, environment = {}) =>
    refresh({ ...aContext(workspace, github, {}, environment), now: new Date(local) }, quick);
  return { world, github, workspace, refreshAt };
}

/** The same, refreshed today. */
const aRefreshedPortfolio = () => aPortfolio(true);

test.each([
  ['three years ahead', IN_THREE_YEARS],
  ['a day ahead', '2026-11-26T04:37:00Z'],
  ['a day behind', '2026-11-24T04:37:00Z'],
  ['years behind', YEARS_AGO],
])('a first refresh by a clock that is %s writes what a right clock would', async (_how, local) => {
  const right = await aRefreshedPortfolio();
  const wrong = await aPortfolio();
  await wrong.refreshAt(local);
  for (const file of ['snapshot.json', 'history.ndjson']) {
    expect(await wrong.workspace.read('data', file)).toBe(await right.workspace.read('data', file));
  }
});

test.each([IN_THREE_YEARS, YEARS_AGO])('a later refresh at %s changes nothing', async (local) => {
  const { workspace, refreshAt } = await aRefreshedPortfolio();
  const before = await workspace.files('data');
  expect((await refreshAt(local)).changes).toEqual([]);
  expect(await workspace.files('data')).toEqual(before);
});

test('effects of a wrong clock are repaired: `asOf`, change dates, calendar, weeks and history', async () => {
  const { world, workspace, refreshAt } = await aRefreshedPortfolio();
  const right = await workspace.files('data');
  // As written by version 1, which used the local clock in snapshot, fetch log and history.
  for (const path of [
    ['data', 'snapshot.json'],
    ['.cache', 'fetch-log.json'],
  ]) {
    const text = await workspace.read(...path);
    const spoiled = text
      .replaceAll(TODAY, IN_THREE_YEARS)
      .replaceAll('"to": "2026-11-22"', '"to": "2029-11-25"')
      .replace('"asOf": "2026-11-22"', '"asOf": "2029-11-25"');
    expect(spoiled).not.toBe(text);
    await workspace.write(spoiled, ...path);
  }
  const lines = await workspace.read('data', 'history.ndjson');
  await workspace.write(lines.replaceAll('2026-11-25', '2029-11-25'), 'data', 'history.ndjson');
  world.now = '2026-11-26T04:37:00Z';
  const { asOf, stale } = await refreshAt(world.now);
  expect([asOf, stale]).toEqual(['2026-11-22', []]);
  const healed = await workspace.files('data');
  const dated = (text = '') => text.replaceAll('2026-11-26', '2026-11-25');
  for (const [path, text] of Object.entries(right)) expect(dated(healed[path])).toBe(dated(text));
});

test('future lines of the history move to today, in order and complete', async () => {
  const { world, workspace, refreshAt } = await aRefreshedPortfolio();
  const before = await workspace.read('data', 'history.ndjson');
  const id = repositoryNamed(world, 'sku0x20/relay').id;
  const future = [
    `{"date":"2029-11-24","changed":{"${id}":{"stars":1}},"events":[{"date":"2029-11-24","repository":${id},"kind":"stars","step":10}]}`,
    '{"date":"2031-01-01","changed":{},"events":[]}',
  ];
  await workspace.write(`${before}${future.join('\n')}\n`, 'data', 'history.ndjson');
  await refreshAt(TODAY);
  const healed = parseHistory(await workspace.read('data', 'history.ndjson'), 'history.ndjson');
  expect(healed.map(({ date }) => date)).toEqual(['2026-11-25']);
  expect(healed[0]?.events).toEqual([{ date: '2026-11-25', repository: id, kind: 'stars', step: 10 }]);
});

test('if GitHub does not answer, a slow clock does not make failures look older', async () => {
  const { workspace, refreshAt } = await aRefreshedPortfolio();
  const before = await workspace.files('data');
  const dead = { apiUrl: 'http://127.0.0.1:9', graphqlUrl: 'http://127.0.0.1:9/graphql' };
  await refreshAt(YEARS_AGO, dead);
  const report = await refreshAt(TODAY, dead);
  expect(report.stale.map(({ since }) => since).sort()[0]).toBe('2026-11-22T00:00:00Z');
  await refreshAt(TODAY);
  expect(await workspace.files('data')).toEqual(before);
});

test('one endpoint with a wrong clock changes nothing', async () => {
  const { world, github, workspace, refreshAt } = await aRefreshedPortfolio();
  for (const [name, seconds] of [
    ['sku0x20/relay', -3 * 86_400],
    ['sku0x20/stopgap', 3 * 86_400],
  ] as const) {
    push(world, name);
    github.requests.length = 0;
    github.faults.splice(0, 1, { on: TREES, fault: faults.clockSkew(seconds) });
    expect((await refreshAt(TODAY)).asOf).toBe('2026-11-22');
    expect(github.requests.map(({ route }) => route)).toContain(TREES);
  }
  expect(await workspace.read('data', 'snapshot.json')).not.toMatch(/2026-11-2[89]/);
});

test('a limit of two seconds is waited for, whatever the local clock says', async () => {
  const { github, refreshAt } = await aPortfolio();
  for (const now of ['2026-11-20T00:00:00Z', '2029-12-24T00:00:00Z']) {
    github.world.now = now;
    github.requests.length = 0;
    github.faults.splice(0, 1, { operation: 'Details', times: 2, fault: primaryRateLimit(2) });
    expect((await refreshAt(now)).stale).toEqual([]);
    const queries = github.requests.filter(({ graphql }) => graphql?.operation === 'Details');
    expect(queries.length).toBeGreaterThan(2);
  }
});

test.each([
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Wed, 11 Nov 2026 04:37:00 GMT',
  'Mon, 01 Jan 2024 00:00:00 GMT',
  'Fri, 01 Jan 2090 00:00:00 GMT',
  'Fri, 01 Jan 9999 00:00:00 GMT',
  '99999',
  'no date',
])('a Date header of %s on every answer changes nothing', async (date) => {
  const { github, workspace, refreshAt } = await aRefreshedPortfolio();
  const before = await workspace.files('data');
  github.faults.push({ fault: (sound) => ({ ...sound, headers: { ...sound.headers, date } }) });
  expect((await refreshAt(TODAY)).changes).toEqual([]);
  expect(await workspace.files('data')).toEqual(before);
});
