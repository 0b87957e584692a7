import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { aGist, aRepository, aUser, aWorld } from '../support/github/builders.ts';
import { status } from '../support/github/faults.ts';
import { startFakeGitHub } from '../support/github/server.ts';
import type { Gist } from '../support/github/world.ts';
import { copyOwner } from '../support/owner.ts';
import { type ActionsHost, closeHost, commitTo, git, openHost } from './runner/actions-host.ts';
import type { Event, Meanwhile } from './runner/run.ts';
import { changedFiles, committed, deployed, expectJobs, expectSummary, run } from './scenario.ts';

vi.setConfig({ testTimeout: 120_000 });

const PREVIOUS_OWNER = /sku0x20|sku20|siddhant|8383056329/i;
const BY_HAND: Event = { name: 'workflow_dispatch' };
/** Hashes, and positions in files that list every key, which change with the keys. */
const UNEVEN = /[0-9a-f]{40}|(?<=data\/\w+\.yaml):\d+:\d+/g;
const PORT = /(?<=127\.0\.0\.1:)\d+/g;

interface Given {
  name?: string;
  repositories?: number;
  gists?: Gist[];
  isOrganization?: boolean;
  isFork?: boolean;
}

/** A new copy of the template that a stranger made, and GitHub as it knows her. */
async function aCopy({
  name = 'Ada',
  repositories = 1,
  gists = [],
  isOrganization = false,
  isFork = false,
}: Given) {
  const own = Array.from({ length: repositories }, (_, index) =>
    aRepository({ name: `ada/project-${index + 1}`, stars: index % 5, commits: [{ login: 'ada' }] }),
  );
  const copy = aRepository({ name: 'ada/ada', createdAt: '2026-11-22T04:00:00Z', fork: isFork });
  const world = aWorld({
    user: aUser({ login: 'ada', name, isOrganization }),
    repositories: [...own, copy],
    gists,
    pages: { html_url: 'https://ada.example.org/', build_type: 'workflow' },
  });
  const github = await startFakeGitHub(world);
  const host = await openHost(github.url);
  host.repository = 'ada/ada';
  host.pages = 'https://ada.example.org';
  onTestFinished(async () => {
    await github.close();
    await closeHost(host);
    expect(github.contractViolations).toEqual([]);
  });
  await commitTo(host.origin, 'Initial commit', async (clone) => {
    await copyOwner(clone);
    await writeFile(join(clone, 'CNAME'), 'www.sku20.dev\n');
    await writeFile(join(clone, 'profile/old.svg'), '<svg/>\n');
    await writeFile(join(clone, 'data/history.ndjson'), '');
  });
  return { host, github, run: (event = BY_HAND, meanwhile?: Meanwhile) => run(host, event, meanwhile) };
}

/** The paths of all files that name the previous owner: on the site, and in what the latest commit changed. */
async function leaks(host: ActionsHost): Promise<string[]> {
  const site = host.deployed ?? expect.unreachable('nothing was deployed');
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (PREVIOUS_OWNER.test(path.slice(site.length) + (await readFile(path, 'latin1')))) found.push(path);
  }
  const kept = (
    await git(host.origin, 'ls-tree', '-r', '--name-only', 'main', 'data', 'profile', 'README.md')
  ).split('\n');
  for (const path of kept) {
    if (PREVIOUS_OWNER.test(path + (await committed(host, path)))) found.push(path);
  }
  return found;
}

const resume = (name: string) =>
  JSON.stringify({
    basics: { name, label: 'Weaver', summary: 'Weaves.', phone: '+44 20 7946 0000' },
    work: [{ name: 'Loom', position: 'Weaver', startDate: '2020', endDate: 'someday' }],
  });

it('changes nothing if GitHub fails, then sets up the copy with a gist, then has nothing to commit', async () => {
  const name = 'Zażółć Gęśląjaźń';
  const { host, github, run } = await aCopy({
    gists: [aGist({ files: { 'resume.json': resume(name) } })],
    name,
  });
  const before = await git(host.origin, 'rev-parse', 'main');
  github.faults.push({ on: '/graphql', fault: status(422) });
  const failed = await run();
  expectJobs(failed, ['failure', 'skipped', 'skipped']);
  expect(await git(host.origin, 'rev-parse', 'main')).toBe(before);
  expect(host.deployed).toBeNull();
  await expectSummary(failed, 'set-up failed', PORT);
  const artifact = host.artifacts.get('result') ?? expect.unreachable();
  expect((await readdir(artifact)).sort()).toEqual(['health.md', 'message.txt', 'report.json']);

  github.faults.length = 0;
  const setUp = await run();
  expectJobs(setUp, ['success', 'success', 'success']);
  expect(setUp.commits).toEqual(['Set up the portfolio of ada (github-actions[bot])']);
  expect((await changedFiles(host)).sort()).toEqual([
    'CNAME',
    'README.md',
    'data/evidence.yaml',
    'data/history.ndjson',
    'data/portfolio.yaml',
    'data/resume.yaml',
    'data/snapshot.json',
    'profile/old.svg',
    'profile/storage-dark.svg',
    'profile/storage-light.svg',
    'profile/work-dark.svg',
    'profile/work-light.svg',
  ]);
  expect(await leaks(host)).toEqual([]);
  expect(await committed(host, 'README.md')).toContain(`# ${name}`);
  expect(await deployed(host, 'index.html')).toContain(name);
  expect(await deployed(host, 'resume/index.html')).not.toContain('7946');
  await expectSummary(setUp, 'set-up', UNEVEN);

  const next = await run();
  expectJobs(next, ['success', 'skipped', 'success']);
  expect(next.commits).toEqual([]);
});

it('sets up a fork for the login in the input', async () => {
  const name = 'سارة العلي';
  const { host, run } = await aCopy({ name, repositories: 30, isFork: true });
  expectJobs(await run({ ...BY_HAND, inputs: { setup: 'ada' } }), ['success', 'success', 'success']);
  expect(await leaks(host)).toEqual([]);
  expect(await committed(host, 'README.md')).toContain(`# ${name}`);
  expect(await deployed(host, 'index.html')).toContain(name);
});

it('gives way to a résumé that is uploaded during the run, which the next run imports', async () => {
  const { host, run } = await aCopy({ name: '王小明', repositories: 0, isOrganization: true });
  const upload = () =>
    commitTo(host.origin, 'Upload', (clone) => writeFile(join(clone, 'resume.json'), resume('木蘭')));
  const first = await run({ name: 'push' }, { push: upload });
  expect(first.commits).toEqual(['Upload (Octo)']);
  expect(first.summary).toContain('Nothing was committed: someone pushed');
  expectJobs(await run({ name: 'push' }), ['success', 'success', 'success']);
  expect(await committed(host, 'data/resume.yaml')).toContain('木蘭');
  expect(await deployed(host, 'index.html')).toContain('木蘭');
  expect(await leaks(host)).toEqual([]);
});
