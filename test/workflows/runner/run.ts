import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job, Workflow } from '../workflow.ts';
import type { ActionsHost } from './actions-host.ts';
import { git } from './actions-host.ts';
import type { Facts } from './expression.ts';
import { fillIn, isWanted } from './expression.ts';
import { runSteps } from './steps.ts';

/** What started a run. */
export interface Event {
  name: 'schedule' | 'workflow_dispatch' | 'push';
  /** The branch; `main` is the default branch. */
  branch?: string;
  /** Whether the run is of a tag with the branch's name. */
  isTag?: boolean;
  inputs?: Record<string, Facts>;
}

/** How a job went. */
export interface JobRun {
  result: 'success' | 'failure' | 'skipped';
  outputs: Record<string, string>;
  /** All that its steps printed. */
  log: string;
  /** The Markdown of its summary. */
  summary: string;
  /** How long each step took, in milliseconds. */
  times: { step: string; ms: number }[];
}

/** What happens on GitHub while a run is under way: before a job begins. */
export type Meanwhile = Record<string, () => Promise<unknown>>;

/** Runs a workflow as GitHub would: each job that is wanted, on a machine of its own, with its real scripts. */
export async function runWorkflow(
  workflow: Workflow,
  host: ActionsHost,
  event: Event,
  meanwhile: Meanwhile = {},
): Promise<Record<string, JobRun>> {
  host.runs += 1;
  host.artifacts.clear();
  const github = await githubContext(workflow, host, event);
  const inputs = inputsOf(workflow, event);
  const env = Object.fromEntries(
    Object.entries(workflow.env).map(([key, text]) => [
      key,
      fillIn(text, { contexts: { github, inputs }, status: 'success' }),
    ]),
  );
  const done: Record<string, JobRun> = {};
  for (const [name, job] of Object.entries(workflow.jobs)) {
    await meanwhile[name]?.();
    done[name] = await runJob(name, job, { host, github, inputs, env, done });
  }
  return done;
}

/** Every input that the workflow declares: as given or by default for a run by hand, else null. */
function inputsOf(workflow: Workflow, event: Event): Record<string, Facts> {
  const declared = Object.entries(workflow.on.workflow_dispatch?.inputs ?? {});
  const isByHand = event.name === 'workflow_dispatch';
  return Object.fromEntries(
    declared.map(([name, input]) => [name, isByHand ? (event.inputs?.[name] ?? input.default ?? '') : null]),
  );
}

/** What jobs of one run share. */
export interface RunContext {
  host: ActionsHost;
  github: Record<string, Facts>;
  inputs: Record<string, Facts>;
  /** What the workflow sets for all jobs. */
  env: Record<string, string>;
  done: Record<string, JobRun>;
}

async function runJob(name: string, job: Job, run: RunContext): Promise<JobRun> {
  const needs = Object.fromEntries(job.needs.map((need) => [need, needed(run, need)]));
  const status = Object.values(needs).every(({ result }) => result === 'success') ? 'success' : 'failure';
  const contexts: Record<string, Facts> = {
    github: run.github,
    inputs: run.inputs,
    vars: run.host.variables,
    needs,
  };
  if (!isWanted(job.if, { contexts, status }))
    return { result: 'skipped', outputs: {}, log: '', summary: '', times: [] };

  const machine = join(run.host.folder, `run-${run.host.runs}`, name);
  await mkdir(join(machine, 'workspace'), { recursive: true });
  await mkdir(join(machine, 'temp'));
  // The condition of a job does not know `env`, its steps and outputs do.
  const inside = { ...contexts, env: run.env };
  const { steps, ...went } = await runSteps(job, machine, { ...run, contexts: inside });
  const outputs = Object.entries(job.outputs).map(([key, value]) => {
    const surroundings = { contexts: { ...inside, steps }, status: went.result };
    return [key, fillIn(value, surroundings)];
  });
  return { ...went, outputs: Object.fromEntries(outputs) };
}

function needed({ done }: RunContext, name: string) {
  const job = done[name];
  if (!job) throw new Error(`the job ${name} stands below one that needs it`);
  return { result: job.result, outputs: job.outputs };
}

async function githubContext(
  workflow: Workflow,
  host: ActionsHost,
  event: Event,
): Promise<Record<string, Facts>> {
  const branch = event.branch ?? 'main';
  return {
    workflow: workflow.name,
    event_name: event.name,
    // The event of a schedule tells nothing of the repository.
    event: { repository: { default_branch: event.name === 'schedule' ? null : 'main' } },
    ref: `refs/${event.isTag ? 'tags' : 'heads'}/${branch}`,
    ref_name: branch,
    sha: await git(host.origin, 'rev-parse', branch),
    repository: host.repository,
    repository_owner: host.repository.replace(/\/.*/, ''),
    server_url: 'https://github.com',
    run_id: String(host.runs),
    run_attempt: '1',
    token: host.token,
  };
}
