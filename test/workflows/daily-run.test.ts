import { describe, expect, it } from 'vitest';
import { publish, push } from '../support/github/changes.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { afterTheFirstRun, changedFiles, committed, DAILY, deployed, expectJobs, run } from './scene.ts';

const scene = afterTheFirstRun();

describe('the daily run', () => {
  it('publishes everything the first time', async () => {
    const { hub, run: first } = scene.first();
    expectJobs(first, ['success', 'success', 'success']);
    expect(first.commits).toEqual(['6 repositories added (github-actions[bot])']);
    expect(await changedFiles(hub)).toEqual(['README.md', 'data/history.ndjson', 'data/snapshot.json']);
    expect(await committed(hub, 'README.md')).toContain('assertG');
    expect(await committed(hub, 'README.md')).toContain('Words of my own.');
    expect(hub.attested).toContain('portfolio.json');
    expect(first.summary).toMatch(/<details><summary>Check: \d+ error/);
    expect(first.summary).toContain('the link to sku0x20/recruitment leads nowhere');
  });

  it('commits nothing where nothing changed, and deploys all the same', async () => {
    const { hub } = await scene.aDayLater();
    const again = await run(hub, DAILY);
    expectJobs(again, ['success', 'skipped', 'success']);
    expect(again.commits).toEqual([]);
    expect(await deployed(hub, 'portfolio.json')).toContain('assertG');
    expect(again.summary).toContain('Nothing changed.');
  });

  it('commits once what changed, in data and README, and deploys the same', async () => {
    const { hub, github } = await scene.aDayLater();
    repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
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
    expect(changed.summary).toContain('| sku0x20/relay | stars | 1 | 41 |');
    expect(changed.summary).toMatch(
      /Committed \[\w{7}\]\(https:\/\/github.com\/sku0x20\/portfolio\/commit\/\w{40}\)/,
    );
    expect(changed.summary).toContain('Deployed to https://octo.example.org/');
    expect(changed.build.log).toContain('::notice file=data/portfolio.yaml,title=Two addresses::');
    expect(changed.summary).toContain('The site was built for https');
  });

  it('commits once on the Sunday that ends a week', async () => {
    const { hub, github } = await scene.aDayLater();
    hub.now = github.world.now = '2026-11-29T04:37:00Z';
    expect((await run(hub, DAILY)).commits).toEqual(['Data as of 2026-11-29 (github-actions[bot])']);
  });
});

describe('when GitHub fails', () => {
  it('keeps everything and says so where GitHub is down', async () => {
    const { hub, github } = await scene.aDayLater();
    await github.close();
    const down = await run(hub, DAILY);
    expectJobs(down, ['success', 'skipped', 'success']);
    expect(await deployed(hub, 'portfolio.json')).toContain('assertG');
    expect(down.summary).toContain('The last good values stay.');
    expect(down.build.log).toContain('::warning');
  });

  it('goes on without its memory and without a token that is rejected, and commits nothing for it', async () => {
    const { hub } = await scene.aDayLater();
    hub.token = 'revoked';
    hub.caches.clear();
    const { build, commits } = await run(hub, DAILY);
    expect(build.result).toBe('success');
    expect(commits).toEqual([]);
    expect(build.log).toContain('::error title=The token was rejected');
    expect(build.log).not.toContain('revoked');
  });

  it('commits the data but deploys nothing where Pages gives no address, and says what to do', async () => {
    const { hub, github } = await scene.aDayLater();
    hub.pages = null;
    repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
    const unpublished = await run(hub, DAILY);
    expectJobs(unpublished, ['success', 'success', 'skipped']);
    expect(unpublished.summary).toContain('Settings → Pages');
  });
});
