import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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
import { aContext, aGitHub, aWorkspace, quick, type Workspace } from '../support/workspace.ts';

const OWN = 'sku0x20/portfolio';
const LOGIN = 'login: sku0x20\n';
const CONFIG = 'login: sku0x20\nkey: [sku0x20/assertG, sku0x20/relay, sku0x20/stopgap]\n';
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

interface FirstRun {
  result: DailyResult;
  /** A copy of the folder that it left. */
  left: string;
}

/** The first run of the owner's portfolio. Made once, and removed after the tests. */
let firstRun: FirstRun | undefined;

async function runFirst(): Promise<FirstRun> {
  const { workspace, daily } = await aScenario(theOwnersWorld(), CONFIG);
  const result = await daily();
  const left = await mkdtemp(join(tmpdir(), 'first-run-'));
  await cp(workspace.folder, left, { recursive: true });
  return { result, left };
}

afterAll(async () => {
  if (firstRun) await rm(firstRun.left, { recursive: true });
});

/** The owner's portfolio after its first run, with the result of that run. */
async function afterFirstRun(): Promise<Scenario & { first: DailyResult }> {
  firstRun ??= await runFirst();
  const { result, left } = firstRun;
  const scenario = await aScenario(theOwnersWorld(), CONFIG);
  await cp(left, scenario.workspace.folder, { recursive: true });
  return { ...scenario, first: result };
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

test('a second run without changes on GitHub builds the site and commits nothing', async () => {
  const { daily, workspace } = await afterFirstRun();
  const before = await workspace.files('data');
  expect((await daily()).outputs).toEqual({ site: true, news: false, 'profile-news': false });
  expect(await workspace.files('data')).toEqual(before);
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

test.each([
  [null, 'Pages is off'],
  [{ html_url: PUBLISHED, build_type: 'legacy' as const }, 'publishes a branch'],
])(
  'if Pages does not accept sites from workflows, the site is built and the summary names the setting',
  async (pages, why) => {
    const { daily, github, workspace } = await aSmallScenario();
    github.world.pages = pages;
    const { outputs } = await daily();
    expect(outputs).toMatchObject({ site: false, news: true });
    expect(await workspace.read('summary.md')).toMatch(
      new RegExp(`Site not deployed.*${why}.*Source: .*GitHub Actions`),
    );
    expect(await workspace.read('_site', 'index.html')).toContain('<html');
  },
);

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
  await workspace.write('# Mine\n', 'README.md');
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

test('the README of the profile repository is updated, and problems there do not stop the run', async () => {
  const { daily, workspace, result } = await aScenario(aSmallWorld(), `${LOGIN}key: [sku0x20/assertG]\n`);
  const profileRepository = 'sku0x20/sku0x20';
  const missing = await daily({ profileRepository });
  expect(missing.outputs).toMatchObject({ site: true, news: true, 'profile-news': false });
  expect(titlesOf(missing)).toContain('Profile README not updated');
  expect(await workspace.read('summary.md')).toContain('PROFILE\\_REPOSITORY');
  const folder = join(workspace.folder, '.cache', 'profile');
  await mkdir(folder, { recursive: true });
  const marked = '# Hi\n<!-- portfolio:start -->\n<!-- portfolio:end -->\n';
  await writeFile(join(folder, 'README.md'), marked);
  expect((await daily({ profileRepository })).outputs['profile-news']).toBe(true);
  expect(await result('profile', 'README.md')).toMatch(/^# Hi\n[\s\S]*assertG/);
  expect(await workspace.read('.cache', 'profile', 'README.md')).toBe(marked);
  await writeFile(join(folder, 'README.md'), await result('profile', 'README.md'));
  for (const path of Object.keys(await workspace.files('result/profile/profile'))) {
    await mkdir(join(folder, 'profile'), { recursive: true });
    const name = path.split('/').at(-1) ?? '';
    await writeFile(join(folder, 'profile', name), await result('profile', 'profile', name));
  }
  expect((await daily({ profileRepository })).outputs['profile-news']).toBe(false);
  const same = await daily({ profileRepository: OWN.toUpperCase() });
  expect(stagesOf(same).map(([name]) => name)).not.toContain('profile README');
});

test('incomplete files of an earlier run do no harm', async () => {
  const { daily, workspace, first } = await afterFirstRun();
  await workspace.write('{"refresh":', 'result', 'report.json');
  await workspace.write('{"repositories":{"1', '.cache', 'fetch-log.json');
  await workspace.write('half', 'result', 'health.md');
  const after = await daily();
  expect(stagesOf(after)).toEqual(stagesOf(first));
  expect(after.outputs).toEqual({ site: true, news: false, 'profile-news': false });
  expect(JSON.parse(await workspace.read('result', 'report.json')).refresh.changes).toEqual([]);
});

test('if `site` differs from the address that Pages reports, the site is built for the latter and a warning names both', async () => {
  const { daily, workspace } = await aSmallScenario();
  await workspace.write(`${LOGIN}site: https://old.example.org\n`, 'data', 'portfolio.yaml');
  expect(titlesOf(await daily())).toContain('Site address mismatch');
  expect(await workspace.read('_site', 'sitemap.xml')).toContain(`<loc>${PUBLISHED}/`);
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
