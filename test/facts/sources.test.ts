import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { RestRequest } from '../../src/facts/answer.ts';
import { repositoryFacts } from '../../src/facts/index.ts';

const CONTEXT = { name: 'me/one', branch: 'main', now: '2026-11-22T04:37:00Z', countsAllAuthors: true };

/** Fetches a fact by REST; `answer` returns the response to a request, given as its route and parameters. */
async function byRest(name: 'tree' | 'checks', answer: (request: string) => unknown) {
  const { by } = repositoryFacts[name].source ?? {};
  if (!by || !('rest' in by)) throw new Error(`${name} is not fetched by REST`);
  const request: RestRequest = async <T>(route: string, parameters: object, schema: z.ZodType<T>) =>
    schema.parse(answer(`${route} ${JSON.stringify(parameters)}`));
  return by.rest(request, CONTEXT);
}

/** Reads a fact from a GraphQL node. */
function byGraphQL(name: 'release' | 'languages' | 'commits', node: object) {
  const { by } = repositoryFacts[name].source ?? {};
  if (!by || !('graphql' in by)) throw new Error(`${name} is not fetched by GraphQL`);
  return by.graphql.read(node, CONTEXT);
}

const blob = (path: string) => ({ path, type: 'blob' });

test('from a truncated list of files, present ones count, and the root decides about a license', async () => {
  const tree = await byRest('tree', (request) =>
    request.includes('recursive')
      ? { tree: [blob('.github/workflows/ci.yml'), blob('a/Dockerfile')], truncated: true }
      : { tree: [blob('README.md'), { path: 'src', type: 'tree' }], truncated: false },
  );
  expect(tree).toEqual({ readme: true, tests: null, dockerfile: true, workflow: true, license: false });
});

test('a truncated list that has all kinds of files needs no second request', async () => {
  const paths = ['README.md', 'LICENSE', 'Dockerfile', 'test/a.ts', '.github/workflows/ci.yml'];
  const requests: string[] = [];
  const tree = await byRest('tree', (request) => {
    requests.push(request);
    return { tree: paths.map(blob), truncated: true };
  });
  expect(tree).toEqual({ readme: true, tests: true, dockerfile: true, workflow: true, license: true });
  expect(requests).toHaveLength(1);
});

test('an empty list of files is rejected', async () => {
  await expect(byRest('tree', () => ({ tree: [], truncated: false }))).rejects.toThrow('no files');
});

const SHA = 'a'.repeat(40);
const passed = { status: 'completed', conclusion: 'success', completed_at: '2026-11-20T10:00:00Z' };
const failed = { ...passed, conclusion: 'failure' };

test('a failure on the second page of check runs is found', async () => {
  const ci = await byRest('checks', (request) => {
    if (request.includes('/status')) return { sha: SHA, statuses: [] };
    const isSecond = request.includes('"page":2');
    const runs = isSecond ? [failed] : Array.from({ length: 100 }, () => passed);
    return { total_count: 101, check_runs: runs };
  });
  expect(ci).toMatchObject({ state: 'failing', sha: SHA });
});

test('fewer check runs than the total are rejected', async () => {
  const none = { total_count: 3, check_runs: [] };
  const ci = byRest('checks', (request) => (request.includes('/status') ? { sha: SHA, statuses: [] } : none));
  await expect(ci).rejects.toThrow('0 of 3 check runs');
});

interface Releases {
  releases?: [tag: string, publishedAt: string, flags?: object][];
  tags?: [name: string, date: string][];
}

function node({ releases = [], tags = [] }: Releases) {
  return {
    releases: {
      totalCount: releases.length,
      nodes: releases.map(([tagName, publishedAt, flags]) => ({
        tagName,
        name: null,
        publishedAt,
        isDraft: false,
        isPrerelease: false,
        url: `https://github.com/me/one/releases/tag/${tagName}`,
        ...flags,
      })),
    },
    tags: {
      totalCount: tags.length,
      nodes: tags.map(([name, date]) => ({ name, target: { committedDate: date, authoredDate: date } })),
    },
  };
}

test.each<[what: string, node: Releases, tag: string | null, kind?: string]>([
  [
    'a fix for an old major version',
    {
      releases: [
        ['v1.9.5', '2026-05-01T00:00:00Z'],
        ['v2.0.0', '2026-01-01T00:00:00Z'],
      ],
    },
    'v2.0.0',
  ],
  ['a version of two parts', { tags: [['v1.2', '2026-01-01T00:00:00Z']] }, 'v1.2', 'tag'],
  [
    'tags of packages',
    {
      tags: [
        ['@a/b@1.2.3', '2026-01-01T00:00:00Z'],
        ['@a/c@2.0.0', '2025-01-01T00:00:00Z'],
      ],
    },
    '@a/c@2.0.0',
    'tag',
  ],
  [
    'tags without versions',
    {
      tags: [
        ['spring', '2026-03-01T00:00:00Z'],
        ['autumn', '2026-09-01T00:00:00Z'],
      ],
    },
    'autumn',
    'tag',
  ],
  [
    'only a release candidate',
    {
      releases: [['v1.0.0-rc.1', '2026-01-01T00:00:00Z', { isPrerelease: true }]],
      tags: [['v1.0.0-rc.1', '2026-01-01T00:00:00Z']],
    },
    'v1.0.0-rc.1',
    'tag',
  ],
  ['a draft', { releases: [['v3', '2026-01-01T00:00:00Z', { isDraft: true }]] }, null],
  ['nothing', {}, null],
])('the latest release of %s', (_what, releases, tag, kind = 'release') => {
  const release = byGraphQL('release', node(releases));
  expect(release).toEqual(tag === null ? null : expect.objectContaining({ tag, kind }));
});

test('a latest release dated 2098 is rejected', () => {
  const releases: Releases = {
    releases: [
      ['v9.0.0', '2098-01-01T00:00:00Z'],
      ['v1.0.0', '2026-01-01T00:00:00Z'],
    ],
  };
  expect(() => byGraphQL('release', node(releases))).toThrow('v9.0.0 has no valid date');
});

test('fewer releases than the total are rejected', () => {
  const short = node({ releases: [['v1.0.0', '2026-01-01T00:00:00Z']] });
  short.releases.totalCount = 3;
  expect(() => byGraphQL('release', short)).toThrow('1 of 3 releases');
});

test.each([
  ['none, but a main language', { totalCount: 0, edges: [] }, 'no languages, but the main language is Go'],
  ['fewer than the total', { totalCount: 4, edges: [{ size: 5, node: { name: 'Go' } }] }, '1 of 4 languages'],
])('languages: %s is rejected', (_what, languages, message) => {
  expect(() => byGraphQL('languages', { primaryLanguage: { name: 'Go' }, languages })).toThrow(message);
});

const history = (totalCount: number, dates: string[], hasNextPage = false) => ({
  isEmpty: false,
  defaultBranchRef: {
    target: {
      history: {
        totalCount,
        pageInfo: { hasNextPage, endCursor: hasNextPage ? 'next' : null },
        nodes: dates.map((committedDate) => ({ committedDate })),
      },
    },
  },
});

test.each([
  ['one commit of 201 on the last page', history(201, ['2026-01-01T00:00:00Z']), 'got 1 of 201 commits'],
  [
    'more commits than the total',
    history(1, ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']),
    'got 2 commits, more than the total of 1',
  ],
  ['no branch in a non-empty repository', { isEmpty: false, defaultBranchRef: null }, 'no default branch'],
])('commits: %s is rejected', (_what, node, message) => {
  expect(() => byGraphQL('commits', node)).toThrow(message);
});
