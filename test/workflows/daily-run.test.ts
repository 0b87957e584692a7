import { describe, expect, it } from 'vitest';
import { publish, push } from '../support/github/changes.ts';
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

describe('the daily run', () => {
  it('publishes everything the first time', async () => {
    const { host, run: first } = scenario.first();
    expectJobs(first, ['success', 'success', 'success']);
    expect(first.commits).toEqual(['6 repositories added (github-actions[bot])']);
    expect(await changedFiles(host)).toEqual([
      'README.md',
      'data/history.ndjson',
      'data/snapshot.json',
      'profile/storage-dark.svg',
      'profile/storage-light.svg',
    ]);
    expect(await committed(host, 'README.md')).toContain('assertG');
    expect(await committed(host, 'README.md')).toContain('Words of my own.');
    expect(first.build.log).toContain(
      '::error file=data/resume.yaml,line=10,col=60,title=Audit::the link to',
    );
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

  it('commits once what changed, in data and README, and deploys the same', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    push(github.world, 'sku0x20/assertG');
    publish(github.world, 'sku0x20/assertG', { tag: 'v0.2.0' });
    host.buildsSite = true;
    const changed = await run(host, DAILY);
    expectJobs(changed, ['success', 'success', 'success']);
    expect(changed.commits).toEqual(['assertG v0.2.0 released; 1 repository updated (github-actions[bot])']);
    expect(await changedFiles(host)).toEqual(['README.md', 'data/history.ndjson', 'data/snapshot.json']);
    expect(await committed(host, 'README.md')).toContain('v0.2.0');
    const { repositories } = JSON.parse(await deployed(host, 'portfolio.json'));
    expect(repositories[0]).toMatchObject({ name: 'sku0x20/assertG', latestRelease: { tag: 'v0.2.0' } });
    expect(changed.build.log).toContain(
      '::warning file=data/portfolio.yaml,title=Action needed::the site was built',
    );
    await expectSummary(changed, 'something changed');
  });

  it('commits once on the Sunday that ends a week', async () => {
    const { host, github } = await scenario.aDayLater();
    host.now = github.world.now = '2026-11-29T04:37:00Z';
    const sunday = await run(host, DAILY);
    expect(sunday.commits).toEqual(['Data as of 2026-11-29 (github-actions[bot])']);
    await expectSummary(sunday, 'a Sunday');
  });
});
