import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Health, health, healthSummary } from '../../src/commands/health.ts';
import type { Environment } from '../../src/context/environment.ts';
import { UserError } from '../../src/errors.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import { personalToken } from '../support/github/callers.ts';
import * as faults from '../support/github/faults.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import { repositoryNamed } from '../support/github/world.ts';
import { aRefreshReport, aStaleFact } from '../support/refresh-report.ts';
import { aContext, aGitHub, aWorkspace, quick, type Workspace } from '../support/workspace.ts';

const OWN = 'sku0x20/portfolio';
const RUN = { repository: OWN, url: 'https://github.com/run/1' };
const NOW = '2026-11-22T04:37:00Z';

interface Scenario {
  github: FakeGitHub;
  workspace: Workspace;
  /** Runs `npm run health` after a run whose jobs failed, and whose report said that this is stale since then. */
  check: (failedJobs: string[], staleSince?: string, environment?: Partial<Environment>) => Promise<Health>;
  issues: () => { state: string; body: string | null; comments: number }[];
}

async function aScenario(hasIssues = true): Promise<Scenario> {
  const github = await aGitHub(aWorld({ repositories: [aRepository({ name: OWN, hasIssues })] }));
  const workspace = await aWorkspace();
  await mkdir(join(workspace.folder, '.cache'));
  const check: Scenario['check'] = async (failedJobs, staleSince, environment = {}) => {
    const stale = staleSince ? [{ ...aStaleFact('sku0x20/re_lay', 'commits'), since: staleSince }] : [];
    const report = aRefreshReport({ at: NOW, stale });
    await workspace.write(JSON.stringify(report), '.cache/refresh-report.json');
    return health(aContext(workspace, github, {}, { run: RUN, failedJobs, ...environment }), quick);
  };
  const issues = () =>
    repositoryNamed(github.world, OWN).issues.map(({ state, body, comments }) => ({
      state,
      body,
      comments: comments.length,
    }));
  return { github, workspace, check, issues };
}

it('opens no issue while all is well, and none for what is stale for less than three days', async () => {
  const { check, issues } = await aScenario();
  expect(await check([])).toEqual({ problems: [], issue: 'none needed' });
  expect(await check([], '2026-11-19T04:38:00Z')).toEqual({ problems: [], issue: 'none needed' });
  expect(issues()).toEqual([]);
});

it('opens one issue, brings it up to date, never opens a second, and closes it when all is well', async () => {
  const { check, issues } = await aScenario();
  expect((await check(['commit'])).issue).toBe('opened');
  expect(issues()[0]?.body).toContain(
    'The job `commit` failed in [the newest run](https://github.com/run/1).',
  );
  expect((await check([], '2026-11-19T04:37:00Z')).issue).toBe('updated');
  expect((await check([], '2026-11-19T04:37:00Z')).issue).toBe('left as it is');
  expect(issues()).toHaveLength(1);
  expect(issues()[0]?.body).toContain(
    '- sku0x20/re\\_lay: commits not confirmed since 19 Nov 2026 (server error).',
  );
  expect(issues()[0]?.body).not.toContain('The job');
  expect((await check([])).issue).toBe('closed');
  expect(issues()).toMatchObject([{ state: 'closed', comments: 1 }]);
  expect((await check(['build'])).issue).toBe('opened');
});

it('does not touch an issue that a person wrote', async () => {
  const { check, issues } = await aScenario();
  await check(['build'], undefined, { token: personalToken });
  expect((await check(['build'])).issue).toBe('opened');
  await check([]);
  expect(issues().map(({ state }) => state)).toEqual(['closed', 'open']);
});

it('leaves the issue open where no report says that all is well', async () => {
  const { check, workspace, github, issues } = await aScenario();
  await check(['build']);
  const other = await aWorkspace();
  expect(other.folder).not.toBe(workspace.folder);
  expect((await health(aContext(other, github, {}, { run: RUN }))).issue).toBe('left as it is');
  expect(issues()).toMatchObject([{ state: 'open' }]);
});

it('says so where the repository has no issues', async () => {
  const { check } = await aScenario(false);
  expect((await check(['build'])).issue).toBe('not possible: issues are disabled');
});

it('leaves the issue to the next run where GitHub does not answer', async () => {
  const { check, github, issues } = await aScenario();
  for (const fault of [faults.primaryLimit(403, 3000), faults.reset, faults.status(502)]) {
    github.faults.splice(0, 1, { fault });
    expect((await check(['build'])).issue).toBe('left as it is, because GitHub did not answer');
  }
  expect(issues()).toEqual([]);
});

it('lists the problems in the summary too', () => {
  expect(healthSummary({ problems: [], issue: 'closed' })).toBe(
    '**Health.** All is well; health issue: closed.\n',
  );
  expect(healthSummary({ problems: ['A.', 'B.'], issue: 'opened' })).toBe(
    '**Health.** 2 problems; health issue: opened.\n\n- A.\n- B.\n',
  );
});

it('fails with what to do where it may not write, or there is no repository', async () => {
  const { check } = await aScenario();
  await expect(check(['build'], undefined, { token: undefined })).rejects.toThrow('issues: write');
  await expect(check([], undefined, { run: undefined })).rejects.toThrow(UserError);
});
