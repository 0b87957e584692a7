import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REFRESHED } from '../support/committed-files.ts';
import { repositoryNamed } from '../support/github/world.ts';
import {
  afterTheFirstRun,
  changedFiles,
  committed,
  DAILY,
  deployed,
  expectJobs,
  expectSummary,
  run,
} from './scenario.ts';

const scenario = afterTheFirstRun();

/** How many requests were under way when GitHub was given up, and which of them heard what: chance tells. */
const BY_CHANCE = /\d+ requests?( \(\d+ of 60 left this hour\))?|(?<=unreachable \()[^)]*\)?[^)]*(?=\)\. →)/g;

it('publishes everything the first time', async () => {
  const { host, run: first } = scenario.first();
  expectJobs(first, ['success', 'success', 'success']);
  expect(first.commits).toEqual(['6 repositories added (github-actions[bot])']);
  expect(await changedFiles(host)).toEqual(REFRESHED);
  expect(await committed(host, 'README.md')).toContain('Words of my own.');
  expect(await deployed(host, 'portfolio.json')).toContain('assertG');
  expect(first.build.log).toContain('::error file=data/resume.yaml,line=10,col=60,title=Audit::');
  await expectSummary(first, 'first run');
});

it('commits nothing where nothing changed, and deploys all the same', async () => {
  const { host } = await scenario.aDayLater();
  const again = await run(host, DAILY);
  expectJobs(again, ['success', 'skipped', 'success']);
  expect(again.commits).toEqual([]);
  expect(await deployed(host, 'portfolio.json')).toContain('assertG');
  await expectSummary(again, 'nothing changed');
});

it('deploys where the push is refused, quotes git, and opens the health issue', async () => {
  const { host, github } = await scenario.aDayLater();
  repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
  host.mayPush = false;
  const refused = await run(host, DAILY);
  expectJobs(refused, ['success', 'failure', 'success']);
  expect(refused.push.log).toContain('::error title=Push refused::');
  expect(await deployed(host, 'portfolio.json')).toContain('"stars": 41');
  expect(JSON.parse(await readFile(join(host.folder, 'issues.json'), 'utf8'))).toMatchObject([
    { state: 'open', body: expect.stringContaining('`push` ended with failure') },
  ]);
  await expectSummary(refused, 'the push is refused');
});

it('keeps everything and says so where GitHub is down', async () => {
  const { host, github } = await scenario.aDayLater();
  await github.close();
  const down = await run(host, DAILY);
  expectJobs(down, ['success', 'skipped', 'success']);
  const { repositories } = JSON.parse(await deployed(host, 'portfolio.json'));
  expect(repositories[0]).toMatchObject({ commits: 2, sections: { commits: { state: 'stale' } } });
  // Pages say so after 48 hours; see test/e2e/main-job.test.ts.
  expect(await deployed(host, 'index.html')).not.toContain('class="notice"');
  expect(down.build.log).toMatch(/^::warning title=Last known values kept::.*unreachable/m);
  await expectSummary(down, 'GitHub is down', BY_CHANCE);
});

it('leaves nothing of a run that publishes nothing but its result and the site as a preview', async () => {
  const { host, github } = await scenario.aDayLater();
  repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
  const caches = [...host.caches.keys()];
  const dry = await run(host, { name: 'workflow_dispatch', inputs: { publish: 'nothing' } });
  expectJobs(dry, ['success', 'skipped', 'skipped']);
  expect([...host.artifacts.keys()].sort()).toEqual(['result', 'site-1']);
  expect([...host.caches.keys()]).toEqual(caches);
  expect(dry.jobs.health?.result).toBe('skipped');
});
