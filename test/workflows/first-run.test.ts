import { describe, expect, it } from 'vitest';
import { git } from './runner/actions-host.ts';
import {
  afterTheFirstRun,
  changedFiles,
  committed,
  DAILY,
  deployed,
  expectJobs,
  expectSummary,
  run,
  starsOf,
} from './scenario.ts';

const scenario = afterTheFirstRun();

describe('in a fork that is not set up', () => {
  it('names the setting of each thing that is missing: Pages, and the right to push', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    host.pages = null;
    host.mayPush = false;
    const fork = await run(host, DAILY);
    expectJobs(fork, ['success', 'failure', 'skipped']);
    expect(fork.build.log).toContain('::warning title=Site not deployed::');
    expect(fork.commit.log).toContain('::error title=Push refused::');
    await expectSummary(fork, 'a fork without Pages and without the right to push');
  });

  it('commits to a default branch of any name without Pages too, and says how to have pushes start it', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    host.pages = null;
    await git(host.origin, 'branch', '--move', 'main', 'trunk');
    const trunk = await run(host, { ...DAILY, branch: 'trunk' });
    expectJobs(trunk, ['success', 'success', 'skipped']);
    expect(trunk.commits).toEqual(['1 repository updated (github-actions[bot])']);
    await expectSummary(trunk, 'another default branch, without Pages');
  });

  it('serves a repository named like its owner, whose site lies under a path', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    host.repository = 'sku0x20/sku0x20';
    host.pages = 'https://sku0x20.github.io/sku0x20';
    host.buildsSite = true;
    const profile = await run(host, DAILY);
    expectJobs(profile, ['success', 'success', 'success']);
    expect(await changedFiles(host)).toEqual(['README.md', 'data/history.ndjson', 'data/snapshot.json']);
    expect(await committed(host, 'README.md')).toContain('assertG');
    expect(profile.jobs.profile?.result).toBe('skipped');
    expect(await deployed(host, 'index.html')).toContain('href="/sku0x20/projects/"');
    expect(await deployed(host, 'sitemap.xml')).toContain('https://sku0x20.github.io/sku0x20/resume/');
    await expectSummary(profile, 'login and login, under a path');
  });
});
