import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as faults from '../support/github/faults.ts';
import { partError, partForbidden } from '../support/github/graphql-faults.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { commitTo } from './runner/actions-host.ts';
import {
  afterTheFirstRun,
  committed,
  DAILY,
  deployed,
  expectJobs,
  expectSummary,
  run,
  starsOf,
} from './scenario.ts';

const scenario = afterTheFirstRun();

/** How many requests were under way when GitHub was given up, and which of them heard what: chance tells. */
const BY_CHANCE = /\d+ requests?(, \d+ of 60 left)?|(?<=23 Nov 2026 \| ).*(?= \|$)/gm;

describe('when the build fails', () => {
  it('publishes nothing, and tells how far it came and what to fix', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    await commitTo(host.origin, 'Lose the markers', (clone) =>
      writeFile(join(clone, 'README.md'), '# Mine\n'),
    );
    const failed = await run(host, DAILY);
    expectJobs(failed, ['failure', 'skipped', 'skipped']);
    expect(failed.build.log).toContain(
      '::error file=README.md,title=Wrong input::this file has no portfolio',
    );
    expect(repositoryNamed(github.world, 'sku0x20/portfolio').issues).toMatchObject([{ state: 'open' }]);
    await expectSummary(failed, 'the build fails');
  });

  it('publishes what is ready where only the report cannot be made', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    await commitTo(host.origin, 'Break the report', async (clone) => {
      const manifest = await readFile(join(clone, 'package.json'), 'utf8');
      await writeFile(join(clone, 'package.json'), manifest.replace(/"report": ".*"/, '"report": "exit 1"'));
    });
    const silent = await run(host, DAILY);
    expectJobs(silent, ['success', 'success', 'success']);
    expect(silent.build.log).toContain('::warning title=No report::');
  });
});

describe('when GitHub fails', () => {
  it('keeps everything and says so where GitHub is down', async () => {
    const { host, github } = await scenario.aDayLater();
    await github.close();
    const down = await run(host, DAILY);
    expectJobs(down, ['success', 'skipped', 'success']);
    expect(await deployed(host, 'portfolio.json')).toContain('assertG');
    expect(down.build.log.match(/^::warning title=.*unreachable/gm)).toHaveLength(1);
    await expectSummary(down, 'GitHub is down', BY_CHANCE);
  });

  it('keeps what fails and commits the rest where half of GitHub is down', async () => {
    const { host, github } = await scenario.aDayLater();
    const relay = repositoryNamed(github.world, 'sku0x20/relay');
    Object.assign(relay, { stars: 41, pushedAt: github.world.now });
    github.faults.push(
      { field: 'languages', fault: partError('SERVICE_UNAVAILABLE', 'Something went wrong') },
      { field: 'releases', fault: partError('NOT_FOUND', 'Could not resolve') },
      { field: 'contributionCalendar', fault: partForbidden },
      { on: '/repos/{owner}/{repo}/git/trees/{tree_sha}', fault: faults.html },
    );
    const half = await run(host, DAILY);
    expectJobs(half, ['success', 'success', 'success']);
    expect(half.commits).toEqual(['1 repository updated (github-actions[bot])']);
    expect(JSON.parse(await committed(host, 'data/snapshot.json')).profile).toBeDefined();
    await expectSummary(half, 'half of GitHub is down');
  });

  it('waits for no quota that is spent for the hour, and keeps everything', async () => {
    const { host, github } = await scenario.aDayLater();
    github.faults.push({ fault: faults.primaryLimit(403, 3000) });
    const spent = await run(host, DAILY);
    expectJobs(spent, ['success', 'skipped', 'success']);
    expect(await deployed(host, 'portfolio.json')).toContain('assertG');
    await expectSummary(spent, 'the quota is spent', BY_CHANCE);
  });

  it('goes on without a token that is rejected, and commits nothing for it', async () => {
    const { host } = await scenario.aDayLater();
    host.token = 'revoked';
    const revoked = await run(host, DAILY);
    expect(revoked.build.result).toBe('success');
    expect(revoked.commits).toEqual([]);
    expect(revoked.build.log).toContain('::error title=The token was rejected');
    expect(revoked.build.log + revoked.summary).not.toContain('revoked');
    await expectSummary(revoked, 'the token is revoked', BY_CHANCE);
  });

  it('asks for no more where its memory is lost, and commits nothing for it', async () => {
    const { host, github } = await scenario.aDayLater();
    host.caches.clear();
    const lost = await run(host, DAILY);
    expect(github.requests.filter(({ path }) => path.includes('/git/trees'))).toEqual([]);
    expectJobs(lost, ['success', 'skipped', 'success']);
    await expectSummary(lost, 'the cache is lost');
  });

  it('refuses a count that fell too far, and believes it where a person says so', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/assertG', 2);
    const refused = await run(host, DAILY);
    expectJobs(refused, ['success', 'skipped', 'success']);
    expect(await deployed(host, 'portfolio.json')).toContain('"stars": 12');
    await expectSummary(refused, 'a count is refused');
    const inputs = { 'accept-regressions': true };
    const accepted = await run(host, { name: 'workflow_dispatch', inputs });
    expect(accepted.commits).toEqual(['1 repository updated (github-actions[bot])']);
    await expectSummary(accepted, 'a count is accepted');
  });
});
