import type { Context, Outcome } from '../context/command.ts';
import type { Flags } from '../context/flags.ts';
import { pathsOf } from '../context/paths.ts';
import type { RunMode } from '../context/run-mode.ts';
import type { Notice } from '../errors.ts';
import { appendText } from '../files.ts';
import { type RetryPolicy, unattended } from '../github/retry-policy.ts';
import { createRedactor } from '../redact.ts';
import { jobSummary } from '../report/job-summary.ts';
import { writeResults } from '../report/result-folder.ts';
import type { RunReport } from '../report/run-report.ts';
import { createStageRunner, type StageRunner } from '../report/stages.ts';
import { dailyText } from '../report/terminal.ts';
import { removeLeftovers } from '../site-build/leftovers.ts';
import { configurationStage } from './daily/mode.ts';
import {
  nothingToPublish,
  type Outputs,
  ownFiles,
  README_MESSAGE,
  type RunResult,
  refreshResult,
} from './daily/result.ts';
import { runStages } from './daily/stages.ts';

/** The result of a daily run. */
export interface DailyResult {
  report: RunReport;
  outputs: Outputs;
}

/** Runs every stage of the workflow, and reports the results. */
export async function run(context: Context): Promise<Outcome> {
  const { report, outputs } = await daily(context);
  const notices = report.stages.flatMap((stage) => stage.notices);
  const isFailed = report.stages.some(({ result }) => result === null);
  const hasProblems = notices.some(({ level }) => level !== 'notice');
  const strictCode = context.flags.strict && hasProblems ? 3 : 0;
  const json = { ...report, outputs };
  return { exitCode: isFailed ? 1 : strictCode, text: dailyText(report), notices, json };
}

/**
 * Refreshes, updates both READMEs, builds and audits; a new copy is set up for its owner first. Whatever fails, it writes the
 * report and the files to commit. Throws a UserError only if these cannot be written.
 */
export async function daily(context: Context, policy: RetryPolicy = unattended): Promise<DailyResult> {
  const { flags, environment } = context;
  await removeLeftovers(context);
  const runner = createStageRunner(() => performance.now());
  const mode = await runner.run('configuration', () => configurationStage(context, policy));
  const { setUp, refresh, message, own, profile, outputs } = await runMode(context, mode, runner, policy);
  const report = { refresh, ...(setUp && { setUp }), stages: runner.stages };
  const redact = createRedactor(environment.secrets);
  await writeResults(flags.result, { report, message, own, profile }, redact);
  if (environment.outputFile) await appendText(environment.outputFile, outputLines(outputs));
  if (environment.summaryFile) {
    await appendText(environment.summaryFile, redact(jobSummary(report, environment.publishes)));
  }
  return { report, outputs };
}

/** Runs the stages of a mode; null if the configuration is invalid. */
async function runMode(
  context: Context,
  mode: RunMode | null,
  runner: StageRunner,
  policy: RetryPolicy,
): Promise<RunResult> {
  const { flags } = context;
  if (mode?.kind === 'set up') {
    // On demand: a refresh needs none of the code that imports a résumé.
    const { setUpRun } = await import('./daily/set-up.ts');
    return setUpRun(context, mode, runner, policy);
  }
  if (mode?.kind === 'nothing') return nothingToPublish;
  if (mode === null) return refreshResult(flags, {});
  const { profileRepository } = pathsOf(flags.data);
  const options = { policy, profileRepository, mustBeComplete: false };
  return refreshResult(flags, await runStages(context, runner, options));
}

/** Writes the same files if the command could not start, or ended with a bug. */
export async function reportFailure(
  flags: Flags,
  notices: readonly Notice[],
  summaryFile: string | undefined,
): Promise<void> {
  // Since the process started.
  const seconds = performance.now() / 1000;
  const report = { refresh: null, stages: [{ name: 'start', seconds, result: null, notices }] };
  const results = { report, message: README_MESSAGE, own: await ownFiles(flags), profile: {} };
  await writeResults(flags.result, results, (text) => text);
  if (summaryFile) await appendText(summaryFile, jobSummary(report));
}

function outputLines(outputs: Outputs): string {
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
