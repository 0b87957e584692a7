import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aRepository, aWorld } from './builders.ts';
import { remove } from './changes.ts';
import type { Fault } from './fault-rules.ts';
import * as faults from './faults.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

let github: FakeGitHub;
let octokit: Octokit;

beforeEach(async () => {
  const repositories = ['a', 'b', 'c', 'd'].map((name) => aRepository({ name: `sku0x20/${name}` }));
  github = await startFakeGitHub(aWorld({ repositories }));
  octokit = new Octokit({ baseUrl: github.url, log: silent });
});

afterEach(async () => {
  await github.close();
  expect(github.contractViolations).toEqual([]);
});

function names(perPage: number): Promise<string[]> {
  const query = { username: 'sku0x20', per_page: perPage };
  return octokit.paginate(octokit.rest.repos.listForUser, query, ({ data }) => data.map(({ name }) => name));
}

const user = '/users/{username}';
const list = '/users/{username}/repos';

test('Octokit pages through a list, as it does at GitHub', async () => {
  expect(await names(3)).toEqual(['a', 'b', 'c', 'd']);
  expect(github.requests.map(({ path }) => path)).toEqual([
    '/users/sku0x20/repos?per_page=3',
    '/user/9876543/repos?per_page=3&page=2',
  ]);
});

test('Octokit follows a former name', async () => {
  github.world.repositories.push(aRepository({ name: 'sku0x20/new', formerNames: ['sku0x20/old'] }));
  const { data } = await octokit.rest.repos.get({ owner: 'sku0x20', repo: 'old' });
  expect(data.full_name).toBe('sku0x20/new');
});

test('a rule applies to its endpoint, and as often as it says', async () => {
  github.faults.push({ on: list, times: 2, fault: faults.status(502) });
  await expect(names(100)).rejects.toMatchObject({ status: 502 });
  await expect(names(100)).rejects.toMatchObject({ status: 502 });
  await octokit.rest.users.getByUsername({ username: 'sku0x20' });
  expect(await names(100)).toHaveLength(4);
});

test('rate limits have the format of GitHub', async () => {
  const getUser = () => octokit.rest.users.getByUsername({ username: 'sku0x20' });
  github.faults.push({ on: user, times: 1, fault: faults.primaryLimit(403, 600) });
  await expect(getUser()).rejects.toMatchObject({
    status: 403,
    response: { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795322820' } },
  });
  github.faults.push({ on: user, times: 1, fault: faults.secondaryLimit(429, 7) });
  const limited = { status: 429, response: { headers: { 'retry-after': '7' } } };
  await expect(getUser()).rejects.toMatchObject(limited);
  github.faults.push({ on: user, times: 1, fault: faults.secondaryLimit() });
  const error = await getUser().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ status: 403, message: expect.stringMatching(/secondary rate limit/) });
  expect(error).not.toHaveProperty('response.headers.retry-after');
});

test('a rule may apply to one method only', async () => {
  github.faults.push({ method: 'POST', fault: faults.status(503) });
  expect(await names(100)).toHaveLength(4);
  await expect(octokit.request('POST /graphql')).rejects.toMatchObject({ status: 503 });
});

const broken: [string, Fault, (response: Response) => Promise<unknown>, unknown][] = [
  ['HTML', faults.html, (response) => response.text(), expect.stringMatching(/^<!DOCTYPE html>/)],
  ['an empty body', faults.emptyBody, (response) => response.text(), ''],
  ['an endless 202', faults.accepted, async (response) => response.status, 202],
  ['a 204', faults.status(204), async (response) => response.status, 204],
  ['a 304 out of nothing', faults.status(304), async (response) => response.status, 304],
  [
    'a clock one day ahead',
    faults.clockSkew(86_400),
    async ({ headers }) => headers.get('date'),
    'Mon, 23 Nov 2026 04:37:00 GMT',
  ],
  [
    'a wrong content type',
    faults.wrongContentType,
    async ({ headers }) => headers.get('content-type'),
    'application/octet-stream',
  ],
  [
    'a damaged field',
    faults.field('login', 7),
    (response) => response.json(),
    expect.objectContaining({ login: 7 }),
  ],
  [
    'a missing field',
    faults.field('login', undefined),
    (response) => response.json(),
    expect.not.objectContaining({ login: expect.anything() }),
  ],
  [
    'an edited body',
    faults.edit((body) => ({ ...Object(body), login: undefined })),
    (response) => response.json(),
    expect.not.objectContaining({ login: 'sku0x20' }),
  ],
];

test.each(broken)('%s', async (_, fault, read, expected) => {
  github.faults.push({ on: /^\/users\/sku0x20$/, fault });
  expect(await read(await fetch(`${github.url}/users/sku0x20`))).toEqual(expected);
});

test.each([
  ['truncated JSON', faults.truncated],
  ['fewer bytes than announced', faults.cutShort],
  ['a reset', faults.reset],
  ['redirects without end', faults.redirectLoop],
])('%s fails the reader', async (_, fault) => {
  github.faults.push({ fault });
  await expect(fetch(github.url).then((response) => response.json())).rejects.toThrow();
});

test.each([
  ['no answer', faults.hang],
  ['a trickle', faults.trickle],
])('%s ends when the client gives up, and the server can close', async (_, fault) => {
  const patience = new AbortController();
  const struck = new Promise<void>((resolve) => {
    github.faults.push({
      fault: (sound, victim) => {
        resolve();
        return fault(sound, victim);
      },
    });
  });
  const reading = fetch(`${github.url}/users/sku0x20`, { signal: patience.signal }).then((response) =>
    response.text(),
  );
  const failed = expect(reading).rejects.toThrow('aborted');
  await struck;
  patience.abort();
  await failed;
});

test('replacing a missing field is an error', async () => {
  github.faults.push({ fault: faults.field('plan.name', null) });
  await expect(fetch(`${github.url}/users/sku0x20`)).rejects.toThrow();
  expect(github.contractViolations).toEqual([expect.stringMatching(/no field "plan\.name"/)]);
  github.contractViolations.length = 0;
});

test('lists can change between pages, repeat a page, or never end', async () => {
  github.faults.push({
    on: list,
    times: 1,
    fault: faults.meanwhile(() => remove(github.world, 'sku0x20/a')),
  });
  expect(await names(2)).toEqual(['a', 'b', 'd']);
  github.faults.splice(0, 1, { on: list, fault: faults.duplicatedPage() });
  expect(await names(2)).toEqual(['b', 'c', 'b', 'c']);
  expect(await names(1)).toEqual(['b', 'b', 'b']);
  github.faults.splice(0, 1, { on: list, times: 3, fault: faults.pageLoop });
  expect(await names(3)).toHaveLength(12);
});
