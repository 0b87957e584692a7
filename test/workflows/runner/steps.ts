import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../../../src/files.ts';
import type { Job, Step } from '../workflow.ts';
import { ACTIONS } from './actions.ts';
import { gitAlone, toolsOf } from './actions-host.ts';
import type { Facts, Surroundings } from './expression.ts';
import { fillIn, isWanted } from './expression.ts';
import type { JobRun, RunContext } from './run.ts';

/** What a step's expressions may read of the steps before it. */
type StepFacts = Record<string, { outcome: string; conclusion: string; outputs: Record<string, string> }>;

/** A job under way. */
interface Machine extends RunContext {
  folder: string;
  workspace: string;
  contexts: Record<string, Facts>;
  /** What steps left in GITHUB_ENV. */
  env: Record<string, string>;
}

/** How one step went. */
interface Outcome {
  ok: boolean;
  outputs: Record<string, string>;
  log: string;
  summary: string;
}

/** How all steps went. */
interface StepsRun extends Omit<JobRun, 'outputs'> {
  result: Surroundings['status'];
  steps: StepFacts;
}

/** Runs a job's steps in order on a machine with an empty workspace; after a failure only those that ask for it. */
export async function runSteps(
  job: Job,
  folder: string,
  run: RunContext & { contexts: Record<string, Facts> },
): Promise<StepsRun> {
  const machine: Machine = { ...run, folder, workspace: join(folder, 'workspace'), env: { ...run.env } };
  const steps: StepFacts = {};
  const went: StepsRun = { result: 'success', log: '', summary: '', times: [], steps };
  for (const [place, step] of job.steps.entries()) {
    const contexts = { ...run.contexts, steps, runner: { temp: join(folder, 'temp'), os: 'Linux' } };
    const surroundings: Surroundings = {
      contexts: { ...contexts, job: { status: went.result } },
      status: went.result,
      workspace: machine.workspace,
    };
    const wanted = isWanted(step.if, surroundings);
    const started = performance.now();
    const outcome = wanted ? await runStep(step, place, machine, surroundings) : null;
    if (step.id) steps[step.id] = stepFacts(step, outcome);
    if (!outcome) continue;
    if (!outcome.ok && !step['continue-on-error']) went.result = 'failure';
    const name = step.name ?? step.uses ?? step.run ?? '';
    went.times.push({ step: name, ms: performance.now() - started });
    went.log += `# ${name}\n${outcome.log}\n`;
    went.summary += outcome.summary;
  }
  return went;
}

function stepFacts(step: Step, outcome: Outcome | null) {
  if (!outcome) return { outcome: 'skipped', conclusion: 'skipped', outputs: {} };
  return {
    outcome: outcome.ok ? 'success' : 'failure',
    conclusion: outcome.ok || step['continue-on-error'] ? 'success' : 'failure',
    outputs: outcome.outputs,
  };
}

async function runStep(
  step: Step,
  place: number,
  machine: Machine,
  surroundings: Surroundings,
): Promise<Outcome> {
  // A step's texts may read secrets, its condition may not.
  const contexts = { ...surroundings.contexts, secrets: machine.host.secrets };
  const withSecrets = { ...surroundings, contexts };
  const filled = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fillIn(text, withSecrets)]));
  if (step.run !== undefined) return runScript(step, place, machine, filled(step.env));
  return runAction(step.uses ?? '', filled(step.with), machine);
}

async function runAction(
  uses: string,
  inputs: Record<string, string>,
  { host, github, workspace }: Machine,
): Promise<Outcome> {
  const action = ACTIONS[uses.replace(/@.*/, '')];
  if (!action) throw new Error(`no such action in the table: ${uses}`);
  try {
    const call = { host, inputs, workspace, ref: String(github.ref) };
    return { ok: true, outputs: await action(call), log: '', summary: '' };
  } catch (error) {
    return { ok: false, outputs: {}, log: `${uses} failed: ${String(error)}\n`, summary: '' };
  }
}

async function runScript(
  { run: script = '', 'working-directory': folder = '.' }: Step,
  place: number,
  machine: Machine,
  env: Record<string, string>,
): Promise<Outcome> {
  const file = (name: string) => join(machine.folder, `${place}-${name}`);
  const files = {
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    GITHUB_STEP_SUMMARY: file('summary'),
  };
  for (const path of Object.values(files)) await writeFile(path, '');
  await writeFile(file('script.sh'), script);
  const { ok, log } = await runBash(file('script.sh'), join(machine.workspace, folder), {
    ...standardEnvironment(machine),
    ...files,
    ...machine.env,
    ...env,
  });
  Object.assign(machine.env, readAssignments((await readText(files.GITHUB_ENV)) ?? ''));
  return {
    ok,
    log,
    outputs: readAssignments((await readText(files.GITHUB_OUTPUT)) ?? ''),
    summary: (await readText(files.GITHUB_STEP_SUMMARY)) ?? '',
  };
}

/** Bash as GitHub starts it for `shell: bash`. */
export function runBash(
  script: string,
  cwd: string,
  env: Record<string, string>,
): Promise<{ ok: boolean; log: string }> {
  const parameters = ['--noprofile', '--norc', '-e', '-o', 'pipefail', script];
  return new Promise((resolve) => {
    execFile('bash', parameters, { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, log: stdout + stderr }),
    );
  });
}

function standardEnvironment({ host, github, folder, workspace }: Machine): Record<string, string> {
  return {
    ...gitAlone,
    GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
    PATH: `${toolsOf(host)}:${process.env.PATH}`,
    // npm finds its settings and its cache at home.
    HOME: host.installs ? (process.env.HOME ?? folder) : folder,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    CI: 'true',
    CLOCK: host.now,
    SPARE_INSTALL: host.installs ? '' : 'yes',
    PROGRAM_SERVER: host.programServer,
    NODE_OPTIONS: `--import ${new URL('clock.mjs', import.meta.url)}`,
    npm_config_update_notifier: 'false',
    RUNNER_TEMP: join(folder, 'temp'),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    FAKE_ISSUES: join(host.folder, 'issues.json'),
    FAKE_SITE: host.deployed ?? '',
    GITHUB_API_URL: host.api,
    GITHUB_GRAPHQL_URL: `${host.api}/graphql`,
    ...Object.fromEntries(
      [
        'workflow',
        'event_name',
        'ref',
        'ref_name',
        'sha',
        'repository',
        'repository_owner',
        'server_url',
        'run_id',
      ].map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name])]),
    ),
  };
}

/** `name=value` lines, and values of several lines between `name<<MARK` and `MARK`. */
function readAssignments(text: string): Record<string, string> {
  const pattern = /^(?<key>[\w-]+)(?:=(?<line>.*)|<<(?<mark>.+)\n(?<lines>[\s\S]*?)\n\k<mark>)$/gm;
  const rest = text.replace(pattern, '').trim();
  if (rest !== '') throw new Error(`GitHub would refuse this in an environment file: ${rest}`);
  const found = [...text.matchAll(pattern)].map(({ groups }) => [
    groups?.key,
    groups?.line ?? groups?.lines ?? '',
  ]);
  return Object.fromEntries(found);
}
