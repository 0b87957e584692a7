import { afterEach, beforeEach, expect, test } from 'vitest';
import { aCommit, aPullRequest, aRepository, aWorld } from './builders.ts';
import { jobToken } from './callers.ts';
import type { Fault } from './fault-rules.ts';
import * as faults from './faults.ts';
import { query } from './graphql-client.ts';
import * as graphqlFaults from './graphql-faults.ts';
import { nodeId } from './identity.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';

const names = ['a', 'b', 'c'].map((name) => `sku0x20/${name}`);

let github: FakeGitHub;

beforeEach(async () => {
  const commits = Array.from({ length: 5 }, (_, place) => aCommit({ message: `Change ${place}` }));
  const repositories = names.map((name) => aRepository({ name, commits, openIssues: 2 }));
  github = await startFakeGitHub(aWorld({ repositories }));
});

afterEach(() => github.close());

const details = `query Details($ids: [ID!]!, $after: String) { nodes(ids: $ids) { ... on Repository {
  nameWithOwner
  languages(first: 9) { totalCount totalSize edges { size } }
  open: issues(states: OPEN) { totalCount }
  defaultBranchRef { target { ... on Commit {
    history(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { oid } }
  } } }
} } }`;

async function ask(after: string | null = null) {
  const ids = github.world.repositories.map(({ id }) => nodeId('R', id));
  return query(github, details, { ids, after });
}

async function nodes(): Promise<unknown> {
  return Object((await ask()).body).data.nodes;
}

const b = { repository: 'sku0x20/b' };
const forbidden = { type: 'FORBIDDEN', message: 'Resource not accessible by integration' };

test('an error in a part has its path, and the rest of the response is valid', async () => {
  const { body: sound } = await ask();
  const [first, second, third] = Object(sound).data.nodes;
  github.faults.push({ ...b, field: 'languages', times: 1, fault: graphqlFaults.partForbidden });
  expect((await ask()).body).toMatchObject({
    data: { nodes: [first, { ...second, languages: null }, third] },
    errors: [{ ...forbidden, path: ['nodes', 1, 'languages'] }],
  });
  expect((await ask()).body).toEqual(sound);
});

test('an error in a non-null part nulls the enclosing object', async () => {
  github.faults.push({ ...b, field: 'issues', fault: graphqlFaults.partError() });
  const path = ['nodes', 1, 'open'];
  const errors = [{ type: 'SERVICE_UNAVAILABLE', path }];
  expect((await ask()).body).toMatchObject({ data: { nodes: [{}, null, {}] }, errors });
  expect(github.contractViolations).toEqual([]);
});

test('rules for parts apply together, by name or alias and by pattern', async () => {
  github.faults.push(
    { repository: /[ac]$/, field: 'history', fault: graphqlFaults.partError('TIMEOUT', 'Timed out') },
    { ...b, field: 'open', fault: graphqlFaults.zeroTotal },
    { field: 'languages', fault: graphqlFaults.partNull },
  );
  const { body } = await ask();
  const late = { languages: null, open: { totalCount: 2 }, defaultBranchRef: { target: null } };
  expect(body).toMatchObject({
    data: { nodes: [late, { languages: null, open: { totalCount: 0 } }, late] },
    errors: [0, 2].map((place) => ({
      type: 'TIMEOUT',
      path: ['nodes', place, 'defaultBranchRef', 'target', 'history'],
    })),
  });
});

test('a repository may be null, with an error or without', async () => {
  github.faults.push({ repository: /[ab]$/, times: 1, fault: graphqlFaults.partNull });
  const { body } = await ask();
  expect(body).toMatchObject({ data: { nodes: [null, null, { nameWithOwner: 'sku0x20/c' }] } });
  expect(body).not.toHaveProperty('errors');
  github.faults.push({ ...b, times: 1, fault: graphqlFaults.partForbidden });
  expect((await ask()).body).toMatchObject({
    data: { nodes: [{}, null, {}] },
    errors: [{ ...forbidden, path: ['nodes', 1] }],
  });
  github.faults.push({ operation: 'Details', fault: graphqlFaults.partNull });
  expect(await nodes()).toEqual([null, null, null]);
});

test('a repository by name or in a list may be null too', async () => {
  github.faults.push({ ...b, fault: graphqlFaults.partForbidden });
  const text = `{ repository(owner: "sku0x20", name: "b") { name }
    user(login: "sku0x20") { repositories(first: 9) { nodes { name } edges { node { name } } } } }`;
  const [a, , c] = ['a', 'b', 'c'].map((name) => ({ name }));
  const { body } = await query(github, text);
  expect(body).toMatchObject({
    data: {
      repository: null,
      user: { repositories: { nodes: [a, null, c], edges: [{}, { node: null }, {}] } },
    },
  });
  expect(Object(body).errors.map(({ path }: { path: unknown }) => path)).toEqual([
    ['repository'],
    ['user', 'repositories', 'nodes', 1],
    ['user', 'repositories', 'edges', 1, 'node'],
  ]);
});

test('a non-null repository stays as it is, unless there is an error', async () => {
  github.world.pullRequests.push(aPullRequest({ repository: 'sku0x20/b' }));
  const text =
    '{ search(type: ISSUE, query: "is:pr", first: 1) { nodes { ... on PullRequest { repository { name } } } } }';
  github.faults.push({ ...b, times: 1, fault: graphqlFaults.partNull });
  const { body } = await query(github, text);
  expect(body).toEqual({ data: { search: { nodes: [{ repository: { name: 'b' } }] } } });
  github.faults.push({ ...b, times: 1, fault: graphqlFaults.partForbidden });
  expect((await query(github, text)).body).toMatchObject({
    data: { search: { nodes: [null] } },
    errors: [{ ...forbidden, path: ['search', 'nodes', 0, 'repository'] }],
  });
  expect(github.contractViolations).toEqual([]);
});

const inHistory = (history: object) => [{ defaultBranchRef: { target: { history } } }, {}, {}];

test('a cursor may repeat', async () => {
  github.faults.push({ field: 'history', fault: graphqlFaults.repeatedCursor });
  const head = github.world.repositories[0]?.branches.main?.[0]?.sha;
  const pageInfo = { hasNextPage: true, endCursor: `${head} 1` };
  expect(await nodes()).toMatchObject(inHistory({ pageInfo, totalCount: 5 }));
  const text = details.replace('nodes(ids: $ids)', 'nodes(ids: $ids) @include(if: true)');
  const ids = github.world.repositories.slice(0, 1).map(({ id }) => nodeId('R', id));
  const { body } = await query(github, text, { ids, after: `${head} 1` });
  expect(body).toMatchObject({ data: { nodes: inHistory({ pageInfo, nodes: [{}, {}] }).slice(0, 1) } });
});

test('a list may end early, be empty, or have no total', async () => {
  const history = (fault: Fault) => ({ field: 'history', times: 1, fault });
  const languages = (fault: Fault) => ({ field: 'languages', times: 1, fault });
  github.faults.push(history(graphqlFaults.endsEarly), languages(graphqlFaults.emptyList));
  const early = { totalCount: 5, pageInfo: { hasNextPage: false }, nodes: [{ oid: expect.any(String) }] };
  const none = { totalCount: 0, totalSize: 0, edges: [] };
  expect(await nodes()).toMatchObject([
    { languages: none, defaultBranchRef: { target: { history: early } } },
    {},
    {},
  ]);
  github.faults.push(history(graphqlFaults.emptyList), languages(graphqlFaults.zeroTotal));
  const empty = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
  const untold = { totalCount: 0, totalSize: 0, edges: [{ size: 12_000 }] };
  expect(await nodes()).toMatchObject([
    { languages: untold, defaultBranchRef: { target: { history: empty } } },
    {},
    {},
  ]);
});

test('any part may have another value', async () => {
  github.faults.push({ ...b, field: 'nameWithOwner', fault: graphqlFaults.partValue('else/where') });
  expect(await nodes()).toMatchObject([{}, { nameWithOwner: 'else/where' }, {}]);
});

test('a fault that the schema forbids is a violation', async () => {
  github.faults.push({ ...b, field: 'nameWithOwner', fault: graphqlFaults.partNull });
  await ask();
  expect(github.contractViolations).toEqual([expect.stringMatching(/Cannot return null for non-nullable/)]);
});

test('a rule for an operation, a repository or a field leaves other requests alone', async () => {
  github.faults.push(
    { operation: 'Other', times: 1, fault: faults.status(502) },
    { repository: 'sku0x20/z', times: 1, fault: graphqlFaults.partNull },
    { field: 'releases', times: 1, fault: graphqlFaults.partNull },
    { operation: /^Detail/, times: 1, fault: faults.status(503) },
  );
  expect(await ask()).toMatchObject({ status: 503 });
  expect(await ask()).toMatchObject({ status: 200 });
  const profile = await fetch(`${github.url}/users/sku0x20`);
  expect(profile.status).toBe(200);
  expect(github.faults.map(({ times }) => times)).toEqual([1, 1, 1, 0]);
});

test('rate limits are reported with status 200', async () => {
  github.faults.push({ operation: 'Details', times: 1, fault: graphqlFaults.primaryRateLimit(600) });
  const used = await ask();
  const reset = Date.parse(github.world.now) / 1000 + 600;
  expect(used).toMatchObject({ status: 200, body: { errors: [{ type: 'RATE_LIMITED' }] } });
  expect([used.headers.get('x-ratelimit-remaining'), used.headers.get('x-ratelimit-reset')]).toEqual([
    '0',
    `${reset}`,
  ]);
  github.faults.push({ operation: 'Details', times: 1, fault: graphqlFaults.secondaryRateLimit(200, 30) });
  const hasty = await ask();
  expect(hasty).toMatchObject({
    status: 200,
    body: { errors: [{ message: expect.stringContaining('secondary') }] },
  });
  expect(hasty.headers.get('retry-after')).toBe('30');
  github.faults.push({ operation: 'Details', times: 1, fault: graphqlFaults.secondaryRateLimit(403) });
  expect(await ask()).toMatchObject({ status: 403, body: { message: expect.stringContaining('secondary') } });
});

test.each<[string, Fault, object]>([
  [
    'no data',
    graphqlFaults.noData(),
    { status: 200, body: { data: null, errors: [{ message: /went wrong/ }] } },
  ],
  ['no data by type', graphqlFaults.noData('FORBIDDEN', 'No'), { body: { errors: [{ type: 'FORBIDDEN' }] } }],
  ['null', graphqlFaults.json(null), { status: 200, body: null }],
  ['a list', graphqlFaults.json([]), { status: 200, body: [] }],
  ['a web page', faults.html, { status: 200, body: /^<!DOCTYPE/ }],
  ['a bad gateway', graphqlFaults.badGateway, { status: 502, body: /502 Bad Gateway/ }],
  ['too slow', graphqlFaults.tooSlow, { status: 504, body: { message: /respond to your request in time/ } }],
])('an answer may be %s', async (_, fault, answer) => {
  github.faults.push({ operation: 'Details', fault });
  expect(await ask()).toMatchObject(matching(answer));
});

test.each<[string, Fault]>([
  ['cut short', faults.truncated],
  ['ended by the connection', faults.cutShort],
  ['reset', faults.reset],
])('an answer may be %s', async (_, fault) => {
  github.faults.push({ operation: 'Details', times: 1, fault });
  await expect(ask()).rejects.toThrow();
  expect(await ask()).toMatchObject({ status: 200 });
});

test('a rule for a repository fails every response that contains it', async () => {
  github.faults.push({ ...b, operation: 'Details', fault: graphqlFaults.badGateway });
  const [first, second] = github.world.repositories.map(({ id }) => nodeId('R', id));
  expect(await query(github, details, { ids: [first, second] })).toMatchObject({ status: 502 });
  expect(await query(github, details, { ids: [second] })).toMatchObject({ status: 502 });
  expect(await query(github, details, { ids: [first] })).toMatchObject({ status: 200 });
  expect(github.requests.map(({ status, graphql }) => [status, graphql?.repositories])).toEqual([
    [502, 2],
    [502, 1],
    [200, 1],
  ]);
});

test('a query may hang', async () => {
  const client = new AbortController();
  const fault = faults.stalling(faults.hang, () => client.abort());
  github.faults.push({ operation: 'Details', fault });
  const request = {
    method: 'POST',
    headers: { authorization: `bearer ${jobToken()}` },
    signal: client.signal,
  };
  const body = JSON.stringify({ query: details, variables: { ids: [] } });
  await expect(fetch(github.graphqlUrl, { ...request, body })).rejects.toThrow(/abort/);
});

test('a fault in a part fails for REST requests', async () => {
  github.faults.push({ on: '/users/{username}', fault: graphqlFaults.partNull });
  await expect(fetch(`${github.url}/users/sku0x20`)).rejects.toThrow();
  expect(github.contractViolations).toEqual([expect.stringMatching(/is not a query/)]);
});

/** The same with patterns for texts in place of regular expressions. */
function matching(value: unknown): Record<string, unknown> {
  const convert = (one: unknown): unknown => {
    if (one instanceof RegExp) return expect.stringMatching(one);
    if (Array.isArray(one)) return one.map(convert);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, convert(inner)]));
  };
  return Object(convert(value));
}
