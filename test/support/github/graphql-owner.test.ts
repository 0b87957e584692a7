import { afterEach, expect, test } from 'vitest';
import { aRepository, aUser, aWorld } from './builders.ts';
import { personalToken } from './callers.ts';
import { query } from './graphql-client.ts';
import { nodeId } from './identity.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';

let github: FakeGitHub;

afterEach(() => github.close());

const shared = '__typename id login url';
const owner = `${shared} ... on User { databaseId name }`;

test('a user is not an organization, and an unknown login is not found', async () => {
  github = await startFakeGitHub(aWorld());
  const text = `{ user(login: "SKU0x20") { ${shared} databaseId name } organization(login: "sku0x20") { ${shared} }
    repositoryOwner(login: "sku0x20") { ${owner} } nobody: repositoryOwner(login: "nobody") { ${owner} } }`;
  const { id, login, name } = github.world.user;
  const url = 'https://github.com/sku0x20';
  const user = { __typename: 'User', id: nodeId('U', id), databaseId: id, login, name, url };
  expect((await query(github, text)).body).toMatchObject({
    data: { user, organization: null, repositoryOwner: user, nobody: null },
    errors: [{ type: 'NOT_FOUND', path: ['organization'] }],
  });
});

test('the owner of the world may be an organization, also by REST', async () => {
  const user = aUser({ login: 'acme', isOrganization: true });
  github = await startFakeGitHub(aWorld({ user, repositories: [aRepository({ name: 'acme/tool' })] }));
  const text = `{ user(login: "acme") { login } organization(login: "acme") { ${shared} repositories { totalCount } }
    repositoryOwner(login: "acme") { ${owner} } }`;
  const organization = { __typename: 'Organization', id: nodeId('O', user.id), login: 'acme' };
  expect((await query(github, text)).body).toMatchObject({
    data: {
      user: null,
      organization: { ...organization, repositories: { totalCount: 1 } },
      repositoryOwner: organization,
    },
    errors: [{ type: 'NOT_FOUND', path: ['user'] }],
  });
  const profile = await fetch(`${github.url}/users/acme`);
  expect(await profile.json()).toMatchObject({ type: 'Organization', node_id: organization.id });
});

const names = async (filter: string, token?: string) => {
  const text = `{ user(login: "sku0x20") { repositories(first: 9${filter}) { nodes { name } } } }`;
  const { body } = await query(github, text, {}, token);
  return Object(body).data.user.repositories.nodes.map(({ name }: { name: string }) => name);
};

test('repositories are filtered and ordered', async () => {
  const repositories = [
    aRepository({ name: 'sku0x20/b', stars: 1, createdAt: '2020-01-01T00:00:00Z' }),
    aRepository({ name: 'sku0x20/a', stars: 9, createdAt: '2021-01-01T00:00:00Z', fork: true }),
    aRepository({
      name: 'sku0x20/c',
      stars: 5,
      createdAt: '2019-01-01T00:00:00Z',
      private: true,
      archived: true,
    }),
    aRepository({ name: 'acme/tool', ownerIsOrganization: true }),
  ];
  github = await startFakeGitHub(aWorld({ repositories }));
  expect(await names('')).toEqual(['b', 'a']);
  expect(await names('', personalToken)).toEqual(['c', 'b', 'a']);
  expect(await names(', privacy: PUBLIC', personalToken)).toEqual(['b', 'a']);
  expect(await names(', privacy: PRIVATE')).toEqual([]);
  expect(await names(', isFork: false')).toEqual(['b']);
  expect(await names(', isArchived: true', personalToken)).toEqual(['c']);
  expect(await names(', orderBy: { field: STARGAZERS, direction: DESC }')).toEqual(['a', 'b']);
  expect(await names(', orderBy: { field: NAME, direction: ASC }')).toEqual(['a', 'b']);
  expect(await names(', ownerAffiliations: [COLLABORATOR]')).toEqual([]);
  expect(await names(', ownerAffiliations: [OWNER], affiliations: [OWNER]', personalToken)).toHaveLength(3);
  expect(await names(', affiliations: [OWNER]')).toEqual([]);
});
