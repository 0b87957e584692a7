import { inspect } from 'node:util';
import { COMMANDS, type Command } from './command-table.ts';
import type { Context, Outcome, RunningServer } from './context/command.ts';
import { describeFlags, readArguments } from './context/flag-table.ts';
import { pathsOf } from './context/paths.ts';
import { secretsIn } from './context/secrets.ts';
import { describeProblem, type Problem, UsageError, UserError, unexpectedProblem } from './errors.ts';
import { codeOf, reasonOf } from './files.ts';
import { createRedactor } from './redact.ts';
import {
  annotationLines,
  escapeWorkflowCommands,
  groupLines,
  problemAnnotation,
} from './report/annotations.ts';
import { visible } from './text/characters.ts';

const isActions = process.env.GITHUB_ACTIONS === 'true';
/** Everything that is printed or recorded passes it, whatever let a secret through before. */
const redact = createRedactor(secretsIn(process.env));
const out = (text: string) => void process.stdout.write(redact(text));
const err = (text: string) => void process.stderr.write(redact(text));
// Of the usual data folder until the flags are read.
let stepsFile = pathsOf('data').stepTimings;

/** RUNNER_DEBUG is 1 where a workflow is run again with debug logging (docs.github.com, variables reference). */
const showsStack = process.env.PORTFOLIO_DEBUG === '1' || process.env.RUNNER_DEBUG === '1';

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  npm run ${name.padEnd(9)}${does}`);
  return ['Commands (flags go after --):', ...lines, 'Each knows --help.'].join('\n');
}

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError({ what: `${JSON.stringify(name)} is not a command`, fix: usage() });
  if (readArguments(args, command.flags).help) {
    out(`npm run ${name} -- [flags]: ${command.does}\n${describeFlags(command.flags)}\n`);
    return 0;
  }
  return execute(name, command, args);
}

/** Loads what help can do without, and runs the command. */
async function execute(name: string, command: Command, args: string[]): Promise<number> {
  const { parseFlags } = await import('./context/flags.ts');
  const flags = parseFlags(args, command.flags);
  stepsFile = pathsOf(flags.data).stepTimings;
  const say = (line: string) => (flags.json ? err : out)(`${visible(line)}\n`);
  const { readEnvironment } = await import('./context/environment.ts');
  const environment = readEnvironment(process.env, { usesNetwork: command.usesNetwork === true });
  const { run } = await command.load();
  const outcome = await run({ flags, environment, now: new Date(), say, progress });
  progress('');
  showProblems(outcome, say);
  await record(outcome.result, outcome.problems);
  show(name, outcome, flags.json);
  if (outcome.server) await untilStopped(outcome.server);
  return outcome.exitCode;
}

/** Tells the report of a workflow run what this command did, or null where it failed. */
async function record(result: string | null, problems: readonly Problem[] = []): Promise<void> {
  if (!isActions) return;
  const { recordStep } = await import('./report/step-timings.ts');
  // Since the start of the process, in milliseconds.
  const seconds = performance.now() / 1000;
  await recordStep(stepsFile, {
    step: process.argv[2] ?? '',
    seconds,
    result: result === null ? null : redact(result),
    problems: problems.map(redactProblem),
  });
}

/** Before an annotation escapes it: escaped, an address would not be known for one. */
function redactProblem({ what, where, fix }: Problem): Problem {
  return { what: redact(what), ...(where !== undefined && { where: redact(where) }), fix: redact(fix) };
}

/** A line of progress overwrites the one before where a person watches, and would only fill a log. */
function progress(line: string): void {
  if (process.stderr.isTTY && !isActions) err(`\r${line}\u001b[K`);
}

function show(name: string, { text, json }: Outcome, asJson: boolean): void {
  const shown = isActions ? groupLines(name, text) : text;
  out(`${visible(asJson ? JSON.stringify(json, null, 2) : shown)}\n`);
}

function showProblems({ problems = [] }: Outcome, say: Context['say']): void {
  const annotations = problems.map((problem) =>
    problemAnnotation('warning', redactProblem(problem), 'Action needed'),
  );
  const lines = isActions ? annotationLines(annotations) : problems.map(describeProblem);
  for (const line of lines) say(line);
}

async function untilStopped({ close }: RunningServer): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  close();
}

/** Prints what ended the command, and gives its exit code. */
async function fail(error: unknown): Promise<number> {
  const isExpected = error instanceof UserError;
  const problems = isExpected ? error.problems : [unexpectedProblem(error)];
  const redacted = problems.map(redactProblem);
  await record(null, redacted).catch(() => undefined);
  const text = visible(problems.map(describeProblem).join('\n\n'));
  err(`${isActions ? escapeWorkflowCommands(text) : text}\n`);
  // An error may repeat the headers of a request: `err` takes out the secrets in them.
  if (!isExpected && showsStack) err(`${escapeWorkflowCommands(inspect(error))}\n`);
  const annotations = redacted.map((problem) =>
    problemAnnotation('error', problem, isExpected ? 'Wrong input' : 'Bug of portfolio'),
  );
  if (isActions) out(`${annotationLines(annotations).join('\n')}\n`);
  return error instanceof UsageError ? 2 : 1;
}

/** A program that SIGPIPE ends has this exit code in a shell: 128 and the signal's number. Node ignores that signal. */
const ENDED_BY_SIGPIPE = 141;

/** Ends the program where its output cannot be written: without a word if its reader is done, such as `head`. */
function endWithoutOutput(name: string, error: Error): void {
  if (codeOf(error) === 'EPIPE') process.exit(ENDED_BY_SIGPIPE);
  // Synchronous for files and terminals; if standard error fails as well, nobody can be told.
  if (name !== 'standard error') err(`cannot write to ${name}: ${reasonOf(error)}\n`);
  process.exit(1);
}

process.stdout.on('error', (error) => endWithoutOutput('standard output', error));
process.stderr.on('error', (error) => endWithoutOutput('standard error', error));

process.on('uncaughtException', (error) => {
  void fail(error).finally(() => process.exit(1));
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = await fail(error);
}
