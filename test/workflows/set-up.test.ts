import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SET_UP } from '../support/committed-files.ts';
import { aRepository, aUser, aWorld } from '../support/github/builders.ts';
import { status } from '../support/github/faults.ts';
import { copyOwner, filesOfPreviousOwner } from '../support/owner.ts';
import { aGitHub, filesIn } from '../support/workspace.ts';
import { type ActionsHost, closeHost, commitTo, copyProject, git, openHost } from './runner/actions-host.ts';
import type { Event } from './runner/run.ts';
import {
  aProgramServer,
  changedFiles,
  committed,
  deployed,
  expectJobs,
  expectSummary,
  run,
} from './scenario.ts';

vi.setConfig({ testTimeout: 120_000 });

const NAME = 'Zażółć Gęśląjaźń';
const PUSH: Event = { name: 'push' };
const PAGES = 'https://ada.example.org';
/** Masked in the stored summary: hashes, and line numbers that move when a key is added. */
const CHANGING = /[0-9a-f]{40}|(?<=data\/\w+\.yaml):\d+:\d+/g;
const PORT = /(?<=127\.0\.0\.1:)\d+/g;

/** A stranger's new copy of the template, and the stranger's account on the fake GitHub. */
async function aCopy() {
  const copy = aRepository({ name: 'ada/ada', createdAt: '2026-11-22T04:00:00Z' });
  const github = await aGitHub(
    aWorld({
      user: aUser({ login: 'ada', name: NAME }),
      repositories: [aRepository({ name: 'ada/loom', commits: [{ login: 'ada' }] }), copy],
      pages: { html_url: `${PAGES}/`, build_type: 'workflow' },
    }),
  );
  const host = await openHost(github.url, async (clone) => {
    await copyProject(clone);
    await copyOwner(clone);
    await writeFile(join(clone, 'CNAME'), 'www.sku20.dev\n');
    await writeFile(join(clone, 'profile/old.svg'), '<svg/>\n');
    await writeFile(join(clone, 'data/history.ndjson'), '');
  });
  onTestFinished(() => closeHost(host));
  return { github, host: Object.assign(host, { repository: 'ada/ada', pages: PAGES }) };
}

/** Commits a résumé, as an owner who uploads it would. */
const upload = (host: ActionsHost, summary: string) => {
  const resume = {
    basics: { name: NAME, label: 'Weaver', summary, phone: '+44 20 7946 0000' },
    work: [{ name: 'Loom', position: 'Weaver', startDate: '2020', endDate: 'someday' }],
  };
  return commitTo(host.origin, 'Upload', (clone) =>
    writeFile(join(clone, 'resume.json'), JSON.stringify(resume)),
  );
};

/** The files that still name the previous owner: any file of the site, and the owner's files on `main`. */
async function leaks(host: ActionsHost): Promise<string[]> {
  const site = host.deployed ?? expect.unreachable('nothing was deployed');
  const kept = await git(host.origin, 'ls-tree', '-r', '--name-only', 'main', 'data', 'profile', 'README.md');
  const texts = kept.split('\n').map(async (path) => [path, await committed(host, path)] as const);
  return filesOfPreviousOwner({ ...(await filesIn(site)), ...Object.fromEntries(await Promise.all(texts)) });
}

it('changes nothing if GitHub fails, sets up the copy, and imports the résumé again', async () => {
  const { github, host } = await aCopy();
  host.programServer = await aProgramServer();
  const before = await git(host.origin, 'rev-parse', 'main');
  github.faults.push({ on: '/graphql', fault: status(422) });
  const failed = await run(host, PUSH);
  expectJobs(failed, ['failure', 'skipped', 'skipped']);
  expect(await git(host.origin, 'rev-parse', 'main')).toBe(before);
  expect(host.deployed).toBeNull();
  await expectSummary(failed, 'set-up failed', PORT);
  const artifact = host.artifacts.get('result') ?? expect.unreachable();
  expect((await readdir(artifact)).sort()).toEqual(['health.md', 'message.txt', 'report.json']);

  github.faults.length = 0;
  await upload(host, 'Weaves.');
  // This run starts a separate process, which has only the packages of production.
  const setUp = await run(Object.assign(host, { programServer: '' }), PUSH);
  expectJobs(setUp, ['success', 'success', 'success']);
  expect(setUp.commits).toEqual(['Set up the portfolio of ada (github-actions[bot])']);
  expect((await changedFiles(host)).sort()).toEqual([...SET_UP, 'CNAME', 'profile/old.svg'].sort());
  expect(await leaks(host)).toEqual([]);
  expect(await committed(host, 'README.md')).toContain(`# ${NAME}`);
  expect(await deployed(host, 'index.html')).toContain(NAME);
  expect(await deployed(host, 'resume/index.html')).not.toContain('7946');
  await expectSummary(setUp, 'set-up', CHANGING);

  host.programServer = await aProgramServer();
  await upload(host, 'Spins.');
  const again = await run(host, { name: 'workflow_dispatch', inputs: { setup: 'ada' } });
  expectJobs(again, ['success', 'success', 'success']);
  expect(again.commits).toEqual(['Import the resume (github-actions[bot])']);
  expect(await committed(host, 'data/resume.yaml')).toContain('Spins.');
  expect(await deployed(host, 'index.html')).toContain('Spins.');
});
