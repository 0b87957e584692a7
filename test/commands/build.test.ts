import { expect, test } from 'vitest';
import { run as build } from '../../src/commands/build.ts';
import { run as readme } from '../../src/commands/readme.ts';
import { aWorld } from '../support/github/builders.ts';
import { aContext, aWorkspace } from '../support/workspace.ts';

const nobody = { url: 'http://127.0.0.1:9', world: aWorld() };
const inWorkflow = { isActions: true, repository: 'sku0x20/My-Site' };

test.each([
  ['login: sku0x20\n', []],
  ['login: sku0x20\nsite: https://site.example.org/\n', []],
  ['login: sku0x20\nsite: https://old.example.org\n', ['https://old.example.org']],
])('with %j, --base-url is a problem only where the owner wrote another address', async (config, named) => {
  const workspace = await aWorkspace({ snapshot: true });
  await workspace.write(config, 'data', 'portfolio.yaml');
  const flags = { 'base-url': 'https://site.example.org' };
  const { problems = [] } = await build(aContext(workspace, nobody, flags, inWorkflow));
  expect(problems.map(({ what }) => what)).toEqual(named.map((site) => expect.stringContaining(site)));
});

test('before Pages has answered, site and README link to where it will publish this repository', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  await workspace.write('login: sku0x20\n', 'data', 'portfolio.yaml');
  const context = aContext(workspace, nobody, {}, inWorkflow);
  await build(context);
  await readme(context);
  const address = 'https://sku0x20.github.io/My-Site';
  expect(await workspace.read('README.md')).toContain(`(${address}/resume/)`);
  expect(await workspace.read('_site', 'index.html')).toContain(`rel="canonical" href="${address}/"`);
  expect(await workspace.read('_site', 'feed.xml')).toContain(`<id>${address}/</id>`);
});
