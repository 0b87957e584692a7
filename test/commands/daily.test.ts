import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type DailyResult, daily, reportFailure, run } from '../../src/commands/daily.ts';
import { refresh } from '../../src/commands/refresh.ts';
import type { Environment } from '../../src/context/environment.ts';
import type { Flags } from '../../src/context/flags.ts';
import { readWorkflowInputs } from '../../src/context/workflow-inputs.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import * as faults from '../support/github/faults.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import { repositoryNamed, type World } from '../support/github/world.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aSharedFolder } from '../support/shared-folder.ts';
import { aContext, aGitHub, aWorkspace, quick, type Workspace } from '../support/workspace.ts';

const OWN = 'sku0x20/portfolio';
const LOGIN = 'login: sku0x20\n';
const CONFIG = 'login: sku0x20\nkey: [sku0x20/assertG, sku0x20/relay, sku0x20/stopgap]\n';
const PROFILE = 'sku0x20/sku0x20';
const PUBLISHED = 'https://sku0x20.github.io/portfolio';

interface Scenario {
  github: FakeGitHub;
  workspace: Workspace;
  /** Runs `npm run daily` in a workflow of this repository. */
  daily: (environment?: Partial<Environment>, flags?: Partial<Flags>) => Promise<DailyResult>;
  result: (...path: string[]) => Promise<string>;
}

async function aScenario(world: World, config: string): Promise<Scenario> {
  world.repositories.push(aRepository({ name: OWN }));
  world.pages = { html_url: `${PUBLISHED}/`, build_type: 'workflow' };
  const github = await aGitHub(world);
  const workspace = await aWorkspace();
  await workspace.write(config, 'data', 'portfolio.yaml');
  const inWorkflow = {
    isActions: true,
    repository: OWN,
    ownRepositories: [OWN],
    run: { repository: OWN, url: 'https://github.com/sku0x20/portfolio/actions/runs/7' },
    outputFile: join(workspace.folder, 'outputs'),
    summaryFile: join(workspace.folder, 'summary.md'),
  };
  return {
    github,
    workspace,
    daily: (environment = {}, flags = {}) =>
      daily(aContext(workspace, github, flags, { ...inWorkflow, ...environment }), quick),
    result: (...path) => workspace.read('result', ...path),
  };
}

function aSmallWorld(): World {
  return aWorld({ repositories: ['sku0x20/assertG', 'sku0x20/relay'].map((name) => aRepository({ name })) });
}

/** A scenario with as little as possible to build: the pages of two repositories and of a short résumé. */
async function aSmallScenario(): Promise<Scenario> {
  const scenario = await aScenario(aSmallWorld(), LOGIN);
  await writeResume(scenario.workspace, 'summary: Works.');
  return scenario;
}

function writeResume(workspace: Workspace, fields: string): Promise<void> {
  return workspace.write(`basics: { name: Ada, label: Engineer, ${fields} }\n`, 'data', 'resume.yaml');
}

/** The first run of the owner's portfolio. */
const firstRun = aSharedFolder(async () => {
  const { workspace, daily } = await aScenario(theOwnersWorld(), CONFIG);
  return { folder: workspace.folder, result: await daily() };
});

/** The owner's portfolio after its first run, with the result of that run. */
async function afterFirstRun(): Promise<Scenario & { first: DailyResult }> {
  const scenario = await aScenario(theOwnersWorld(), CONFIG);
  return { ...scenario, first: await firstRun(scenario.workspace.folder) };
}

const stagesOf = ({ report }: DailyResult) =>
  report.stages.map(({ name, result }) => [name, result !== null]);
const titlesOf = ({ report }: DailyResult) =>
  report.stages.flatMap(({ notices }) => notices.map(({ title }) => title));

test('a first run publishes everything, and writes the files to commit, a report and an empty health text', async () => {
  const { workspace, first, result } = await afterFirstRun();
  expect(stagesOf(first)).toEqual([
    ['configuration', true],
    ['refresh', true],
    ['model', true],
    ['README', true],
    ['build', true],
    ['audit', true],
  ]);
  expect(first.outputs).toEqual({ site: true, news: true, 'profile-news': false });
  expect(await workspace.read('outputs')).toBe('site=true\nnews=true\nprofile-news=false\n');
  expect(await workspace.read('summary.md')).toMatch(/^## 6 repositories added\n/);
  expect(await result('message.txt')).toBe('6 repositories added\n');
  expect(await result('health.md')).toBe('');
  expect(JSON.parse(await result('report.json')).refresh.repositories).toBe(6);
  for (const name of ['README.md', 'data/snapshot.json', 'data/history.ndjson']) {
    const [committed, own] = [await result('own', name), await workspace.read(name)];
    expect(committed).toBe(own);
  }
  expect(await workspace.read('_site', 'run.txt')).toBe(
    'https://github.com/sku0x20/portfolio/actions/runs/7\n',
  );
  expect(await workspace.read('_site', 'index.html')).toContain(`href="${PUBLISHED}/"`);
});

test('a second run without changes commits nothing and builds the same site, whatever an earlier run left', async () => {
  const { daily, workspace, first } = await afterFirstRun();
  await workspace.write('{"refresh":', 'result', 'report.json');
  await workspace.write('{"repositories":{"1', '.cache', 'fetch-log.json');
  await workspace.write('half', 'result', 'health.md');
  const published = async () => [await workspace.files('data'), await workspace.files('_site')];
  const before = await published();
  // The repository itself needs no other README for the profile.
  const second = await daily({ profileRepository: OWN.toUpperCase() });
  expect(stagesOf(second)).toEqual(stagesOf(first));
  expect(second.outputs).toEqual({ site: true, news: false, 'profile-news': false });
  expect(second.report.refresh?.changes).toEqual([]);
  expect(JSON.parse(await workspace.read('result', 'report.json')).refresh.changes).toEqual([]);
  expect(await published()).toEqual(before);
});

test('a run for some repositories keeps all the others', async () => {
  const { daily, github, workspace, result } = await afterFirstRun();
  github.world.repositories = github.world.repositories.filter(({ name }) => name !== 'sku0x20/assertG');
  repositoryNamed(github.world, 'sku0x20/relay').stars = 41;
  const inputs = readWorkflowInputs({ REFRESH_REPOSITORIES: 'sku0x20/relay' });
  const limited = await daily({ inputs });
  expect(limited.outputs).toEqual({ site: true, news: true, 'profile-news': false });
  expect(await workspace.read('data', 'snapshot.json')).toContain('"sku0x20/assertG"');
  expect(await result('message.txt')).toBe('1 repository updated\n');
});

test('a repository may publish the portfolio of the login in PORTFOLIO_LOGIN', async () => {
  const { daily, github } = await aSmallScenario();
  await github.close();
  const organization = await daily({ repository: 'octo/portfolio', portfolioLogin: 'SKU0x20' });
  expect(stagesOf(organization)).toEqual([
    ['configuration', true],
    ['refresh', false],
  ]);
});

test('what the owner has to change on GitHub does not stop the run, and the summary names it', async () => {
  const { daily, github, workspace } = await aSmallScenario();
  github.world.pages = { html_url: PUBLISHED, build_type: 'legacy' };
  await workspace.write(`${LOGIN}site: https://old.example.org\n`, 'data', 'portfolio.yaml');
  const result = await daily({ profileRepository: PROFILE });
  expect(result.outputs).toEqual({ site: false, news: true, 'profile-news': false });
  expect(titlesOf(result)).toEqual(
    expect.arrayContaining(['Site not deployed', 'Site address mismatch', 'Profile README not updated']),
  );
  const summary = await workspace.read('summary.md');
  expect(summary).toMatch(/Site not deployed.*publishes a branch.*Source: .*GitHub Actions/);
  expect(summary).toContain('PROFILE\\_REPOSITORY');
  expect(await workspace.read('_site', 'sitemap.xml')).toContain(`<loc>${PUBLISHED}/`);
});

test('the error of a failed stage is reported, and the stages that depend on it are skipped', async () => {
  const { daily, workspace, result } = await aSmallScenario();
  await workspace.write('# Mine\n', 'README.md');
  const failed = await daily();
  expect(stagesOf(failed)).toContainEqual(['README', false]);
  expect(stagesOf(failed)).toContainEqual(['audit', true]);
  expect(await workspace.read('summary.md')).toContain('this file has no portfolio markers');
  expect(await result('health.md')).toMatch(/^- `.*README\.md`: this file has no portfolio markers/);
  expect(await result('own', 'README.md')).toBe('# Mine\n');
  await workspace.write('login: [', 'data', 'portfolio.yaml');
  const wrong = await daily();
  expect(stagesOf(wrong)).toEqual([['configuration', false]]);
  expect(wrong.outputs).toEqual({ site: false, news: false, 'profile-news': false });
  expect(await result('own', 'data', 'snapshot.json')).toContain('assertG');
});

test('the exit code is 1 after a failed stage, and with --strict 3 after stale facts and audit warnings', async () => {
  const { github, workspace } = await aSmallScenario();
  const codeOf = async (flags: Partial<Flags> = {}) =>
    (await run(aContext(workspace, github, flags))).exitCode;
  await writeResume(workspace, 'summary: Currently at sea.');
  expect(await codeOf({ strict: true })).toBe(3);
  await writeResume(workspace, 'summary: Works., reviewedAt: 2026-11-01');
  expect(await codeOf({ strict: true })).toBe(0);
  github.faults.push({ operation: /Activity|PullRequests/, fault: faults.status(422) });
  expect(await codeOf({ strict: true })).toBe(3);
  await writeResume(workspace, 'summary: Currently at sea.');
  expect(await codeOf()).toBe(0);
  await workspace.write('login: [', 'data', 'portfolio.yaml');
  expect(await codeOf({ strict: true })).toBe(1);
});

test('a fact that fails for three days is in the health text until it is updated', async () => {
  const { daily, github, workspace, result } = await aSmallScenario();
  const on = (day: string) => Object.assign(github.world, { now: `${day}T04:37:00Z` });
  await refresh(aContext(workspace, github), quick);
  github.faults.push({ operation: /Activity|PullRequests/, fault: faults.status(422) });
  for (const day of ['2026-11-24', '2026-11-26']) {
    on(day);
    await refresh(aContext(workspace, github), quick);
  }
  const healthOn = async (day: string) => {
    on(day);
    await daily();
    return result('health.md');
  };
  expect(await healthOn('2026-11-27')).toMatch(/^- pull requests elsewhere not updated since 24 Nov 2026/);
  github.faults.length = 0;
  expect(await healthOn('2026-11-28')).toBe('');
});

test('the README of the profile repository is updated if it changes', async () => {
  const { daily, workspace, result } = await aScenario(aSmallWorld(), `${LOGIN}key: [sku0x20/assertG]\n`);
  const folder = join(workspace.folder, '.cache', 'profile');
  await mkdir(folder, { recursive: true });
  const marked = '# Hi\n<!-- portfolio:start -->\n<!-- portfolio:end -->\n';
  await writeFile(join(folder, 'README.md'), marked);
  expect((await daily({ profileRepository: PROFILE })).outputs['profile-news']).toBe(true);
  expect(await result('profile', 'README.md')).toMatch(/^# Hi\n[\s\S]*assertG/);
  expect(await workspace.read('.cache', 'profile', 'README.md')).toBe(marked);
  await cp(join(workspace.folder, 'result', 'profile'), folder, { recursive: true });
  expect((await daily({ profileRepository: PROFILE })).outputs['profile-news']).toBe(false);
});

test('a dry run writes neither data nor README', async () => {
  const { daily, workspace } = await afterFirstRun();
  const before = [await workspace.files('data'), await workspace.read('README.md')];
  await workspace.write((await workspace.read('README.md')).replace('assertG', 'xyz'), 'README.md');
  const dry = await daily({}, { 'dry-run': true });
  expect(dry.outputs.news).toBe(false);
  expect(await workspace.read('README.md')).toContain('xyz');
  expect(await workspace.files('data')).toEqual(before[0]);
});

test('if the command cannot start, it still writes the report, the health text and the files', async () => {
  const { github, workspace, result } = await aSmallScenario();
  const { flags } = aContext(workspace, github);
  const notice = {
    level: 'error' as const,
    title: 'Wrong input',
    message: '"x" is not a token',
    fix: 'renew it',
  };
  await reportFailure(flags, [notice], join(workspace.folder, 'summary.md'));
  expect(await result('health.md')).toBe('- "x" is not a token. → renew it.\n');
  expect(JSON.parse(await result('report.json')).stages).toMatchObject([{ name: 'start', result: null }]);
  expect(await result('own', 'README.md')).toContain('Words of my own.');
  expect(await workspace.read('summary.md')).toContain('"x" is not a token');
});
