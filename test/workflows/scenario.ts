import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { aRepository } from '../support/github/builders.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import { startFakeGitHub } from '../support/github/server.ts';
import type { World } from '../support/github/world.ts';
import { copyOwner } from '../support/owner.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import type { ActionsHost } from './runner/actions-host.ts';
import { closeHost, copyHost, git, openHost } from './runner/actions-host.ts';
import { type ProgramServer, startProgramServer } from './runner/program-server.ts';
import type { Event, JobRun, Meanwhile } from './runner/run.ts';
import { runWorkflow } from './runner/run.ts';
import { readWorkflow } from './workflow.ts';

const CONFIG = `login: sku0x20
key: [sku0x20/assertG, sku0x20/relay, sku0x20/stopgap]
`;

const RESUME = `basics:
  name: Octo Example
  label: Backend Engineer
  summary: I build tools that last.
work:
  - name: Example Ltd
    position: Engineer
    startDate: 2022-03
    highlights:
      - Wrote [the task for applicants](https://github.com/sku0x20/recruitment).
      - text: "Made it smaller:"
        metrics:
          - name: Archive
            text: From 90 GB to 30 GB.
            before: 90 GB
            after: 30 GB
            reduction: 66.6 %
skills:
  - name: Languages
    keywords: [Go]
`;

const README = '# Mine\n\n<!-- portfolio:start -->\n<!-- portfolio:end -->\n\nWords of my own.\n';
const PAGES = 'https://octo.example.org';
export const DAILY: Event = { name: 'schedule' };

/** One run of refresh.yml. */
export interface Run {
  build: JobRun;
  push: JobRun;
  deploy: JobRun;
  jobs: Record<string, JobRun>;
  /** All summaries, as the run's page shows them. */
  summary: string;
  /** What it committed, newest first: `subject (author)`. */
  commits: string[];
}

/** Runs refresh.yml. */
export async function run(host: ActionsHost, event: Event, meanwhile: Meanwhile = {}): Promise<Run> {
  const branch = event.branch ?? 'main';
  const before = await git(host.origin, 'rev-parse', branch);
  const jobs = await runWorkflow(await readWorkflow('.github/workflows/refresh.yml'), host, event, meanwhile);
  const { build, push, deploy } = jobs;
  if (!build || !push || !deploy) throw new Error('refresh.yml lacks a job that these tests know');
  const log = await git(host.origin, 'log', '--format=%s (%an)', `${before}..${branch}`);
  const summary = Object.values(jobs)
    .map((job) => job.summary)
    .join('\n');
  return { build, push, deploy, jobs, summary, commits: log.split('\n').filter((line) => line !== '') };
}

/** The state of things after the first run of a new owner, from which every test of a file goes on. */
export interface Scenario {
  first: () => { host: ActionsHost; run: Run };
  /** A GitHub and a host of the test's own, a day later. */
  aDayLater: () => Promise<{ github: FakeGitHub; host: ActionsHost }>;
}

/** The address of a server that runs the program in this process until the test is done. */
export async function aProgramServer(): Promise<string> {
  const { url, close } = await startProgramServer();
  onTestFinished(close);
  return url;
}

/** Makes the scenario before the tests of a file, and removes it after them. */
export function afterTheFirstRun(): Scenario {
  // Whole runs, some with the waiting that an unwatched job allows itself.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  let made: { host: ActionsHost; run: Run } | undefined;
  const first = () => made ?? expect.unreachable();
  let program: ProgramServer | undefined;
  beforeAll(async () => {
    program = await startProgramServer();
    const github = await startFakeGitHub(aWorldWithThis());
    const host = await openHost(github.url, makeItMine);
    host.programServer = program.url;
    made = { host, run: await run(host, DAILY) };
    await github.close();
  });
  afterAll(async () => {
    program?.close();
    await closeHost(first().host);
  });

  const aDayLater = async () => {
    const world = aWorldWithThis();
    world.now = '2026-11-23T04:37:00Z';
    const github = await startFakeGitHub(world);
    const host = await copyHost(first().host);
    host.api = github.url;
    host.now = world.now;
    host.deployed = null;
    onTestFinished(async () => {
      await github.close();
      await closeHost(host);
      expect(github.contractViolations).toEqual([]);
    });
    return { github, host };
  };
  return { first, aDayLater };
}

/** The owner's world, with the repository that these workflows run in. */
function aWorldWithThis(): World {
  const world = theOwnersWorld();
  world.repositories.push(aRepository({ name: 'sku0x20/portfolio' }));
  world.pages = { html_url: `${PAGES}/`, build_type: 'workflow' };
  return world;
}

/** Fills the repository of a new owner, who has not run the workflow yet. */
async function makeItMine(clone: string): Promise<void> {
  await copyOwner(clone);
  await writeFile(join(clone, 'data/portfolio.yaml'), CONFIG);
  await writeFile(join(clone, 'data/resume.yaml'), RESUME);
  await writeFile(join(clone, 'README.md'), README);
  await rm(join(clone, 'data/snapshot.json'));
}

/** How build, push and deploy went; a job that went otherwise shows its log. */
export function expectJobs({ build, push, deploy }: Run, results: JobRun['result'][]): void {
  const log = `${build.log}${push.log}${deploy.log}`;
  expect([build.result, push.result, deploy.result], log).toEqual(results);
}

/** What a person reads on the run's page, held to the one that was read last; figures that differ from run to run are even, and what else is `uneven`. */
export async function expectSummary({ jobs }: Run, name: string, uneven = /$^/): Promise<void> {
  const summaries = Object.entries(jobs).flatMap(([job, { summary }]) =>
    summary ? [`<!-- ${job} -->\n${summary}`] : [],
  );
  const text = summaries
    .join('\n')
    .replace(uneven, '…')
    .replace(/\b[0-9a-f]{40}\b/g, '0'.repeat(40))
    .replace(/\b[\d.]+ (s|B|KB|MB)(?= |,|$)/gm, '0.0 $1')
    .replace(/[^\s']*actions-host-\w+\//g, '…/');
  await expect(text).toMatchFileSnapshot(`summaries/${name.replace(/\W+/g, '-')}.md`);
}

/** A file's text on `main`. */
export function committed(host: ActionsHost, path: string): Promise<string> {
  return git(host.origin, 'show', `main:${path}`);
}

/** The files of the newest commit. */
export async function changedFiles(host: ActionsHost): Promise<string[]> {
  return (await git(host.origin, 'show', '--name-only', '--format=', 'main')).split('\n');
}

/** A file's text on the deployed site. */
export function deployed(host: ActionsHost, path: string): Promise<string> {
  return readFile(join(host.deployed ?? 'nothing deployed', path), 'utf8');
}
