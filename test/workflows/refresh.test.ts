import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { aRepository } from '../support/github/builders.ts';
import { publish, push } from '../support/github/changes.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import { startFakeGitHub } from '../support/github/server.ts';
import type { World } from '../support/github/world.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import type { Hub } from './runner/hub.ts';
import { closeHub, commitTo, copyHub, git, openHub, openRepository } from './runner/hub.ts';
import type { Event, JobRun, Meanwhile } from './runner/run.ts';
import { runWorkflow } from './runner/run.ts';
import { readWorkflow } from './workflow.ts';

// Whole runs, some with the waiting that an unwatched job allows itself.
vi.setConfig({ testTimeout: 120_000 });

const CONFIG = `login: sku0x20
site: https://www.sku20.dev
key: [sku0x20/assertG, sku0x20/relay, sku0x20/stopgap]
`;
const README = '# Mine\n\n<!-- portfolio:start -->\n<!-- portfolio:end -->\n\nWords of my own.\n';
const DAILY: Event = { name: 'schedule' };

/** The owner's world, with the repository that these workflows run in. */
function aWorldWithThis(): World {
  const world = theOwnersWorld();
  world.repositories.push(aRepository({ name: 'sku0x20/portfolio' }));
  return world;
}

/** The hub after the first run of a new owner; each test goes on from a copy. */
let started: Hub;
let first: Run;

beforeAll(async () => {
  const github = await startFakeGitHub(aWorldWithThis());
  started = await openHub(github.url);
  await commitTo(started.origin, 'Make it mine', async (clone) => {
    await writeFile(join(clone, 'data/portfolio.yaml'), CONFIG);
    await writeFile(join(clone, 'README.md'), README);
    await rm(join(clone, 'data/snapshot.json'), { force: true });
    await rm(join(clone, 'data/history.ndjson'), { force: true });
  });
  first = await run(started, DAILY);
  await github.close();
}, 120_000);
afterAll(() => closeHub(started));

interface Run {
  build: JobRun;
  commit: JobRun;
  deploy: JobRun;
  jobs: Record<string, JobRun>;
  /** All summaries, as the run's page shows them. */
  summary: string;
  /** What it committed, newest first: `subject (author)`. */
  commits: string[];
}

async function run(hub: Hub, event: Event, meanwhile: Meanwhile = {}): Promise<Run> {
  const before = await git(hub.origin, 'rev-parse', 'main');
  const jobs = await runWorkflow(await readWorkflow('.github/workflows/refresh.yml'), hub, event, meanwhile);
  const { build, commit, deploy } = jobs;
  if (!build || !commit || !deploy) throw new Error('refresh.yml lacks a job that these tests know');
  const log = await git(hub.origin, 'log', '--format=%s (%an)', `${before}..main`);
  const summary = Object.values(jobs)
    .map((job) => job.summary)
    .join('\n');
  return { build, commit, deploy, jobs, summary, commits: log.split('\n').filter((line) => line !== '') };
}

/** A GitHub and a hub in the state after the first run, a day later. */
async function aDayLater(): Promise<{ github: FakeGitHub; hub: Hub }> {
  const world = aWorldWithThis();
  world.now = '2026-11-23T04:37:00Z';
  const github = await startFakeGitHub(world);
  const hub = await copyHub(started);
  hub.api = github.url;
  hub.now = world.now;
  onTestFinished(async () => {
    await github.close();
    await closeHub(hub);
    expect(github.contractViolations).toEqual([]);
  });
  return { github, hub };
}

/** How build, commit and deploy went; a job that went otherwise shows its log. */
function expectJobs({ build, commit, deploy }: Run, results: JobRun['result'][]): void {
  const log = `${build.log}${commit.log}${deploy.log}`;
  expect([build.result, commit.result, deploy.result], log).toEqual(results);
}

const shown = (hub: Hub, path: string) => git(hub.origin, 'show', `main:${path}`);
const changedFiles = async (hub: Hub) =>
  (await git(hub.origin, 'show', '--name-only', '--format=', 'main')).split('\n');
const deployed = (hub: Hub, path: string) => readFile(join(hub.deployed ?? 'nothing deployed', path), 'utf8');

describe('the daily run', () => {
  it('publishes everything the first time', async () => {
    expectJobs(first, ['success', 'success', 'success']);
    expect(first.commits).toEqual(['6 repositories added (github-actions[bot])']);
    expect(await changedFiles(started)).toEqual([
      'README.md',
      'data/history.ndjson',
      'data/snapshot.json',
      'profile/storage-dark.svg',
      'profile/storage-light.svg',
    ]);
    expect(await shown(started, 'README.md')).toContain('assertG');
    expect(await shown(started, 'README.md')).toContain('Words of my own.');
    expect(started.attested).toContain('portfolio.json');
  });

  it('commits nothing where nothing changed, and deploys all the same', async () => {
    const { hub } = await aDayLater();
    hub.deployed = null;
    const again = await run(hub, DAILY);
    expectJobs(again, ['success', 'skipped', 'success']);
    expect(again.commits).toEqual([]);
    expect(await deployed(hub, 'index.html')).toContain('assertG');
    expect(again.summary).toContain('Nothing changed.');
  });

  it('commits once what changed, in data and README, and deploys the same', async () => {
    const { hub, github } = await aDayLater();
    repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
    push(github.world, 'sku0x20/assertG');
    publish(github.world, 'sku0x20/assertG', { tag: 'v0.2.0' });
    const changed = await run(hub, DAILY);
    expect(changed.commits).toEqual(['assertG v0.2.0 released; 1 repository updated (github-actions[bot])']);
    expect(await changedFiles(hub)).toEqual(['README.md', 'data/history.ndjson', 'data/snapshot.json']);
    expect(await shown(hub, 'README.md')).toContain('v0.2.0');
    const { repositories } = JSON.parse(await deployed(hub, 'portfolio.json'));
    expect(repositories[0]).toMatchObject({ name: 'sku0x20/assertG', latestRelease: { tag: 'v0.2.0' } });
    expect(changed.summary).toContain('| sku0x20/relay | stars | 1 | 41 |');
    expect(changed.summary).toMatch(
      /Committed \[\w{7}\]\(https:\/\/github.com\/sku0x20\/portfolio\/commit\/\w{40}\)/,
    );
    expect(changed.summary).toContain('Deployed to https://octo.example.org/');
  });

  it('commits once on the Sunday that ends a week', async () => {
    const { hub, github } = await aDayLater();
    hub.now = github.world.now = '2026-11-29T04:37:00Z';
    expect((await run(hub, DAILY)).commits).toEqual(['Data as of 2026-11-29 (github-actions[bot])']);
  });
});

describe('when GitHub fails', () => {
  it('keeps everything and says so where GitHub is down', async () => {
    const { hub, github } = await aDayLater();
    await github.close();
    const down = await run(hub, DAILY);
    expectJobs(down, ['success', 'skipped', 'success']);
    expect(await deployed(hub, 'index.html')).toContain('assertG');
    expect(down.summary).toContain('The last good values stay.');
    expect(down.build.log).toContain('::warning');
  });

  it('goes on without its memory and without a token that is rejected, and commits nothing for it', async () => {
    const { hub } = await aDayLater();
    hub.token = 'revoked';
    hub.caches.clear();
    const { build, commits } = await run(hub, DAILY);
    expect(build.result).toBe('success');
    expect(commits).toEqual([]);
    expect(build.log).toContain('::error title=The token was rejected');
    expect(build.log).not.toContain('revoked');
  });

  it('commits the data but deploys nothing where Pages gives no address, and says what to do', async () => {
    const { hub, github } = await aDayLater();
    hub.pages = null;
    repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
    const unpublished = await run(hub, DAILY);
    expectJobs(unpublished, ['success', 'success', 'skipped']);
    expect(unpublished.summary).toContain('Settings → Pages');
  });
});

describe('when the push cannot be', () => {
  it('pushes nothing where main has moved, and commits the news in the next run', async () => {
    const { hub, github } = await aDayLater();
    repositoryNamed(github.world, 'sku0x20/assertG').languages = { Go: 1, Zig: 2 };
    push(github.world, 'sku0x20/assertG');
    const person = () =>
      commitTo(hub.origin, 'By a person', (clone) => writeFile(join(clone, 'NOTES.md'), 'x'));
    const late = await run(hub, DAILY, { commit: person });
    expectJobs(late, ['success', 'success', 'success']);
    expect(late.commits).toEqual(['By a person (Octo)']);
    expect(late.summary).toContain('Nothing was committed: `main` moved');
    expect((await run(hub, DAILY)).commits).toEqual(['1 repository updated (github-actions[bot])']);
    expect(await shown(hub, 'data/snapshot.json')).toContain('"Zig": 2');
  });

  it('says how to let it push where the branch is protected, and deploys all the same', async () => {
    const { hub, github } = await aDayLater();
    repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
    const hook = '#!/bin/sh\necho "GH006: Protected branch update failed" >&2\nexit 1\n';
    await writeFile(join(hub.origin, 'hooks/pre-receive'), hook, { mode: 0o755 });
    hub.deployed = null;
    const refused = await run(hub, DAILY);
    expectJobs(refused, ['success', 'failure', 'success']);
    expect(refused.commits).toEqual([]);
    expect(refused.commit.log).toContain('::error title=Push refused');
    expect(refused.summary).toContain('Settings → Rules');
    expect(await deployed(hub, 'portfolio.json')).toContain('"stars": 41');
    const { issues } = repositoryNamed(github.world, 'sku0x20/portfolio');
    expect(issues[0]?.body).toContain('The job `commit` failed');
    await rm(join(hub.origin, 'hooks/pre-receive'));
    expect((await run(hub, DAILY)).commits).toEqual(['1 repository updated (github-actions[bot])']);
    expect(issues).toMatchObject([{ state: 'closed' }]);
  });

  it('lets a patch touch its own files only, and plain characters into the message', async () => {
    const { hub } = await aDayLater();
    await commitTo(hub.origin, 'A package turns bad', async (clone) => {
      const manifest = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8'));
      manifest.scripts.readme =
        "echo evil >> README.md; echo '# evil' >> data/resume.yaml; mkdir profile; echo evil > profile/a.svg; printf 'v1 $(id) `id`\\n\\nCo-authored-by: x' > .cache/commit-message.txt";
      await writeFile(join(clone, 'package.json'), JSON.stringify(manifest));
    });
    const { commits } = await run(hub, DAILY);
    expect(commits).toEqual(['v1 id id (github-actions[bot])']);
    expect(await changedFiles(hub)).toEqual(['README.md', 'profile/a.svg']);
  });
});

describe('the profile repository', () => {
  const aDayLaterWithProfile = async (readme: string, key: string) => {
    const { hub } = await aDayLater();
    const origin = join(hub.folder, 'profile.git');
    await openRepository(origin, (clone) => writeFile(join(clone, 'README.md'), readme));
    hub.profile = { origin, deployKey: 'the key' };
    hub.variables.PROFILE_REPOSITORY = 'sku0x20/sku0x20';
    hub.secrets.PROFILE_DEPLOY_KEY = key;
    return { hub, origin };
  };

  it('gets the block between its markers, once', async () => {
    const { hub, origin } = await aDayLaterWithProfile(README, 'the key');
    const { jobs, summary } = await run(hub, DAILY);
    expect(jobs.profile?.result, jobs.profile?.log).toBe('success');
    expect(summary).toContain('The profile README in [sku0x20/sku0x20]');
    expect(await git(origin, 'show', 'main:README.md')).toContain('assertG');
    expect(await git(origin, 'show', 'main:README.md')).toContain('Words of my own.');
    expect(await git(origin, 'log', '--format=%s (%an)')).toBe(
      'Update the profile (github-actions[bot])\nStart (Octo)',
    );
    expect((await run(hub, DAILY)).jobs.profile?.result).toBe('skipped');
  });

  it('is not touched without its key, and the rest is published', async () => {
    const { hub, origin } = await aDayLaterWithProfile(README, '');
    const locked = await run(hub, DAILY);
    expectJobs(locked, ['success', 'skipped', 'success']);
    expect(locked.jobs.profile?.result).toBe('failure');
    expect(locked.summary).toContain('Add a deploy key that allows writing');
    expect(await git(origin, 'log', '--format=%s')).toBe('Start');
  });

  it('is not touched where it has no markers, and the rest is published', async () => {
    const { hub } = await aDayLaterWithProfile('# Mine\n', 'the key');
    const unmarked = await run(hub, DAILY);
    expectJobs(unmarked, ['success', 'skipped', 'success']);
    expect(unmarked.jobs.profile?.result).toBe('skipped');
    expect(unmarked.summary).toContain('lacks the lines');
  });
});

describe('a run by hand', () => {
  const byHand = (inputs: Event['inputs']): Event => ({ name: 'workflow_dispatch', inputs });

  it('publishes the site only', async () => {
    const { hub, github } = await aDayLater();
    repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
    const site = await run(hub, byHand({ publish: 'site only' }));
    expectJobs(site, ['success', 'skipped', 'success']);
    expect(await deployed(hub, 'portfolio.json')).toContain('"stars": 41');
  });

  it('leaves nothing of a dry run but report and preview', async () => {
    const { hub, github } = await aDayLater();
    repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
    hub.deployed = null;
    const caches = [...hub.caches.keys()];
    const dry = await run(hub, byHand({ publish: 'dry run' }));
    expectJobs(dry, ['success', 'skipped', 'skipped']);
    expect(dry.summary).toContain('| sku0x20/relay | stars | 1 | 41 |');
    expect([...hub.artifacts.keys()].sort()).toEqual(['preview', 'report']);
    expect([...hub.caches.keys()]).toEqual(caches);
  });

  it('publishes nothing of another branch', async () => {
    const { hub, github } = await aDayLater();
    repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
    await git(hub.origin, 'branch', 'attempt', 'main');
    const other = await run(hub, { ...byHand({}), branch: 'attempt' });
    expectJobs(other, ['success', 'skipped', 'skipped']);
    expect(other.summary).toContain('not on the default branch, `main`');
  });

  it('asks for the named repositories only, but for all of them, and lets no reason act', async () => {
    const { hub, github } = await aDayLater();
    repositoryNamed(github.world, 'sku0x20/relay').languages = { Kotlin: 1 };
    repositoryNamed(github.world, 'sku0x20/assertG').stars = 99;
    const reason = '$(touch injected) `id`\n::error::x\n<script>@octo | #1 </details>';
    const { build, commits } = await run(hub, byHand({ repositories: 'sku0x20/relay', full: true, reason }));
    expect(commits).toHaveLength(1);
    expect(await shown(hub, 'data/snapshot.json')).toContain('"Kotlin": 1');
    expect(await shown(hub, 'data/snapshot.json')).not.toContain('"stars": 99');
    expect(build.log).not.toMatch(/^::error/m);
    expect(build.summary).not.toContain('<script>');
  });

  it.each([
    [
      'injections',
      { repositories: '$(touch injected) `touch injected`; touch injected', full: '"; touch injected' },
    ],
    ['5,000 characters', { repositories: 'x'.repeat(5000) }],
  ])('refuses %s', async (_, inputs) => {
    const { hub } = await aDayLater();
    const refused = await run(hub, byHand(inputs));
    expectJobs(refused, ['failure', 'skipped', 'skipped']);
    expect(refused.build.log).toContain('::error title=REFRESH_REPOSITORIES');
    expect(refused.build.log.length).toBeLessThan(2000);
    expect(await readdir(join(hub.folder, `run-${hub.runs}/build/workspace`))).not.toContain('injected');
  });
});
