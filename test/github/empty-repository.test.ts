import { expect, test } from 'vitest';
import { refresh } from '../../src/commands/refresh.ts';
import { parseSnapshot } from '../../src/snapshot/file.ts';
import { push } from '../support/github/changes.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

test('an empty key repository has 0 commits and is not stale; after its first push all facts are fetched', async () => {
  const world = theOwnersWorld();
  const relay = repositoryNamed(world, 'sku0x20/relay');
  const { branches, files } = relay;
  Object.assign(relay, { branches: {}, files: [], languages: {} });
  const github = await aGitHub(world);
  const workspace = await aWorkspace();
  const refreshRelay = async () => {
    const { stale } = await refresh(aContext(workspace, github), quick);
    const { repositories } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
    const sections = repositories.find(({ name }) => name === 'sku0x20/relay')?.sections;
    return { stale, commits: sections?.commits?.value.total, tree: sections?.tree, checks: sections?.checks };
  };
  const nothing = { stale: [], commits: 0, tree: undefined, checks: undefined };
  expect(await refreshRelay()).toEqual(nothing);
  expect(await refreshRelay()).toEqual(nothing);
  world.now = '2026-11-23T04:37:00Z';
  Object.assign(relay, { branches, files });
  push(world, relay.name);
  expect(await refreshRelay()).toMatchObject({
    stale: [],
    tree: { value: { readme: true } },
    checks: { value: {} },
  });
});
