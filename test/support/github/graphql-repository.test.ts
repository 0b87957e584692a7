import { afterEach, beforeEach, expect, test } from 'vitest';
import { aCommit, aRelease, aRepository, aWorld } from './builders.ts';
import { personalToken } from './callers.ts';
import { push, rename } from './changes.ts';
import { query } from './graphql-client.ts';
import { nodeId } from './identity.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';

const commits = Array.from({ length: 250 }, (_, place) =>
  aCommit({
    date: new Date(Date.UTC(2026, 9, 1) - place * 3_600_000).toISOString(),
    message: `Change ${place}`,
  }),
);
const [head, second] = commits;

const relay = aRepository({
  name: 'sku0x20/relay',
  commits,
  description: 'Passes things on',
  homepage: 'https://relay.example',
  license: 'NOASSERTION',
  languages: { Shell: 50, Go: 12_000 },
  topics: ['queue', 'http'],
  stars: 7,
  forks: 2,
  openIssues: 4,
  openPullRequests: 3,
  issues: [
    {
      number: 9,
      title: 'It stops',
      body: null,
      state: 'closed',
      labels: [],
      author: 'somebody',
      createdAt: '2026-10-01T00:00:00Z',
      updatedAt: '2026-10-02T00:00:00Z',
      comments: [],
    },
  ],
  files: ['README.md', 'src/main.go', 'src/lib/a.go'],
  releases: [
    aRelease({ tag: 'v3', draft: true, publishedAt: null, createdAt: '2026-11-05T00:00:00Z' }),
    aRelease({ tag: 'v2', prerelease: true, publishedAt: '2026-11-04T00:00:00Z' }),
    aRelease({ tag: 'v1', name: null, publishedAt: '2026-11-01T00:00:00Z' }),
  ],
  tags: [
    { name: 'v1', sha: commits[200]?.sha ?? '' },
    { name: 'v10', sha: commits[0]?.sha ?? '' },
    { name: 'v9', sha: commits[100]?.sha ?? '', annotatedAt: '2026-11-09T00:00:00Z' },
    { name: 'gone', sha: 'f'.repeat(40) },
  ],
});

let github: FakeGitHub;

beforeEach(async () => {
  const empty = aRepository({ name: 'sku0x20/empty', commits: [] });
  const secret = aRepository({ name: 'sku0x20/secret', private: true });
  const ofAnOrganization = aRepository({ name: 'acme/tool', ownerIsOrganization: true });
  const repositories = structuredClone([relay, empty, secret, ofAnOrganization]);
  github = await startFakeGitHub(aWorld({ repositories }));
});

afterEach(() => github.close());

async function repository(fields: string, name = 'sku0x20/relay', token?: string): Promise<unknown> {
  const text = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields} } }`;
  const [owner, repo] = name.split('/');
  const { body } = await query(github, text, { owner, name: repo }, token);
  return body;
}

function answer(fields: object) {
  return { data: { repository: fields } };
}

test('a repository has its plain fields', async () => {
  const fields = `
    id databaseId name nameWithOwner owner { __typename login } url description homepageUrl stargazerCount forkCount
    primaryLanguage { name } licenseInfo { spdxId key } isArchived isFork isPrivate isDisabled isEmpty isTemplate
    visibility pushedAt createdAt updatedAt watchers { totalCount }
    repositoryTopics(first: 1) { totalCount nodes { topic { name } } }
    languages(first: 10, orderBy: { field: SIZE, direction: DESC }) { totalCount totalSize edges { size node { name } } }`;
  expect(await repository(fields)).toEqual(
    answer({
      id: nodeId('R', relay.id),
      databaseId: relay.id,
      name: 'relay',
      nameWithOwner: 'sku0x20/relay',
      owner: { __typename: 'User', login: 'sku0x20' },
      url: 'https://github.com/sku0x20/relay',
      description: 'Passes things on',
      homepageUrl: 'https://relay.example',
      stargazerCount: 7,
      forkCount: 2,
      primaryLanguage: { name: 'Go' },
      licenseInfo: { spdxId: 'NOASSERTION', key: 'other' },
      isArchived: false,
      isFork: false,
      isPrivate: false,
      isDisabled: false,
      isEmpty: false,
      isTemplate: false,
      visibility: 'PUBLIC',
      pushedAt: head?.date,
      createdAt: relay.createdAt,
      updatedAt: relay.updatedAt,
      watchers: { totalCount: 1 },
      repositoryTopics: { totalCount: 2, nodes: [{ topic: { name: 'queue' } }] },
      languages: {
        totalCount: 2,
        totalSize: 12_050,
        edges: [
          { size: 12_000, node: { name: 'Go' } },
          { size: 50, node: { name: 'Shell' } },
        ],
      },
    }),
  );
});

test('an empty repository has no branch, language or license', async () => {
  const fields = `isEmpty pushedAt defaultBranchRef { name } primaryLanguage { name } licenseInfo { spdxId }
    languages(first: 1) { totalSize edges { size } } object(expression: "HEAD:") { __typename }`;
  expect(await repository(fields, 'sku0x20/empty')).toEqual(
    answer({
      isEmpty: true,
      pushedAt: null,
      defaultBranchRef: null,
      primaryLanguage: null,
      licenseInfo: null,
      languages: { totalSize: 0, edges: [] },
      object: null,
    }),
  );
});

const history = (first: number, after = 'null') => `
  defaultBranchRef { name target { oid ... on Commit { history(first: ${first}, after: ${after}) {
    totalCount pageInfo { hasNextPage endCursor } nodes { oid authoredDate }
  } } } }`;

test('a history can be paged while commits are added on top', async () => {
  expect(await repository(history(2))).toEqual(
    answer({
      defaultBranchRef: {
        name: 'main',
        target: {
          oid: head?.sha,
          history: {
            totalCount: 250,
            pageInfo: { hasNextPage: true, endCursor: `${head?.sha} 1` },
            nodes: [head, second].map((commit) => ({ oid: commit?.sha, authoredDate: commit?.date })),
          },
        },
      },
    }),
  );
  const added = push(github.world, 'sku0x20/relay');
  const last = await repository(history(100, `"${head?.sha} 199"`));
  expect(last).toMatchObject(
    answer({
      defaultBranchRef: {
        target: {
          oid: added.sha,
          history: {
            totalCount: 251,
            pageInfo: { hasNextPage: false, endCursor: `${head?.sha} 249` },
            nodes: commits.slice(200).map(({ sha }) => ({ oid: sha })),
          },
        },
      },
    }),
  );
});

test('releases hide drafts from everyone but the owner and mark the latest', async () => {
  const fields = (order = '') =>
    `releases(first: 10${order}) { totalCount nodes { tagName name publishedAt isDraft isPrerelease isLatest url } }`;
  const found = [
    { tagName: 'v2', isPrerelease: true, isLatest: false, publishedAt: '2026-11-04T00:00:00Z' },
    { tagName: 'v1', name: null, isLatest: true, url: 'https://github.com/sku0x20/relay/releases/tag/v1' },
  ];
  expect(await repository(fields())).toMatchObject(answer({ releases: { totalCount: 2, nodes: found } }));
  const oldestFirst = fields(', orderBy: { field: CREATED_AT, direction: ASC }');
  expect(await repository(oldestFirst)).toMatchObject(answer({ releases: { nodes: found.toReversed() } }));
  expect(await repository(fields(), 'sku0x20/relay', personalToken)).toMatchObject(
    answer({ releases: { totalCount: 3, nodes: [{ isDraft: true, publishedAt: null }, ...found] } }),
  );
});

test('tags are sorted by date or name, and annotated ones have their own object', async () => {
  const fields = (
    field: string,
  ) => `refs(refPrefix: "refs/tags/", first: 9, orderBy: { field: ${field}, direction: DESC }) {
    totalCount nodes { name target { __typename
      ... on Commit { committedDate }
      ... on Tag { tagger { date } target { ... on Commit { committedDate } } }
    } } }`;
  const dated = (place: number) => ({ committedDate: commits[place]?.date });
  expect(await repository(fields('TAG_COMMIT_DATE'))).toEqual(
    answer({
      refs: {
        totalCount: 4,
        nodes: [
          { name: 'v10', target: { __typename: 'Commit', ...dated(0) } },
          {
            name: 'v9',
            target: { __typename: 'Tag', tagger: { date: '2026-11-09T00:00:00Z' }, target: dated(100) },
          },
          { name: 'v1', target: { __typename: 'Commit', ...dated(200) } },
          { name: 'gone', target: null },
        ],
      },
    }),
  );
  const byName = ['v9', 'v10', 'v1', 'gone'].map((name) => ({ name }));
  expect(await repository(fields('ALPHABETICAL'))).toMatchObject(answer({ refs: { nodes: byName } }));
});

test('issues and pull requests are counted separately, by state', async () => {
  const fields = `open: issues(states: OPEN) { totalCount } issues { totalCount }
    pulls: pullRequests(states: [OPEN]) { totalCount } merged: pullRequests(states: MERGED) { totalCount }`;
  expect(await repository(fields)).toEqual(
    answer({
      open: { totalCount: 4 },
      issues: { totalCount: 5 },
      pulls: { totalCount: 3 },
      merged: { totalCount: 0 },
    }),
  );
});

test('a tree lists what is in a folder', async () => {
  const fields = `object(expression: "HEAD:") { ... on Tree { entries { name type } } }
    src: object(expression: "main:src") { ... on Tree { entries { name type } } }
    file: object(expression: "HEAD:README.md") { __typename } none: object(expression: "HEAD:docs") { __typename }
    commit: object(expression: "HEAD") { __typename oid }`;
  expect(await repository(fields)).toEqual(
    answer({
      object: {
        entries: [
          { name: 'README.md', type: 'blob' },
          { name: 'src', type: 'tree' },
        ],
      },
      src: {
        entries: [
          { name: 'lib', type: 'tree' },
          { name: 'main.go', type: 'blob' },
        ],
      },
      file: { __typename: 'Blob' },
      none: null,
      commit: { __typename: 'Commit', oid: head?.sha },
    }),
  );
});

test('a former name finds the repository, unless renames are not followed', async () => {
  rename(github.world, 'sku0x20/relay', 'sku0x20/baton');
  expect(await repository('nameWithOwner')).toEqual(answer({ nameWithOwner: 'sku0x20/baton' }));
  const text = '{ repository(owner: "sku0x20", name: "relay", followRenames: false) { name } }';
  expect((await query(github, text)).body).toMatchObject({
    data: { repository: null },
    errors: [{ type: 'NOT_FOUND', path: ['repository'] }],
  });
});

test('a private repository is visible only to its owner, a blocked one to nobody', async () => {
  const refused = (type: string) => ({
    data: { repository: null },
    errors: [{ type, path: ['repository'] }],
  });
  expect(await repository('name', 'sku0x20/secret')).toMatchObject(refused('NOT_FOUND'));
  const own = await repository('visibility', 'sku0x20/secret', personalToken);
  expect(own).toEqual(answer({ visibility: 'PRIVATE' }));
  for (const one of github.world.repositories) one.blocked = 'dmca';
  expect(await repository('name')).toMatchObject(refused('FORBIDDEN'));
});

test('nodes have the order of their ids, with an error for each missing one', async () => {
  const [first, , secret, tool] = github.world.repositories.map(({ id }) => nodeId('R', id));
  const ids = [tool, 'R_none', first, secret, nodeId('U', github.world.user.id)];
  const text =
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository { nameWithOwner } ... on User { login } } }';
  expect((await query(github, text, { ids })).body).toMatchObject({
    data: {
      nodes: [
        { nameWithOwner: 'acme/tool' },
        null,
        { nameWithOwner: 'sku0x20/relay' },
        null,
        { login: 'sku0x20' },
      ],
    },
    errors: [1, 3].map((place) => ({
      type: 'NOT_FOUND',
      path: ['nodes', place],
      message: `Could not resolve to a node with the global id of '${ids[place]}'`,
    })),
  });
  const many = Array.from({ length: 101 }, () => first);
  expect((await query(github, text, { ids: many })).body).toMatchObject({
    errors: [{ type: 'ARGUMENT_LIMIT' }],
  });
});

test('stargazers are forbidden, even just the total', async () => {
  expect(await repository('stargazers { totalCount }')).toMatchObject({
    data: { repository: null },
    errors: [{ type: 'FORBIDDEN', path: ['repository', 'stargazers'] }],
  });
});

test.each([
  ['releases { nodes { tagName } }', 'MISSING_PAGINATION_BOUNDARIES'],
  ['releases { edges { cursor } }', 'MISSING_PAGINATION_BOUNDARIES'],
  ['releases { ... on ReleaseConnection { nodes { tagName } } }', 'MISSING_PAGINATION_BOUNDARIES'],
  ['releases(first: 101) { totalCount }', 'EXCESSIVE_PAGINATION'],
  ['releases(first: 1, after: "nonsense") { totalCount }', 'INVALID_CURSOR_ARGUMENTS'],
  [`${history(1, '"12"')}`, 'INVALID_CURSOR_ARGUMENTS'],
  [`${history(1, `"${'f'.repeat(40)} 1"`)}`, 'INVALID_CURSOR_ARGUMENTS'],
])('%s is refused and reported as a violation', async (fields, type) => {
  expect(await repository(fields)).toMatchObject({ errors: [{ type }] });
  expect(github.contractViolations).toHaveLength(1);
});

test('an argument that this fake would ignore is a violation', async () => {
  await repository('issues(labels: ["bug"]) { totalCount }');
  expect(github.contractViolations).toEqual([expect.stringMatching(/does not support the argument labels/)]);
});

test('a cursor stays valid while items before it are added and removed', async () => {
  const page = (after: string) =>
    `refs(refPrefix: "refs/tags/", first: 2, after: ${after}) { nodes { name } pageInfo { hasNextPage endCursor } }`;
  const text = (after: string) => `{ repository(owner: "sku0x20", name: "relay") { ${page(after)} } }`;
  const { body } = await query(github, text('null'));
  expect(body).toMatchObject(answer({ refs: { nodes: [{ name: 'gone' }, { name: 'v1' }] } }));
  const cursor = JSON.stringify(Object(body).data.repository.refs.pageInfo.endCursor);
  const [tags] = github.world.repositories.map((one) => one.tags);
  tags?.push({ name: 'a-new-one', sha: 'f'.repeat(40) });
  const rest = answer({
    refs: { nodes: [{ name: 'v10' }, { name: 'v9' }], pageInfo: { hasNextPage: false } },
  });
  expect((await query(github, text(cursor))).body).toMatchObject(rest);
  tags?.splice(
    0,
    Number.POSITIVE_INFINITY,
    ...tags.filter(({ name }) => !['v1', 'a-new-one'].includes(name)),
  );
  expect((await query(github, text(cursor))).body).toMatchObject(rest);
});
