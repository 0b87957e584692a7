import { afterEach, expect, test } from 'vitest';
import { aRepository, aWorld } from './builders.ts';
import * as changes from './changes.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';
import { headOf, repositoryNamed } from './world.ts';

const name = 'sku0x20/relay';
const world = () =>
  aWorld({
    repositories: [aRepository({ name, commits: [{ date: '2026-11-01T00:00:00Z', message: 'First' }] })],
  });

let github: FakeGitHub;

afterEach(async () => {
  await github.close();
  expect(github.contractViolations).toEqual([]);
});

async function get(path: string): Promise<unknown> {
  return (await fetch(github.url + path)).json();
}

test('a push moves the head and pushed_at', async () => {
  github = await startFakeGitHub(world());
  const head = changes.push(github.world, name, [{ message: 'Second' }, { message: 'Third' }]);
  expect(await get(`/repos/${name}`)).toMatchObject({ pushed_at: github.world.now });
  expect(await get(`/repos/${name}/commits?per_page=1`)).toMatchObject([{ sha: head.sha }]);
  expect(await get(`/repos/${name}/commits`)).toHaveLength(3);
});

test('a forced push replaces the history', async () => {
  github = await startFakeGitHub(world());
  changes.forcePush(github.world, name, [{ message: 'Other' }]);
  expect(await get(`/repos/${name}/commits`)).toMatchObject([{ commit: { message: 'Other' }, parents: [] }]);
});

test('a merge adds older commits below itself', async () => {
  github = await startFakeGitHub(world());
  changes.mergeBranch(github.world, name, [{ date: '2026-05-01T00:00:00Z', message: 'Long ago' }]);
  const commits = await get(`/repos/${name}/commits`);
  expect(commits).toMatchObject(
    ['Merge branch', 'First', 'Long ago'].map((message) => ({ commit: { message } })),
  );
  expect(commits).toMatchObject([{ parents: [{}, {}] }, {}, {}]);
});

test('a release has its tag, a check stays with its commit', async () => {
  github = await startFakeGitHub(world());
  changes.publish(github.world, name, { tag: 'v1.0.0' });
  changes.setChecks(github.world, name, [{ conclusion: 'failure' }]);
  const checked = headOf(repositoryNamed(github.world, name))?.sha;
  changes.push(github.world, name);
  expect(await get(`/repos/${name}/tags`)).toMatchObject([{ name: 'v1.0.0', commit: { sha: checked } }]);
  expect(await get(`/repos/${name}/commits/v1.0.0`)).toMatchObject({ sha: checked });
  expect(await get(`/repos/${name}/commits/v1.0.0/check-runs`)).toMatchObject({
    check_runs: [{ conclusion: 'failure' }],
  });
  expect(await get(`/repos/${name}/commits/main/check-runs`)).toMatchObject({ total_count: 0 });
  expect(await get(`/repos/${name}/commits/main/status`)).toMatchObject({ total_count: 0, state: 'pending' });
});

test('the default branch can be renamed', async () => {
  github = await startFakeGitHub(world());
  changes.renameDefaultBranch(github.world, name, 'trunk');
  expect(await get(`/repos/${name}`)).toMatchObject({ default_branch: 'trunk' });
  expect(await get(`/repos/${name}/commits?sha=trunk`)).toHaveLength(1);
  expect(await get(`/repos/${name}/commits?sha=main`)).toMatchObject({ status: '404' });
});

test('a new repository may take the former name of another', async () => {
  github = await startFakeGitHub(world());
  const moved = changes.rename(github.world, name, 'another/relay');
  expect(await get(`/repos/${name}`)).toMatchObject({ id: moved.id });
  const taker = changes.create(github.world, { name });
  expect(await get(`/repos/${name}`)).toMatchObject({ id: taker.id });
  changes.remove(github.world, 'another/relay');
  expect(await get(`/repositories/${moved.id}`)).toMatchObject({ status: '404' });
});
