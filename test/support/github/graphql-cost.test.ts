import { afterEach, expect, test } from 'vitest';
import { aPullRequest, aRepository, aWorld } from './builders.ts';
import { jobToken, personalToken } from './callers.ts';
import { query } from './graphql-client.ts';
import { nodeId } from './identity.ts';
import type { FakeGitHub, Options } from './server.ts';
import { startFakeGitHub } from './server.ts';
import type { World } from './world.ts';

let github: FakeGitHub;

afterEach(() => github.close());

async function start(count: number, options: Options = {}, world: Partial<World> = {}): Promise<void> {
  const repositories = Array.from({ length: count }, (_, place) => aRepository({ name: `sku0x20/${place}` }));
  const pullRequests = [1, 2, 3].map((number) => aPullRequest({ number, repository: 'sku0x20/0' }));
  github = await startFakeGitHub(aWorld({ repositories, pullRequests, ...world }), {
    contract: false,
    ...options,
  });
}

const twoCounts = 'issues(states: OPEN) { totalCount } pullRequests(states: OPEN) { totalCount }';

async function ask(fields: string, count = github.world.repositories.length) {
  const ids = github.world.repositories.slice(0, count).map(({ id }) => nodeId('R', id));
  const text = `query Batch($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { name ${fields} } } }`;
  return query(github, text, { ids });
}

function work(): number | undefined {
  return github.requests.at(-1)?.graphql?.work;
}

test.each([
  ['', 10],
  ['stargazerCount pushedAt licenseInfo { spdxId }', 10],
  ['issues { totalCount }', 10 + 450],
  [twoCounts, 10 + 900],
  ['languages(first: 10) { edges { size } }', 10 + 60],
  [
    'defaultBranchRef { target { ... on Commit { history(first: 100) { totalCount nodes { oid } } } } }',
    10 + 750,
  ],
  ['releases(first: 1) { totalCount } refs(refPrefix: "refs/tags/", first: 1) { totalCount }', 10 + 900],
])('work is estimated by repository and connection: %s', async (fields, ms) => {
  await start(10);
  await ask(fields);
  expect(work()).toBe(ms);
});

test('the log has the operation, the repositories, the work and the points', async () => {
  await start(10);
  await ask('issues { totalCount }', 4);
  await query(github, '{ rateLimit { cost } }');
  await fetch(`${github.url}/users/sku0x20`);
  expect(github.requests.map(({ route, graphql }) => ({ route, graphql }))).toEqual([
    { route: '/graphql', graphql: { operation: 'Batch', repositories: 4, work: 184, cost: 1 } },
    { route: '/graphql', graphql: { operation: null, repositories: 0, work: 0, cost: 1 } },
    { route: '/users/{username}', graphql: undefined },
  ]);
});

test('with workload, more than ten seconds of work end in a web page with status 502', async () => {
  await start(100);
  const counts = `${twoCounts} releases(first: 1) { totalCount }`;
  expect(await ask(counts)).toMatchObject({ status: 200 });
  await github.close();
  await start(100, { workload: true });
  expect(await ask(counts)).toMatchObject({ status: 502, body: expect.stringContaining('<html>') });
  expect(await ask(counts, 50)).toMatchObject({ status: 200 });
  expect(github.requests.map(({ graphql }) => graphql?.work)).toEqual([13_600, 6800]);
});

const limit = { type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' };

test('above a resource limit, every node is null, with an error for each', async () => {
  await start(3, {}, { resourceLimit: 100 });
  expect((await ask(twoCounts)).body).toMatchObject({
    data: { nodes: [null, null, null] },
    errors: [0, 1, 2].map((place) => ({ ...limit, path: ['nodes', place] })),
  });
  expect(await ask(twoCounts, 1)).not.toHaveProperty('body.errors');
  expect(work()).toBe(91);
});

test('above a resource limit, other top-level fields are null', async () => {
  await start(3, {}, { resourceLimit: 50 });
  const text = `{ user(login: "sku0x20") { repositories(first: 9) { nodes { ${twoCounts} } } } rateLimit { limit } }`;
  expect((await query(github, text)).body).toMatchObject({
    data: { user: null, rateLimit: { limit: 1000 } },
    errors: [{ ...limit, path: ['user'] }],
  });
  github.world.resourceLimit = 40;
  const search = '{ search(type: ISSUE, query: "is:merged", first: 2) { issueCount nodes { __typename } } }';
  expect((await query(github, search)).body).toMatchObject({
    data: { search: { issueCount: 3, nodes: [null, null] } },
    errors: [0, 1].map((place) => ({ ...limit, path: ['search', 'nodes', place] })),
  });
});

test('a query costs one point per hundred connections', async () => {
  await start(1);
  const text = `query ($first: Int = 100) { user(login: "sku0x20") { repositories(first: $first) {
    nodes { issues(first: 50) { nodes { ...fields } } releases(first: 10) { totalCount } }
  } } rateLimit { cost nodeCount limit remaining used } }
  fragment fields on Issue { number }`;
  expect((await query(github, text)).body).toMatchObject({
    data: { rateLimit: { cost: 2, nodeCount: 100 + 5000 + 1000, limit: 1000, remaining: 998, used: 2 } },
  });
  const few = await query(github, text, { first: 1 }, personalToken);
  expect(few.body).toMatchObject({ data: { rateLimit: { cost: 1, limit: 5000, remaining: 4999 } } });
  expect([few.headers.get('x-ratelimit-limit'), few.headers.get('x-ratelimit-remaining')]).toEqual([
    '5000',
    '4999',
  ]);
  expect(github.quota.bucket('job', 'graphql').used).toBe(2);
  const limits = await fetch(`${github.url}/rate_limit`, {
    headers: { authorization: `bearer ${jobToken()}` },
  });
  expect(await limits.json()).toMatchObject({
    resources: { graphql: { limit: 1000, remaining: 998 }, core: { used: 0 } },
  });
});

test('a connection counts once per node id', async () => {
  await start(2);
  const ids = github.world.repositories.map(({ id }) => nodeId('R', id));
  const text = `query ($ids: [ID!]!) { rateLimit { cost nodeCount }
    nodes(ids: $ids) { ... on Repository { issues(first: 20) { totalCount } } } }`;
  expect((await query(github, text, { ids })).body).toMatchObject({
    data: { rateLimit: { cost: 1, nodeCount: 40 } },
  });
});

test('a query for too many nodes is refused and reported as a violation', async () => {
  await start(1);
  const text = `{ user(login: "sku0x20") { repositories(first: 100) { nodes { issues(first: 100) { nodes {
    comments(first: 100) { totalCount } } } } } } }`;
  expect((await query(github, text)).body).toMatchObject({ errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED' }] });
  expect(github.contractViolations).toEqual([expect.stringMatching(/1010100 possible nodes/)]);
});
