import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run as build } from '../../src/commands/build.ts';
import { run as dev } from '../../src/commands/dev.ts';
import { run as readme } from '../../src/commands/readme.ts';
import { run as start } from '../../src/commands/start.ts';
import { aWorld } from '../support/github/builders.ts';
import { aContext, aWorkspace } from '../support/workspace.ts';

const nobody = { url: 'http://127.0.0.1:9', world: aWorld() };
const inWorkflow = { isActions: true, repository: 'sku0x20/My-Site' };

test('before Pages reports an address, site and README link to where it will publish this repository', async () => {
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

test('a font in data/fonts gives a résumé in its script a PDF', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const resume = `basics:\n  name: 大人\n  label: 会社\n  summary: ${'大会社人事'.repeat(20)}\n`;
  await workspace.write(resume, 'data', 'resume.yaml');
  const context = aContext(workspace, nobody);
  expect((await build(context)).notices).toMatchObject([
    { title: 'No PDF', fix: expect.stringContaining(`for Han (TTF or OTF) into ${workspace.data}/fonts`) },
  ]);
  await cp('test/fixtures/fonts', join(workspace.data, 'fonts'), { recursive: true });
  expect((await build(context)).notices).toEqual([]);
  expect(await workspace.read('_site', 'resume.pdf')).toMatch(/^%PDF/);
});

test.each([
  ['start', start],
  ['dev', dev],
])('%s uses the fonts in data/fonts too, and says what they lack', async (_, serve) => {
  const workspace = await aWorkspace({ snapshot: true });
  const resume = `basics:\n  name: 大人\n  label: 会社\n  summary: ${'大会社人事'.repeat(20)} 🚀\n`;
  await workspace.write(resume, 'data', 'resume.yaml');
  await cp('test/fixtures/fonts', join(workspace.data, 'fonts'), { recursive: true });
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const { server } = await serve({ ...aContext(workspace, nobody, {}, { port: 0 }), say });
  server?.close();
  expect(await workspace.read('_site', 'resume.pdf')).toMatch(/^%PDF/);
  expect(said.join('\n')).toContain('resume.pdf leaves out "🚀" (U+1F680), which no font has');
});
