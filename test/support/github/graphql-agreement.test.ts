import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { aPullRequest, aRelease, aRepository, aWorld } from './builders.ts';
import { jobToken, personalToken } from './callers.ts';
import { query } from './graphql-client.ts';
import { seededRandom } from './random.ts';
import { advanceDay, aRandomWorld } from './random-world.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';
import type { World } from './world.ts';

let github: FakeGitHub;

afterEach(async () => {
  await github.close();
  expect(github.contractViolations).toEqual([]);
});

async function rest(path: string, token = jobToken()): Promise<unknown> {
  const response = await fetch(github.url + path, { headers: { authorization: `bearer ${token}` } });
  return response.json();
}

/** A world after much activity, with empty, private, archived, renamed and blocked repositories. */
function anOldWorld(): World {
  const random = seededRandom(11);
  const world = aRandomWorld(40, random);
  for (let day = 0; day < 400; day++) advanceDay(world, random);
  world.repositories.push(
    aRepository({ name: 'sku0x20/empty', commits: [] }),
    aRepository({ name: 'sku0x20/fork', fork: true }),
    aRepository({ name: 'sku0x20/secret', private: true }),
    aRepository({ name: 'sku0x20/blocked', blocked: 'tos' }),
    aRepository({
      name: 'sku0x20/drafts',
      releases: [aRelease({ tag: 'v2', draft: true }), aRelease({ tag: 'v1' })],
    }),
  );
  return world;
}

/** None of these tests changes it. */
const oldWorld = anOldWorld();

const listed = z.array(
  z.object({
    id: z.number(),
    node_id: z.string(),
    full_name: z.string(),
    description: z.string().nullable(),
    homepage: z.string().nullable(),
    stargazers_count: z.number(),
    forks_count: z.number(),
    language: z.string().nullable(),
    license: z.object({ spdx_id: z.string(), key: z.string() }).nullable(),
    archived: z.boolean(),
    fork: z.boolean(),
    topics: z.array(z.string()),
    pushed_at: z.string().nullable(),
    created_at: z.string(),
    open_issues_count: z.number(),
    default_branch: z.string(),
  }),
);

const fields = `id databaseId nameWithOwner description homepageUrl stargazerCount forkCount primaryLanguage { name }
  licenseInfo { spdxId key } isArchived isFork repositoryTopics(first: 20) { nodes { topic { name } } } pushedAt createdAt
  issues(states: OPEN) { totalCount } pullRequests(states: OPEN) { totalCount } isEmpty defaultBranchRef { name }`;

const page = z.object({
  data: z.object({
    user: z.object({
      repositories: z.object({
        totalCount: z.number(),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(
          z.object({
            id: z.string(),
            databaseId: z.number(),
            nameWithOwner: z.string(),
            description: z.string().nullable(),
            homepageUrl: z.string().nullable(),
            stargazerCount: z.number(),
            forkCount: z.number(),
            primaryLanguage: z.object({ name: z.string() }).nullable(),
            licenseInfo: z.object({ spdxId: z.string(), key: z.string() }).nullable(),
            isArchived: z.boolean(),
            isFork: z.boolean(),
            repositoryTopics: z.object({
              nodes: z.array(z.object({ topic: z.object({ name: z.string() }) })),
            }),
            pushedAt: z.string().nullable(),
            createdAt: z.string(),
            issues: z.object({ totalCount: z.number() }),
            pullRequests: z.object({ totalCount: z.number() }),
            isEmpty: z.boolean(),
            defaultBranchRef: z.object({ name: z.string() }).nullable(),
          }),
        ),
      }),
    }),
  }),
});

type Page = z.infer<typeof page>['data']['user']['repositories'];
type Node = Page['nodes'][number];

/** All repositories of the owner, page by page. */
async function allNodes(order: string): Promise<Node[]> {
  const text = `query ($after: String) { user(login: "sku0x20") { repositories(
    first: 7, after: $after, privacy: PUBLIC, ownerAffiliations: [OWNER], orderBy: { ${order} }
  ) { totalCount pageInfo { hasNextPage endCursor } nodes { ${fields} } } } }`;
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const repositories: Page = page.parse((await query(github, text, { after })).body).data.user.repositories;
    nodes.push(...repositories.nodes);
    after = repositories.pageInfo.endCursor;
    if (!repositories.pageInfo.hasNextPage) {
      expect(nodes).toHaveLength(repositories.totalCount);
      return nodes;
    }
  }
}

test.each([
  ['field: NAME, direction: ASC', 'sort=full_name&direction=asc'],
  ['field: CREATED_AT, direction: ASC', 'sort=created&direction=asc'],
  ['field: PUSHED_AT, direction: ASC', 'sort=pushed&direction=asc'],
])('the repositories by %s are the same as by REST', async (order, sort) => {
  github = await startFakeGitHub(oldWorld);
  const found = listed.parse(await rest(`/users/sku0x20/repos?per_page=100&${sort}`));
  const nodes = await allNodes(order);
  expect(found.length).toBeGreaterThan(30);
  expect(
    nodes.map((node) => ({
      id: node.databaseId,
      node_id: node.id,
      full_name: node.nameWithOwner,
      description: node.description,
      homepage: node.homepageUrl,
      stargazers_count: node.stargazerCount,
      forks_count: node.forkCount,
      language: node.primaryLanguage?.name ?? null,
      license: node.licenseInfo ? { spdx_id: node.licenseInfo.spdxId, key: node.licenseInfo.key } : null,
      archived: node.isArchived,
      fork: node.isFork,
      topics: node.repositoryTopics.nodes.map(({ topic }) => topic.name),
      pushed_at: node.pushedAt,
      created_at: node.createdAt,
      open_issues_count: node.issues.totalCount + node.pullRequests.totalCount,
    })),
  ).toEqual(found.map(({ default_branch: _, ...facts }) => facts));
  const branches = nodes.map((node) => node.defaultBranchRef?.name ?? (node.isEmpty ? 'empty' : 'missing'));
  expect(branches).not.toContain('missing');
});

const details = z.object({
  data: z.object({
    repository: z.object({
      languages: z.object({
        edges: z.array(z.object({ size: z.number(), node: z.object({ name: z.string() }) })),
      }),
      defaultBranchRef: z.object({
        target: z.object({
          history: z.object({ nodes: z.array(z.object({ oid: z.string(), committedDate: z.string() })) }),
        }),
      }),
      releases: z.object({
        nodes: z.array(z.object({ tagName: z.string(), publishedAt: z.string().nullable() })),
      }),
      refs: z.object({
        nodes: z.array(z.object({ name: z.string(), target: z.object({ oid: z.string() }) })),
      }),
      object: z.object({ entries: z.array(z.object({ name: z.string(), type: z.string() })) }),
    }),
  }),
});

test.each([jobToken(), personalToken])(
  'the details of each repository are the same as by REST: %s',
  async (token) => {
    github = await startFakeGitHub(oldWorld);
    const text = `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
    languages(first: 100) { edges { size node { name } } }
    defaultBranchRef { target { ... on Commit { history(first: 100) { nodes { oid committedDate } } } } }
    releases(first: 100) { nodes { tagName publishedAt } }
    refs(refPrefix: "refs/tags/", first: 100, orderBy: { field: ALPHABETICAL, direction: DESC }) {
      nodes { name target { oid } }
    }
    object(expression: "HEAD:") { ... on Tree { entries { name type } } }
  } }`;
    const whole = github.world.repositories.filter(
      ({ branches, private: hidden, blocked }) => Object.keys(branches).length > 0 && !hidden && !blocked,
    );
    for (const { name, tags, branches } of whole) {
      // A tag whose commit was rewritten away has no target in GraphQL.
      const kept = new Set(Object.values(branches).flatMap((commits) => commits.map(({ sha }) => sha)));
      tags.splice(0, Number.POSITIVE_INFINITY, ...tags.filter(({ sha }) => kept.has(sha)));
      const [owner, repo] = name.split('/');
      const { body } = await query(github, text, { owner, name: repo }, token);
      const { languages, defaultBranchRef, releases, refs, object } = details.parse(body).data.repository;
      expect(await rest(`/repos/${name}/languages`, token)).toEqual(
        Object.fromEntries(languages.edges.map(({ size, node }) => [node.name, size])),
      );
      expect(await rest(`/repos/${name}/commits?per_page=100`, token)).toMatchObject(
        defaultBranchRef.target.history.nodes.map(({ oid, committedDate }) => ({
          sha: oid,
          commit: { committer: { date: committedDate } },
        })),
      );
      expect(await rest(`/repos/${name}/releases?per_page=100`, token)).toMatchObject(
        releases.nodes.map(({ tagName, publishedAt }) => ({ tag_name: tagName, published_at: publishedAt })),
      );
      expect(await rest(`/repos/${name}/tags?per_page=100`, token)).toMatchObject(
        refs.nodes.map(({ name: tag, target }) => ({ name: tag, commit: { sha: target.oid } })),
      );
      expect(await rest(`/repos/${name}/git/trees/HEAD`, token)).toMatchObject({
        tree: object.entries.map(({ name: path, type }) => ({ path, type })),
      });
    }
  },
);

const searched = `query ($query: String!, $after: String) { search(type: ISSUE, query: $query, first: 2, after: $after) {
  issueCount pageInfo { hasNextPage endCursor }
  nodes { ... on PullRequest { number title url mergedAt state repository { nameWithOwner isPrivate databaseId } } }
} }`;

test('a search has the same results as by REST, in the same order', async () => {
  const own = aRepository({ name: 'sku0x20/own', id: 77 });
  const pullRequests = [1, 2, 3, 4, 5].map((number) =>
    aPullRequest({
      number,
      createdAt: `2026-0${number}-01T00:00:00Z`,
      repository: number === 5 ? own.name : 'else/where',
    }),
  );
  github = await startFakeGitHub(aWorld({ repositories: [own], pullRequests }));
  const wish = 'author:sku0x20 type:pr is:merged -user:sku0x20';
  const found = z
    .object({
      total_count: z.number(),
      items: z.array(z.object({ number: z.number(), html_url: z.string() })),
    })
    .parse(await rest(`/search/issues?q=${encodeURIComponent(wish)}&sort=created&order=asc`));
  const first = await query(github, searched, { query: `${wish} sort:created-asc` });
  const repository = { nameWithOwner: 'else/where', isPrivate: false, databaseId: expect.any(Number) };
  const nodes = found.items.map(({ number, html_url: url }) => ({
    number,
    url,
    state: 'MERGED',
    repository,
  }));
  expect(first.body).toMatchObject({
    data: {
      search: { issueCount: found.total_count, pageInfo: { hasNextPage: true }, nodes: nodes.slice(0, 2) },
    },
  });
  const after: unknown = Object(first.body).data.search.pageInfo.endCursor;
  const second = await query(github, searched, { query: `${wish} sort:created-asc`, after });
  expect(second.body).toMatchObject({
    data: { search: { pageInfo: { hasNextPage: false }, nodes: nodes.slice(2) } },
  });
  github.world.pullRequests.splice(
    0,
    1,
    aPullRequest({ number: 6, createdAt: '2025-01-01T00:00:00Z', mergedAt: '2026-11-20T00:00:00Z' }),
  );
  const byUpdate = await query(github, searched, { query: `${wish} sort:updated-desc` });
  expect(byUpdate.body).toMatchObject({ data: { search: { nodes: [{ number: 6 }, {}] } } });
  const inOwn = await query(github, searched, { query: 'repo:sku0x20/own' });
  expect(inOwn.body).toMatchObject({ data: { search: { nodes: [{ repository: { databaseId: 77 } }] } } });
  const ofNobody = await query(github, searched, { query: 'author:nobody-at-all' });
  expect(ofNobody.body).toMatchObject({ data: { search: { issueCount: 0, nodes: [] } } });
});
