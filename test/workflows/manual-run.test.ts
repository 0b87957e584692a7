import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryNamed } from '../support/github/world.ts';
import type { Event } from './runner/run.ts';
import {
  afterTheFirstRun,
  committed,
  deployed,
  expectJobs,
  expectSummary,
  run,
  starsOf,
} from './scenario.ts';

const scenario = afterTheFirstRun();

describe('a run by hand', () => {
  const byHand = (inputs: Event['inputs']): Event => ({ name: 'workflow_dispatch', inputs });

  it('publishes the site only', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    const site = await run(host, byHand({ publish: 'site only' }));
    expectJobs(site, ['success', 'skipped', 'success']);
    expect(await deployed(host, 'portfolio.json')).toContain('"stars": 41');
    await expectSummary(site, 'site only');
  });

  it('leaves nothing of a dry run but report and preview', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    const caches = [...host.caches.keys()];
    const dry = await run(host, byHand({ publish: 'dry run' }));
    expectJobs(dry, ['success', 'skipped', 'skipped']);
    await expectSummary(dry, 'a dry run');
    expect([...host.artifacts.keys()].sort()).toEqual(['preview', 'report']);
    expect([...host.caches.keys()]).toEqual(caches);
  });

  it('asks for the named repositories only, but for all of them, and lets no reason act', async () => {
    const { host, github } = await scenario.aDayLater();
    repositoryNamed(github.world, 'sku0x20/relay').languages = { Kotlin: 90_001 };
    starsOf(github, 'sku0x20/assertG', 99);
    const reason = '$(touch injected) `id`\n::error::x\n<script>@octo | #1 </details>';
    const some = await run(host, byHand({ repositories: 'sku0x20/relay sku0x20/nope', full: true, reason }));
    const { build, commits } = some;
    expect(commits).toHaveLength(1);
    expect(await committed(host, 'data/snapshot.json')).toContain('"Kotlin": 90001');
    expect(await committed(host, 'data/snapshot.json')).not.toContain('"stars": 99');
    expect(build.log).not.toMatch(/^::error::x/m);
    await expectSummary(some, 'some repositories, with a reason');
  });

  it.each([
    [
      'injections',
      { repositories: '$(touch injected) `touch injected`; touch injected', full: '"; touch injected' },
    ],
    ['5,000 characters', { repositories: 'x'.repeat(5000) }],
  ])('refuses %s', async (what, inputs) => {
    const { host } = await scenario.aDayLater();
    const refused = await run(host, byHand(inputs));
    expectJobs(refused, ['failure', 'skipped', 'skipped']);
    expect(refused.build.log).toContain('::error title=REFRESH_REPOSITORIES');
    expect(refused.build.log.length).toBeLessThan(3500);
    await expectSummary(refused, `refused, ${what}`);
    expect(await readdir(join(host.folder, `run-${host.runs}/build/workspace`))).not.toContain('injected');
  });
});
