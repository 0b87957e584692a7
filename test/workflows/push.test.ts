import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { push } from '../support/github/changes.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { commitTo, git, openRepository } from './runner/actions-host.ts';
import {
  afterTheFirstRun,
  changedFiles,
  committed,
  DAILY,
  deployed,
  expectJobs,
  expectSummary,
  README,
  run,
  starsOf,
} from './scenario.ts';

const scenario = afterTheFirstRun();

describe('when the push cannot be', () => {
  it('commits on top of what a person pushed meanwhile to other files', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    const person = () =>
      commitTo(host.origin, 'By a person', (clone) => writeFile(join(clone, 'NOTES.md'), 'x'));
    const { commits } = await run(host, DAILY, { commit: person });
    expect(commits).toEqual(['1 repository updated (github-actions[bot])', 'By a person (Octo)']);
  });

  it('pushes nothing where the data have changed, and commits the news in the next run', async () => {
    const { host, github } = await scenario.aDayLater();
    repositoryNamed(github.world, 'sku0x20/assertG').languages = { Go: 40_000, Zig: 80_000 };
    push(github.world, 'sku0x20/assertG');
    const person = () =>
      commitTo(host.origin, 'By a person', (clone) => appendFile(join(clone, 'data/resume.yaml'), '# x\n'));
    const late = await run(host, DAILY, { commit: person });
    expectJobs(late, ['success', 'success', 'success']);
    expect(late.commits).toEqual(['By a person (Octo)']);
    await expectSummary(late, 'main moved');
    expect((await run(host, DAILY)).commits).toEqual(['1 repository updated (github-actions[bot])']);
    expect(await committed(host, 'data/snapshot.json')).toContain('"Zig": 80000');
  });

  it('says how to let it push where the branch is protected, and deploys all the same', async () => {
    const { host, github } = await scenario.aDayLater();
    starsOf(github, 'sku0x20/relay', 41);
    const hook = '#!/bin/sh\necho "GH006: Protected branch update failed" >&2\nexit 1\n';
    await writeFile(join(host.origin, 'hooks/pre-receive'), hook, { mode: 0o755 });
    const refused = await run(host, DAILY);
    expectJobs(refused, ['success', 'failure', 'success']);
    expect(refused.commits).toEqual([]);
    expect(refused.commit.log).toContain('::error title=Push refused');
    await expectSummary(refused, 'the branch is protected');
    expect(await deployed(host, 'portfolio.json')).toContain('"stars": 41');
    const { issues } = repositoryNamed(github.world, 'sku0x20/portfolio');
    expect(issues[0]?.body).toContain('The job `commit` failed');
    await rm(join(host.origin, 'hooks/pre-receive'));
    expect((await run(host, DAILY)).commits).toEqual(['1 repository updated (github-actions[bot])']);
    expect(issues).toMatchObject([{ state: 'closed' }]);
  });

  it('lets a patch touch its own files only, and plain characters into the message', async () => {
    const { host } = await scenario.aDayLater();
    await commitTo(host.origin, 'A package turns bad', async (clone) => {
      const manifest = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8'));
      manifest.scripts.readme =
        "echo evil >> README.md; echo '# evil' >> data/resume.yaml; mkdir profile; echo evil > profile/a.svg; printf 'v1 $(id) `id`\\n\\nCo-authored-by: x' > .cache/commit-message.txt";
      await writeFile(join(clone, 'package.json'), JSON.stringify(manifest));
    });
    const { commits } = await run(host, DAILY);
    expect(commits).toEqual(['v1 id id (github-actions[bot])']);
    expect(await changedFiles(host)).toEqual(['README.md', 'profile/a.svg']);
  });
});

describe('the profile repository', () => {
  const aDayLaterWithProfile = async (readme: string, key: string) => {
    const { host } = await scenario.aDayLater();
    const origin = join(host.folder, 'profile.git');
    await openRepository(origin, (clone) => writeFile(join(clone, 'README.md'), readme));
    host.profile = { origin, deployKey: 'the key' };
    host.variables.PROFILE_REPOSITORY = 'sku0x20/sku0x20';
    host.secrets.PROFILE_DEPLOY_KEY = key;
    return { host, origin };
  };

  it('gets the block between its markers, once', async () => {
    const { host, origin } = await aDayLaterWithProfile(README, 'the key');
    const published = await run(host, DAILY);
    const { jobs } = published;
    expect(jobs.profile?.result, jobs.profile?.log).toBe('success');
    await expectSummary(published, 'the profile README is published');
    expect(await git(origin, 'show', 'main:README.md')).toContain('assertG');
    expect(await git(origin, 'show', 'main:README.md')).toContain('Words of my own.');
    expect(await git(origin, 'show', 'main:profile/storage-dark.svg')).toContain('<svg');
    expect(await git(origin, 'log', '--format=%s (%an)')).toBe(
      'Update the profile [skip ci] (github-actions[bot])\nStart (Octo)',
    );
    expect((await run(host, DAILY)).jobs.profile?.result).toBe('skipped');
  });

  it('is not touched without its key, and the rest is published', async () => {
    const { host, origin } = await aDayLaterWithProfile(README, '');
    const locked = await run(host, DAILY);
    expectJobs(locked, ['success', 'skipped', 'success']);
    expect(locked.jobs.profile?.result).toBe('failure');
    await expectSummary(locked, 'the profile README lacks its key');
    expect(await git(origin, 'log', '--format=%s')).toBe('Start');
  });

  it('is not touched where it has no markers, and the rest is published', async () => {
    const { host } = await aDayLaterWithProfile('# Mine\n', 'the key');
    const unmarked = await run(host, DAILY);
    expectJobs(unmarked, ['success', 'skipped', 'success']);
    expect(unmarked.jobs.profile?.result).toBe('skipped');
    await expectSummary(unmarked, 'the profile README lacks its markers');
  });
});
