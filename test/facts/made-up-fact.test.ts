import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { jobToken } from '../support/github/callers.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aProjectCopy, edit } from '../support/project-copy.ts';
import { aGitHub, aWorkspace } from '../support/workspace.ts';

const run = promisify(execFile);

/** Copies the project and adds a fact: one file, and its entry in the list. */
async function projectWithFans(): Promise<string> {
  const folder = await aProjectCopy();
  await cp('test/fixtures/made-up-fact/fans.ts.txt', join(folder, 'src/facts/fans.ts'));
  await edit(
    join(folder, 'src/facts/index.ts'),
    ['export const repositoryFacts = {', 'export const repositoryFacts = {\n  fans: fansFact,'],
    ['import { ciFact }', "import { fansFact } from './fans.ts';\nimport { ciFact }"],
  );
  return folder;
}

test('a new fact takes one file and an entry in the list', async () => {
  const project = await projectWithFans();
  await run(resolve('node_modules/.bin/tsc'), ['-p', project]);
  const world = theOwnersWorld();
  const github = await aGitHub(world);
  const { data, site, read } = await aWorkspace();
  const portfolio = async (command: string, ...flags: string[]) => {
    const env = {
      ...process.env,
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_TOKEN: jobToken(),
    };
    const cli = ['--import', 'tsx', 'src/cli.ts', command, '--data', data, ...flags];
    return (await run(process.execPath, cli, { cwd: project, env })).stdout;
  };

  await portfolio('refresh');
  expect(JSON.parse(await read('data', 'snapshot.json')).repositories[0].sections.fans).toMatchObject({
    value: 12,
  });
  expect(await read('data', 'history.ndjson')).toContain('"fans":12');

  const first = repositoryNamed(world, 'sku0x20/assertG');
  first.stars = 20;
  const changed = await portfolio('refresh');
  expect(changed).toContain('sku0x20/assertG fans: 12 → 20');
  first.stars = 0;
  expect(await portfolio('refresh')).toMatch(/^warning: sku0x20\/assertG: fans 20 → 0/m);

  await portfolio('build', '--out', site);
  const { repositories } = JSON.parse(await read('_site', 'portfolio.json'));
  expect(repositories[0]).toMatchObject({ fans: 20, sections: { fans: { state: 'stale' } } });
  expect(await read('_site', 'portfolio.schema.json')).toContain('"fans"');
  const page = await read('_site', 'projects', 'assertg', 'index.html');
  expect(page).toMatch(
    /<dt>Fans<\/dt><dd>\s*<data value="20" data-repo="sku0x20\/assertG" data-metric="fans">20<\/data>/,
  );
});
