import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionsHost } from './runner/actions-host.ts';
import { closeHost, git, openHost } from './runner/actions-host.ts';
import type { Event, JobRun } from './runner/run.ts';
import { runWorkflow } from './runner/run.ts';
import { readWorkflow } from './workflow.ts';

let host: ActionsHost;
beforeAll(async () => {
  host = await openHost('http://127.0.0.1:9');
  await git(host.origin, 'branch', 'trunk', 'main');
});
afterAll(() => closeHost(host));

/** Runs the step alone that decides what a run publishes. */
async function plan(event: Event): Promise<JobRun> {
  const workflow = await readWorkflow('.github/workflows/refresh.yml');
  const { build } = workflow.jobs;
  const steps = build?.steps.filter(({ id }) => id === 'plan') ?? [];
  const outputs = {
    data: `\${{ steps.plan.outputs.data }}`,
    site: `\${{ steps.plan.outputs.site }}`,
  };
  if (!build) throw new Error('refresh.yml lacks the job build');
  const { build: planned } = await runWorkflow(
    { ...workflow, jobs: { build: { ...build, steps, outputs } } },
    host,
    event,
  );
  return planned ?? expect.unreachable();
}

const everything = { data: 'true', site: 'true' };
const nothing = { data: 'false', site: 'false' };
const byHand = (publish: string): Event => ({ name: 'workflow_dispatch', inputs: { publish } });

describe('what a run publishes', () => {
  it.each<[string, Event, Record<string, string>]>([
    ['a schedule: everything', { name: 'schedule' }, everything],
    ['a schedule, whatever the default branch is called', { name: 'schedule', branch: 'trunk' }, everything],
    ['a push to the default branch: everything', { name: 'push' }, everything],
    ['a push to another branch: nothing', { name: 'push', branch: 'trunk' }, nothing],
    ['a tag with the name of the default branch: nothing', { name: 'push', isTag: true }, nothing],
    ['a run by hand: everything', { name: 'workflow_dispatch' }, everything],
    ['a run by hand: the site only', byHand('site only'), { data: 'false', site: 'true' }],
    ['a dry run: nothing', byHand('dry run'), nothing],
    ['a run by hand on another branch: nothing', { name: 'workflow_dispatch', branch: 'trunk' }, nothing],
  ])('%s', async (_, event, outputs) => {
    expect(await plan(event)).toMatchObject({ result: 'success', outputs });
  });

  it('is refused where the choice is none of the three', async () => {
    const { result, log } = await plan(byHand('$(touch injected)'));
    expect(result).toBe('failure');
    expect(log).toContain('::error title=Wrong input');
  });

  it('is explained where the branch is not the default one, or pushes to it start nothing', async () => {
    const { summary: other } = await plan({ name: 'push', branch: 'trunk' });
    expect(other).toContain('not on the default branch, `main`');
    const { summary: renamed } = await plan({ name: 'schedule', branch: 'trunk' });
    expect(renamed).toContain('Pushes to `trunk` start no run');
    expect((await plan({ name: 'schedule' })).summary).toBe('');
  });
});
