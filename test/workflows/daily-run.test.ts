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
} from './scene.ts';

const scene = afterTheFirstRun();

describe('the daily run', () => {
  it('publishes everything the first time', async () => {
    const { hub, run: first } = scene.first();
    expectJobs(first, ['success', 'success', 'success']);
    expect(first.commits).toEqual(['6 repositories added (github-actions[bot])']);
    expect(await changedFiles(hub)).toEqual([
      'README.md',
      'data/history.ndjson',
      'data/snapshot.json',
      'profile/storage-dark.svg',
      'profile/storage-light.svg',
    ]);
    expect(await committed(hub, 'README.md')).toContain('assertG');
    expect(await committed(hub, 'README.md')).toContain('Words of my own.');
    expect(hub.attested).toContain('portfolio.json');
    expect(first.build.log).toContain(
      '::error file=data/resume.yaml,line=10,col=60,title=Audit::the link to',
    );
    await expectSummary(first, 'first run');
  });

  it('commits nothing where nothing changed, and deploys all the same', async () => {
    const { hub } = await scene.aDayLater();
    const again = await run(hub, DAILY);
    expectJobs(again, ['success', 'skipped', 'success']);
    expect(again.commits).toEqual([]);
    expect(await deployed(hub, 'portfolio.json')).toContain('assertG');
    await expectSummary(again, 'nothing changed');
  });

  it('commits once what changed, in data and README, and deploys the same', async () => {
    const { hub, github } = await scene.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    push(github.world, 'sku0x20/assertG');
    publish(github.world, 'sku0x20/assertG', { tag: 'v0.2.0' });
    hub.buildsSite = true;
    const changed = await run(hub, DAILY);
    expectJobs(changed, ['success', 'success', 'success']);
    expect(changed.commits).toEqual(['assertG v0.2.0 released; 1 repository updated (github-actions[bot])']);
    expect(await changedFiles(hub)).toEqual(['README.md', 'data/history.ndjson', 'data/snapshot.json']);
    expect(await committed(hub, 'README.md')).toContain('v0.2.0');
    const { repositories } = JSON.parse(await deployed(hub, 'portfolio.json'));
    expect(repositories[0]).toMatchObject({ name: 'sku0x20/assertG', latestRelease: { tag: 'v0.2.0' } });
    expect(changed.build.log).toContain(
      '::warning file=data/portfolio.yaml,title=To mend::the site was built',
    );
    await expectSummary(changed, 'something changed');
  });

  it('commits once on the Sunday that ends a week', async () => {
    const { hub, github } = await scene.aDayLater();
    hub.now = github.world.now = '2026-11-29T04:37:00Z';
    const sunday = await run(hub, DAILY);
    expect(sunday.commits).toEqual(['Data as of 2026-11-29 (github-actions[bot])']);
    await expectSummary(sunday, 'a Sunday');
  });
});
