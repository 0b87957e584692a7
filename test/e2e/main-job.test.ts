import { expect, test } from 'vitest';
import { updateReadme } from '../../src/commands/readme.ts';
import { refresh } from '../../src/commands/refresh.ts';
import type { Context } from '../../src/context/command.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { textOf } from '../site/built-site.ts';
import { aRepository } from '../support/github/builders.ts';
import { create, publish, push, setChecks } from '../support/github/changes.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aContext, aGitHub, aWorkspace, quick, type Workspace } from '../support/workspace.ts';

/** What the scheduled job commits: refresh and README. */
async function update(context: Context) {
  const report = await refresh(context, quick);
  await updateReadme(await loadPortfolio(context.flags.data), context.flags.target);
  return report;
}

/** The whole scheduled job: refresh, README, site. */
async function job(context: Context) {
  const report = await update(context);
  const portfolio = await loadPortfolio(context.flags.data);
  await buildSite(portfolio, { out: context.flags.out, baseUrl: portfolio.site });
  return report;
}

async function committed({ files, read }: Workspace) {
  return { ...(await files('data')), readme: await read('README.md') };
}

test('the same new numbers of the owner’s public repositories reach every output', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  const first = await update(aContext(workspace, github));
  expect(first.notShown).toEqual(['sku0x20/k8s-config']);
  github.world.now = '2026-11-23T04:37:00Z';
  push(github.world, 'sku0x20/assertG', [{}, {}, {}]);
  publish(github.world, 'sku0x20/assertG', { tag: 'v0.2.0' });
  setChecks(github.world, 'sku0x20/relay', [{ conclusion: 'failure' }]);
  repositoryNamed(github.world, 'sku0x20/stopgap').stars = 1234;
  const report = await job(aContext(workspace, github));

  expect(report.changes).toContainEqual({
    subject: 'sku0x20/assertG',
    field: 'commits',
    before: 2,
    after: 5,
  });
  const data = JSON.parse(await workspace.read('_site', 'portfolio.json'));
  expect(data.repositories.map(({ name }: { name: string }) => name)).toEqual([
    'sku0x20/assertG',
    'sku0x20/relay',
    'sku0x20/stopgap',
    'sku0x20/terraform-configs',
    'sku0x20/website',
    'sku0x20/empty',
  ]);
  expect(data.repositories.at(-1)).toMatchObject({ commits: 0, lastCommitAt: null });
  expect(data.repositories[0]).toMatchObject({
    name: 'sku0x20/assertG',
    commits: 5,
    stars: 12,
    openIssues: 2,
    latestRelease: { kind: 'release', tag: 'v0.2.0', publishedAt: '2026-11-23T04:37:00Z' },
    has: { readme: true, tests: true, workflow: true, dockerfile: false },
  });
  const readme = await workspace.read('README.md');
  const home = await workspace.read('_site', 'index.html');
  const page = await workspace.read('_site', 'projects', 'assertg', 'index.html');
  const commits = '<data value="5" data-repo="sku0x20/assertG" data-metric="commits">5</data>';
  for (const html of [home, page]) expect(html).toContain(commits);
  expect(page).toContain('v0.2.0');
  expect(readme).toContain('Updated 23 Nov 2026');
  expect(readme).toContain('[v0.2.0]');
  const stars = '<data value="1234" data-repo="sku0x20/stopgap" data-metric="stars">1,234</data>';
  expect(await workspace.read('_site', 'projects', 'stopgap', 'index.html')).toContain(stars);
  expect(await workspace.read('_site', 'projects', 'relay', 'index.html')).toContain('failing');
});

test('the portfolio’s own commits change nothing', async () => {
  const github = await aGitHub(theOwnersWorld());
  create(github.world, { name: 'sku0x20/portfolio' });
  const workspace = await aWorkspace();
  const context = () => aContext(workspace, github, {}, { ownRepositories: ['sku0x20/portfolio'] });
  await update(context());
  const first = await committed(workspace);
  for (const day of ['23', '24', '25', '26', '27']) {
    github.world.now = `2026-11-${day}T04:37:00Z`;
    push(github.world, 'sku0x20/portfolio');
    push(github.world, 'sku0x20/sku0x20');
    await update(context());
    expect(await committed(workspace)).toEqual(first);
  }
});

test('if GitHub is down, nothing is lost, and after 48 hours the site says so', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  await update(aContext(workspace, github));
  const before = await committed(workspace);
  await github.close();
  github.world.now = '2026-11-23T04:37:00Z';
  const report = await update(aContext(workspace, github));
  expect(report.isComplete).toBe(false);
  expect(report.stale.length).toBeGreaterThan(10);
  expect(await committed(workspace)).toEqual(before);
  github.world.now = '2026-11-25T04:37:00Z';
  await job(aContext(workspace, github));
  const data = JSON.parse(await workspace.read('_site', 'portfolio.json'));
  expect(data.repositories[0]).toMatchObject({
    commits: 2,
    sections: { commits: { state: 'stale', since: '2026-11-23T04:37:00Z' } },
  });
  const home = await workspace.read('_site', 'index.html');
  expect(textOf(/<p class="notice">.*?<\/p>/s.exec(home)?.[0] ?? '')).toBe(
    "GitHub couldn't be reached since 23 Nov 2026 . Figures are from 22 Nov 2026 .",
  );
});

test('the first refresh adopts the records of git history by name', async () => {
  const world = theOwnersWorld();
  world.repositories.push(aRepository({ name: 'sku0x20/avoid' }));
  const github = await aGitHub(world);
  const workspace = await aWorkspace({ snapshot: true });
  // The fake GitHub has fewer repositories and commits than the git history.
  await refresh(aContext(workspace, github, { 'accept-regressions': true }), quick);
  const snapshot = JSON.parse(await workspace.read('data', 'snapshot.json'));
  const names = snapshot.repositories.map(({ name }: { name: string }) => name);
  expect(names).toHaveLength(7);
  expect(snapshot.repositories.every(({ id }: { id: number | null }) => id !== null)).toBe(true);
  expect(JSON.stringify(snapshot)).not.toContain('git history');
});
