import { afterEach, expect, test } from 'vitest';
import { aCheckRun, aCommit, aPullRequest, aRelease, aRepository, aWorld } from './builders.ts';
import { jobToken, personalToken } from './callers.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';
import type { World } from './world.ts';

let github: FakeGitHub;

async function start(world: World): Promise<void> {
  github = await startFakeGitHub(world);
}

afterEach(async () => {
  await github.close();
  expect(github.contractViolations).toEqual([]);
});

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(path.startsWith('http') ? path : github.url + path, { headers, redirect: 'manual' });
}

const person = { authorization: `Bearer ${personalToken}` };

test('every endpoint keeps the contract, even for unusual repositories', async () => {
  const head = aCommit({ sha: 'a'.repeat(40), login: null, message: '' });
  const odd = aRepository({
    name: 'sku0x20/odd',
    id: 2 ** 32 + 7,
    homepage: '',
    license: 'NOASSERTION',
    languages: {},
    commits: [head, { date: '2020-01-01T00:00:00Z' }],
    releases: [aRelease({ tag: 'v2', publishedAt: null, draft: true }), aRelease({ tag: 'v1', name: '' })],
    tags: [{ name: 'v1', sha: head.sha }],
    checkRuns: {
      [head.sha]: [aCheckRun({ conclusion: null, status: 'queued', startedAt: null, completedAt: null })],
    },
    statuses: { [head.sha]: [{ context: 'ci', state: 'failure', updatedAt: '2026-11-03T12:00:00Z' }] },
    openPullRequests: 2,
    files: ['README.md', '.github/workflows/ci.yml', 'test/a.ts'],
  });
  const empty = aRepository({ name: 'sku0x20/empty', commits: [] });
  const pages = { html_url: 'https://sku0x20.github.io/odd/', build_type: 'workflow' } as const;
  await start(aWorld({ repositories: [odd, empty], pullRequests: [aPullRequest()], pages }));
  const paths = [
    '/users/sku0x20',
    '/users/sku0x20/repos?per_page=100',
    '/repos/sku0x20/odd',
    '/repos/sku0x20/empty',
    '/repos/sku0x20/odd/languages',
    '/repos/sku0x20/odd/pages',
    '/repos/sku0x20/odd/commits',
    '/repos/sku0x20/odd/commits/main',
    `/repos/sku0x20/odd/commits/${head.sha}/check-runs`,
    '/repos/sku0x20/odd/commits/main/status',
    '/repos/sku0x20/odd/git/trees/main?recursive=1',
    '/repos/sku0x20/odd/releases',
    '/repos/sku0x20/odd/releases/latest',
    '/repos/sku0x20/odd/tags',
    '/repos/sku0x20/odd/pulls?state=open&per_page=1',
    '/search/issues?q=author:sku0x20+type:pr+is:merged+-user:sku0x20',
    '/rate_limit',
  ];
  for (const path of paths) {
    const response = await ask(path, person);
    expect(`${path} ${response.status} ${response.status === 200 ? '' : await response.text()}`).toBe(
      `${path} 200 `,
    );
  }
});

test('pages are linked by id as GitHub links them', async () => {
  const commits = Array.from({ length: 5 }, (_, place) => ({ date: `2026-10-0${place + 1}T00:00:00Z` }));
  const relay = aRepository({ name: 'sku0x20/relay', id: 42, commits });
  await start(aWorld({ repositories: [relay] }));
  const second = await ask('/repos/sku0x20/relay/commits?per_page=2&page=2');
  const base = `${github.url}/repositories/42/commits?per_page=2&page=`;
  expect(second.headers.get('link')).toBe(
    `<${base}1>; rel="prev", <${base}3>; rel="next", <${base}3>; rel="last", <${base}1>; rel="first"`,
  );
  const last = await (await ask(`${base}3`)).json();
  expect(last).toMatchObject([{ commit: { committer: { date: '2026-10-01T00:00:00Z' } } }]);
  const whole = await ask('/repos/sku0x20/relay/commits?per_page=5');
  expect(whole.headers.get('link')).toBeNull();
});

test('an ETag belongs to one token, and a 304 costs that token nothing', async () => {
  await start(aWorld());
  const path = '/users/sku0x20';
  const first = await ask(path, person);
  const etag = first.headers.get('etag') ?? '';
  const again = await ask(path, { ...person, 'if-none-match': etag });
  expect([again.status, again.headers.get('x-ratelimit-used')]).toEqual([304, '1']);
  const other = await ask(path, { authorization: `token ${jobToken()}`, 'if-none-match': etag });
  expect([other.status, other.headers.get('x-ratelimit-limit')]).toEqual([200, '1000']);
});

test('the anonymous rate limit is 60 requests and resets after an hour', async () => {
  await start(aWorld());
  for (let count = 0; count < 60; count++) expect((await ask('/users/sku0x20')).status).toBe(200);
  const refused = await ask('/users/sku0x20');
  expect(refused.status).toBe(403);
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(await refused.json()).toMatchObject({
    status: '403',
    message: expect.stringMatching(/^API rate limit/),
  });
  expect((await ask('/search/issues?q=is:pr')).status).toBe(200);
  github.world.now = '2026-11-22T05:37:01Z';
  expect((await ask('/users/sku0x20')).status).toBe(200);
});

test('no token, a rejected token and a job token are distinguished', async () => {
  await start(aWorld());
  expect((await ask('/user')).status).toBe(401);
  expect((await ask('/users/sku0x20', { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await ask('/user', { authorization: `Bearer ${jobToken()}` })).status).toBe(403);
  expect(github.requests.map(({ caller }) => caller)).toEqual(['anonymous', undefined, 'job']);
});

test('a former name redirects to the id, until another repository takes it', async () => {
  const moved = aRepository({ name: 'sku0x20/new', id: 7, formerNames: ['sku0x20/old'] });
  await start(aWorld({ repositories: [moved] }));
  const redirect = await ask('/repos/sku0x20/old/commits?per_page=1');
  expect(redirect.status).toBe(301);
  const location = redirect.headers.get('location') ?? '';
  expect(location).toBe(`${github.url}/repositories/7/commits?per_page=1`);
  expect((await ask(location)).status).toBe(200);
  github.world.repositories.push(aRepository({ name: 'sku0x20/old', id: 8 }));
  expect(await (await ask('/repos/sku0x20/old')).json()).toMatchObject({ id: 8 });
});

test('private and missing repositories are 404, a blocked one 451, an empty one 409', async () => {
  const repositories = [
    aRepository({ name: 'sku0x20/secret', private: true }),
    aRepository({ name: 'sku0x20/taken-down', blocked: 'dmca' }),
    aRepository({ name: 'sku0x20/empty', commits: [] }),
  ];
  await start(aWorld({ repositories }));
  expect((await ask('/repos/sku0x20/secret')).status).toBe(404);
  expect((await ask('/repos/sku0x20/never-was')).status).toBe(404);
  expect((await ask('/repos/sku0x20/taken-down')).status).toBe(451);
  const empty = await ask('/repos/sku0x20/empty/commits');
  expect(empty.status).toBe(409);
  expect(await empty.json()).toMatchObject({ message: 'Git Repository is empty.', status: '409' });
});

test('drafts are for those who can push, and the latest release is neither draft nor prerelease', async () => {
  const releases = [
    aRelease({ tag: 'v3', publishedAt: null, draft: true }),
    aRelease({ tag: 'v2', prerelease: true }),
    aRelease({ tag: 'v1' }),
  ];
  await start(aWorld({ repositories: [aRepository({ name: 'sku0x20/relay', releases })] }));
  expect(await (await ask('/repos/sku0x20/relay/releases')).json()).toHaveLength(2);
  expect(await (await ask('/repos/sku0x20/relay/releases', person)).json()).toHaveLength(3);
  expect(await (await ask('/repos/sku0x20/relay/releases/latest')).json()).toMatchObject({ tag_name: 'v1' });
});

test('search excludes owners', async () => {
  const pullRequests = [
    aPullRequest(),
    aPullRequest({ repository: 'sku0x20/relay' }),
    aPullRequest({ mergedAt: null }),
    aPullRequest({ author: 'another' }),
  ];
  await start(aWorld({ pullRequests }));
  const found = await ask('/search/issues?q=author:sku0x20+is:pr+is:merged+-user:sku0x20&per_page=100');
  expect(await found.json()).toMatchObject({ total_count: 1, incomplete_results: false });
  expect((await ask('/search/issues?q=author:sku0x20')).status).toBe(422);
});

test('the log has the caller and the route, and the highest number of concurrent requests', async () => {
  github = await startFakeGitHub(aWorld({ repositories: [aRepository({ name: 'sku0x20/relay', id: 7 })] }), {
    gather: 3,
  });
  await Promise.all(['relay', 'never-was', 'relay'].map((name) => ask(`/repos/sku0x20/${name}?a=b`, person)));
  await ask('/repositories/7/languages');
  expect(github.mostInFlight()).toBe(3);
  expect(github.requests.map(({ status }) => status).sort()).toEqual([200, 200, 200, 404]);
  expect(github.requests.at(-1)).toMatchObject({
    route: '/repos/{owner}/{repo}/languages',
    caller: 'anonymous',
  });
  expect(github.requests[0]).toMatchObject({
    route: '/repos/{owner}/{repo}',
    query: { a: 'b' },
    token: personalToken,
  });
});

test('an enterprise server has its paths below /api', async () => {
  github = await startFakeGitHub(aWorld({ repositories: [aRepository({ name: 'sku0x20/relay' })] }), {
    enterprise: true,
  });
  expect(github.url).toMatch(/\/api\/v3$/);
  expect(await (await ask('/repos/sku0x20/relay')).json()).toMatchObject({
    url: `${github.url}/repos/sku0x20/relay`,
  });
  const query = JSON.stringify({ query: '{ user(login: "sku0x20") { login } }' });
  const answer = await fetch(github.graphqlUrl, { method: 'POST', headers: person, body: query });
  expect(await answer.json()).toEqual({ data: { user: { login: 'sku0x20' } } });
  const outside = new URL('/repos/sku0x20/relay', github.url);
  expect((await fetch(outside)).status).toBe(404);
});

test('a closed GitHub refuses connections', async () => {
  await start(aWorld());
  await github.close();
  await expect(ask('/users/sku0x20')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});
