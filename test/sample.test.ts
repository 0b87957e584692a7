import { cp } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sampleWorld } from '../bench/sample-world.ts';
import { refresh } from '../src/commands/refresh.ts';
import { loadPortfolio } from '../src/context/inputs.ts';
import { aContext, aGitHub, aWorkspace } from './support/workspace.ts';

test('the sample site shows every repository and skill of its files, and nothing of the real owner', async () => {
  const world = sampleWorld();
  const github = await aGitHub(world);
  const workspace = await aWorkspace();
  await cp('test/fixtures/sample', workspace.data, { recursive: true });
  const report = await refresh(aContext(workspace, github));
  expect(report.stale).toEqual([]);
  const portfolio = await loadPortfolio(workspace.data, undefined, undefined);
  expect(portfolio.missingRepositories).toEqual([]);
  expect(portfolio.repositories).toHaveLength(world.repositories.length);
  const skills = portfolio.skills.flatMap((group) => group.skills);
  expect(skills.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
  expect(await workspace.read('data', 'snapshot.json')).not.toContain('sku0x20');
});
