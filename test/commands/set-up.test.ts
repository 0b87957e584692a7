import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { daily } from '../../src/commands/daily.ts';
import { loadOwnerFiles } from '../../src/config/load.ts';
import type { Environment } from '../../src/context/environment.ts';
import type { Flags } from '../../src/context/flags.ts';
import { readWorkflowInputs } from '../../src/context/workflow-inputs.ts';
import { SET_UP } from '../support/committed-files.ts';
import { aGist, aRepository, aUser, aWorld, type GivenRepository } from '../support/github/builders.ts';
import type { FaultRule } from '../support/github/fault-rules.ts';
import * as faults from '../support/github/faults.ts';
import { copyOwner, filesOfPreviousOwner } from '../support/owner.ts';
import { aSharedFolder } from '../support/shared-folder.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

const COPY = 'ada/portfolio';

interface Given {
  /** How GitHub describes the copy. */
  copy?: Partial<GivenRepository>;
  /** The owner's login as GitHub spells it. */
  login?: string;
  isOrganization?: boolean;
}

/** A new copy of the template that ada owns, with all files of the previous owner. */
async function aCopy({ copy = {}, login = 'ada', isOrganization = false }: Given = {}) {
  const user = aUser({ login, name: 'Ada Sample', isOrganization });
  const world = aWorld({
    user,
    repositories: [
      aRepository({ name: `${login}/loom`, description: 'Weaves', commits: [{ login }] }),
      aRepository({ name: COPY, createdAt: '2026-11-22T04:00:00Z', ...copy }),
    ],
    pages: { html_url: 'https://ada.github.io/portfolio/', build_type: 'workflow' },
  });
  const github = await aGitHub(world);
  const workspace = await aWorkspace({ snapshot: true });
  await copyOwner(workspace.folder);
  await mkdir(join(workspace.data, 'fonts'));
  await workspace.write('a font of the previous owner', 'data', 'fonts', 'sku.ttf');
  const inWorkflow: Partial<Environment> = {
    isActions: true,
    repository: COPY,
    ownRepositories: [COPY],
    outputFile: join(workspace.folder, 'outputs'),
    summaryFile: join(workspace.folder, 'summary.md'),
  };
  const run = (environment: Partial<Environment> = {}, flags: Partial<Flags> = {}) =>
    daily(aContext(workspace, github, flags, { ...inWorkflow, ...environment }), quick);
  const own = async () =>
    Object.keys(await workspace.files('result/own').catch(() => ({})))
      .map((path) => path.slice(join(workspace.folder, 'result/own').length + 1))
      .sort();
  /** Everything that the copy's owner keeps. */
  const kept = async () => ({
    ...(await workspace.files('data')),
    readme: await workspace.read('README.md'),
    profile: JSON.stringify(await workspace.files('profile')),
  });
  return {
    world,
    github,
    workspace,
    run,
    own,
    kept,
    inputs: (REFRESH_SETUP: string) => readWorkflowInputs({ REFRESH_SETUP }),
  };
}

/** The set-up of a new copy. */
const firstRun = aSharedFolder(async () => {
  const { workspace, run } = await aCopy();
  return { folder: workspace.folder, result: await run() };
});

/** A copy that was set up, with the result of that run. */
async function aCopyThatIsSetUp() {
  const copy = await aCopy();
  return { ...copy, first: await firstRun(copy.workspace.folder) };
}

const stagesOf = ({ report }: Awaited<ReturnType<typeof daily>>) =>
  report.stages.map(({ name, result }) => [name, result !== null]);

test('a run in a new copy sets it up, and hands over the files to commit', async () => {
  const { first, workspace, own } = await aCopyThatIsSetUp();
  const { outputs, report } = first;
  expect(report.stages.filter(({ result }) => result === null)).toEqual([]);
  expect(outputs).toEqual({ site: true, news: true, 'profile-news': false, setup: 'all' });
  expect(await workspace.read('outputs')).toContain('setup=all\n');
  expect(await own()).toEqual(SET_UP);
  expect(await workspace.read('result', 'message.txt')).toBe('Set up the portfolio of ada\n');
  const { config, resume } = await loadOwnerFiles(workspace.data);
  expect(config).toMatchObject({ login: 'ada', key: ['ada/loom'], showPhone: false });
  expect(resume.basics).toMatchObject({ name: 'Ada Sample', label: 'Go Developer' });
  for (const folder of ['data', '_site', 'result', 'profile', '.cache']) {
    expect(filesOfPreviousOwner(await workspace.files(folder))).toEqual([]);
  }
  expect(await readdir(workspace.data)).not.toContain('fonts');
  const summary = await workspace.read('summary.md');
  expect(summary).toMatch(/^## Set up for ada\n\nFound no résumé/);
  expect(summary).toContain('### What to write next\n\n- In data/resume.yaml, write your own label');
  expect(summary).not.toMatch(/set-up\/|portfolio-\w+\/\.cache/);
});

test('the next run refreshes, and commits nothing', async () => {
  const { run, kept } = await aCopyThatIsSetUp();
  const before = await kept();
  const { outputs } = await run();
  expect(outputs).toEqual({ site: true, news: false, 'profile-news': false });
  expect(await kept()).toEqual(before);
});

test('the résumé comes from a gist, and the summary says what was not imported', async () => {
  const { run, world, workspace } = await aCopy();
  const resume = {
    basics: { name: 'Ada', summary: 'Weaves.' },
    work: [{ name: 'Loom', endDate: 'someday' }],
  };
  world.gists.push(aGist({ files: { 'resume.json': JSON.stringify(resume) } }));
  await run();
  expect((await loadOwnerFiles(workspace.data)).resume.basics.summary).toBe('Weaves.');
  const summary = await workspace.read('summary.md');
  expect(summary).toMatch(/Imported the résumé from <https:\/\/gist\.github\.com\/ada\/\w+>\./);
  expect(summary).toMatch(
    /### Not imported as written\n\n- `https:\S+#resume\.json:1:\d+`: work\.0\.endDate/,
  );
});

test('the input "setup" sets up a fork of an organization, with the name that GitHub spells', async () => {
  const { run, inputs, workspace } = await aCopy({
    copy: { fork: true },
    login: 'Ada',
    isOrganization: true,
  });
  const { outputs, report } = await run({ inputs: inputs('ada') });
  expect(outputs.setup).toBe('all');
  const notices = report.stages.flatMap((stage) => stage.notices);
  expect(notices.filter(({ level }) => level === 'error')).toEqual([]);
  expect((await loadOwnerFiles(workspace.data)).resume.basics.label).toBe('Open Source in Go');
  expect(await workspace.read('data', 'portfolio.yaml')).toContain('login: "Ada"');
});

test('the input "setup" also sets up a repository whose data folder was deleted', async () => {
  const { run, inputs, workspace, own } = await aCopy();
  await rm(workspace.data, { recursive: true });
  const { outputs, report } = await run({ inputs: inputs('ada') });
  expect(report.stages.filter(({ result }) => result === null)).toEqual([]);
  expect(outputs.setup).toBe('all');
  expect(await own()).toEqual(expect.arrayContaining(['data/portfolio.yaml', 'data/resume.yaml']));
  expect((await loadOwnerFiles(workspace.data)).config.login).toBe('ada');
});

test.each<[why: string, given: Given, what: string]>([
  ['a fork', { copy: { fork: true } }, 'run Refresh with ada as "setup"'],
  ['a transferred repository', { copy: { createdAt: '2020-01-01T00:00:00Z' } }, 'PORTFOLIO\\_LOGIN'],
])('%s stays as it is, and the summary says what to do', async (_, given, what) => {
  const { run, workspace, own, kept, github } = await aCopy(given);
  const before = await kept();
  const result = await run();
  expect(stagesOf(result)).toEqual([['configuration', true]]);
  expect(result.outputs).toEqual({ site: false, news: false, 'profile-news': false });
  expect(github.requests.map(({ route }) => route)).toEqual(['/repos/{owner}/{repo}']);
  expect(await own()).toEqual([]);
  expect(await kept()).toEqual(before);
  expect(await workspace.read('summary.md')).toContain(what);
});

test('the input must name the owner', async () => {
  const { run, inputs, workspace } = await aCopy();
  const { outputs, report } = await run({ inputs: inputs('grace') });
  expect(outputs.news).toBe(false);
  expect(report.stages).toMatchObject([{ name: 'configuration', result: null }]);
  expect(await workspace.read('summary.md')).toContain('is not set up for grace');
});

test('an uploaded résumé replaces the generated one, once; the input imports it again, and keeps everything else', async () => {
  const { run, inputs, workspace } = await aCopyThatIsSetUp();
  const upload = (summary: string) =>
    workspace.write(JSON.stringify({ basics: { name: 'Ada', summary } }), 'resume.json');
  const summaryNow = async () => (await loadOwnerFiles(workspace.data)).resume.basics.summary;
  const config = 'login: ada # mine\nkey: []\n';
  await workspace.write(config, 'data', 'portfolio.yaml');
  const history = await workspace.read('data', 'history.ndjson');
  await upload('Weaves.');
  expect((await run()).outputs).toMatchObject({ news: true, setup: 'resume' });
  expect(await summaryNow()).toBe('Weaves.');
  await upload('Spins.');
  expect((await run()).outputs).not.toHaveProperty('setup');
  expect(await summaryNow()).toBe('Weaves.');
  expect((await run({ inputs: inputs('ada') })).outputs).toMatchObject({ news: true, setup: 'resume' });
  expect(await summaryNow()).toBe('Spins.');
  expect(await workspace.read('result', 'message.txt')).toBe('Import the resume\n');
  await rm(join(workspace.folder, 'resume.json'));
  expect((await run({ inputs: inputs('ada') })).outputs.news).toBe(false);
  expect(await summaryNow()).toBe('Spins.');
  expect(await workspace.read('data', 'portfolio.yaml')).toBe(config);
  expect(await workspace.read('data', 'history.ndjson')).toBe(history);
});

test.each<[what: string, rule: FaultRule]>([
  ['the profile', { on: '/users/{username}', fault: faults.status(500) }],
  ['the repositories', { on: '/users/{username}/repos', fault: faults.reset }],
  ['the gists', { on: '/users/{username}/gists', fault: faults.status(503) }],
  ['the facts', { on: '/graphql', fault: faults.status(502) }],
])('if GitHub does not return %s, nothing changes, and the summary says so', async (_, rule) => {
  const { run, github, own, kept, workspace } = await aCopy();
  github.faults.push(rule);
  const before = await kept();
  const { outputs, report } = await run();
  expect(report.stages.some(({ result }) => result === null)).toBe(true);
  expect(outputs).toEqual({ site: false, news: false, 'profile-news': false });
  expect(await own()).toEqual([]);
  expect(await kept()).toEqual(before);
  expect(await workspace.read('summary.md')).toMatch(/^## Not set up for ada\n\nNothing was committed/);
  expect(Object.keys(await workspace.files('.cache')).filter((path) => path.includes('set-up'))).toEqual([]);
});

test('a résumé that cannot be read stops the set-up with its location', async () => {
  const { run, kept, workspace } = await aCopy();
  await workspace.write('{ "basics": [', 'resume.json');
  const before = await kept();
  const { report } = await run();
  const [notice] = report.stages.flatMap(({ notices }) => notices);
  expect(notice).toMatchObject({ level: 'error', location: expect.stringMatching(/resume\.json:1:\d+$/) });
  expect(await kept()).toEqual(before);
});

test('a dry run changes nothing', async () => {
  const { run, kept } = await aCopy();
  const before = await kept();
  const { outputs } = await run({}, { 'dry-run': true });
  expect(outputs).toMatchObject({ news: false, setup: 'all' });
  expect(await kept()).toEqual(before);
});
