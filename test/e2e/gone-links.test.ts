import { expect, test } from 'vitest';
import { audit } from '../../src/commands/audit.ts';
import { refresh } from '../../src/commands/refresh.ts';
import { loadInputs, loadPortfolio } from '../../src/context/inputs.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { aRepository } from '../support/github/builders.ts';
import { status } from '../support/github/faults.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aContext, aGitHub, aWorkspace, quick, type Workspace } from '../support/workspace.ts';

const LINK = 'https://github.com/sku0x20/recruitment';

async function gone({ read }: Workspace): Promise<unknown> {
  return JSON.parse(await read('data', 'snapshot.json')).goneLinks;
}

test('a résumé link that answers 404 is plain text in every format until it works again', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  await refresh(aContext(workspace, github), quick);
  expect(await gone(workspace)).toEqual(['sku0x20/recruitment']);

  const inputs = await loadInputs(workspace.data);
  const { portfolio } = inputs;
  await buildSite(portfolio, { out: workspace.site, baseUrl: portfolio.site });
  const files = await workspace.files('_site');
  // The report tells the owner; the site does not mention it.
  const findings = await audit(workspace.data, inputs);
  expect(findings.map(({ what }) => what)).toContain('broken link to sku0x20/recruitment (404)');
  const site = Object.values(files).join('\n');
  for (const { what } of findings) expect(site).not.toContain(what);
  const told = Object.entries(files).filter(([path]) => /resume|index|README/.test(path));
  expect(told.length).toBeGreaterThan(4);
  for (const [path, text] of told) expect(text, path).not.toContain(LINK);
  expect(await workspace.read('_site', 'resume', 'index.html')).toContain('(github.com/sku0x20/recruitment)');
  expect(await workspace.read('_site', 'resume.md')).toContain('(github.com/sku0x20/recruitment)');

  github.world.repositories.push(aRepository({ name: 'sku0x20/recruitment' }));
  await refresh(aContext(workspace, github), quick);
  expect(await gone(workspace)).toBeUndefined();
  expect(JSON.stringify((await loadPortfolio(workspace.data)).resume)).toContain(LINK);
});

test('links to a fork or a former name work, although the list does not have them', async () => {
  const world = theOwnersWorld();
  world.repositories.push(aRepository({ name: 'sku0x20/recruitment', fork: true }));
  const stopgap = repositoryNamed(world, 'sku0x20/stopgap');
  Object.assign(stopgap, { name: 'sku0x20/stopgap-two', formerNames: ['sku0x20/stopgap'] });
  const github = await aGitHub(world);
  const workspace = await aWorkspace();
  await refresh(aContext(workspace, github), quick);
  expect(await gone(workspace)).toBeUndefined();
});

test('if GitHub does not answer, the last known state stays', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  await refresh(aContext(workspace, github), quick);
  github.faults.push({ on: '/repos/{owner}/{repo}', fault: status(500) });
  await refresh(aContext(workspace, github), quick);
  expect(await gone(workspace)).toEqual(['sku0x20/recruitment']);
});
