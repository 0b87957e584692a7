import { inspect } from 'node:util';
import { COMMANDS, type Command } from './command-table.ts';
import type { Context, Outcome, RunningServer } from './context/command.ts';
import { describeFlags, readArguments } from './context/flag-table.ts';
import { secretsIn } from './context/secrets.ts';
import type { Notice } from './errors.ts';
import { describeProblem, UsageError, UserError, unexpectedProblem } from './errors.ts';
import { codeOf, reasonOf } from './files.ts';
import { createRedactor } from './redact.ts';
import { annotationLines, escapeWorkflowCommands, groupLines } from './report/annotations.ts';
import { errorNotices } from './report/notice.ts';
import { escapeUnsafeCharacters } from './text/characters.ts';

const isActions = process.env.GITHUB_ACTIONS === 'true';
/** The last line of defense: applied to everything that is printed or recorded. */
const redact = createRedactor(secretsIn(process.env));
const out = (text: string) => void process.stdout.write(redact(text));
const err = (text: string) => void process.stderr.write(redact(text));
/** Writes the errors that end a command to its report; set once the command is known. */
let reportFailure: (notices: readonly Notice[]) => Promise<void> = async () => {};

/** RUNNER_DEBUG is 1 where a workflow is run again with debug logging (docs.github.com, variables reference). */
const showsStack = process.env.PORTFOLIO_DEBUG === '1' || process.env.RUNNER_DEBUG === '1';
// Source maps are only used in stack traces, and cost a tenth of a second at startup.
if (!showsStack) process.setSourceMapsEnabled(false);

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  npm run ${name.padEnd(9)}${does}`);
  return [
    'Commands:',
    ...lines,
    'Flags go after --. To see those of a command: npm run COMMAND -- --help',
  ].join('\n');
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) throw new UsageError({ what: 'no command was given', fix: usage() });
  if (name.startsWith('-') && [name, ...args].some((arg) => arg === '--help' || arg === '-h')) {
    out(`${usage()}\n`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError({ what: `${JSON.stringify(name)} is not a command`, fix: usage() });
  if (readArguments(args, command.flags).help) {
    out(`npm run ${name} -- [flags]: ${command.does}\n${describeFlags(command.flags)}\n`);
    return 0;
  }
  return execute(name, command, args);
}

/** Loads the modules that help does not need, and runs the command. */
async function execute(name: string, command: Command, args: string[]): Promise<number> {
  const { parseFlags } = await import('./context/flags.ts');
  const flags = parseFlags(args, command.flags);
  const { run, reportFailure: report } = await command.load();
  if (report) reportFailure = (notices) => report(flags, notices, process.env.GITHUB_STEP_SUMMARY);
  const say = (line: string) => (flags.json ? err : out)(`${escapeUnsafeCharacters(line)}\n`);
  const { readEnvironment } = await import('./context/environment.ts');
  const environment = readEnvironment(process.env, { usesNetwork: command.usesNetwork === true });
  const outcome = await run({ flags, environment, now: new Date(), say, progress });
  progress('');
  if (isActions || !flags.json) await showNotices(outcome.notices ?? [], say);
  show(name, outcome, flags.json);
  if (outcome.server) await untilStopped(outcome.server);
  return outcome.exitCode;
}

/** Redact before escaping for annotations: the credentials of an escaped URL would not be recognized. */
function redactNotice(notice: Notice): Notice {
  const { title, message, location, fix } = notice;
  const shown = { title: redact(title), message: redact(message), fix: redact(fix) };
  return { ...notice, ...shown, ...(location !== undefined && { location: redact(location) }) };
}

/** Overwrites the previous status line in a terminal. Does nothing in logs. */
function progress(line: string): void {
  if (process.stderr.isTTY && !isActions) err(`\r${line}\u001b[K`);
}

function show(name: string, { text, json }: Outcome, asJson: boolean): void {
  const shown = isActions ? groupLines(name, text) : text;
  out(`${escapeUnsafeCharacters(asJson ? JSON.stringify(json, null, 2) : shown)}\n`);
}

async function showNotices(notices: readonly Notice[], say: Context['say']): Promise<void> {
  const shown = notices.map(redactNotice);
  if (isActions) for (const line of annotationLines(shown)) say(line);
  else if (shown.length > 0) say((await import('./report/terminal.ts')).noticesText(shown));
}

async function untilStopped({ close }: RunningServer): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  close();
}

/** Prints the error that ended the command, and returns the exit code. */
async function fail(error: unknown): Promise<number> {
  const isExpected = error instanceof UserError;
  const problems = isExpected ? error.problems : [unexpectedProblem(error)];
  const text = escapeUnsafeCharacters(problems.map(describeProblem).join('\n\n'));
  err(`${isActions ? escapeWorkflowCommands(text) : text}\n`);
  // An error may contain request headers; `err` removes the secrets in them.
  if (!isExpected && showsStack) err(`${escapeWorkflowCommands(inspect(error))}\n`);
  const notices = errorNotices(error).map(redactNotice);
  if (isActions) out(`${annotationLines(notices).join('\n')}\n`);
  await reportFailure(notices).catch((reason) => err(`the report could not be written: ${reason}\n`));
  return error instanceof UsageError ? 2 : 1;
}

/** The shell's exit code for SIGPIPE: 128 plus the signal number. Node itself ignores that signal. */
const ENDED_BY_SIGPIPE = 141;

/** Exits when output cannot be written; silently if the reader, such as `head`, closed the pipe. */
function endWithoutOutput(name: string, error: Error): void {
  if (codeOf(error) === 'EPIPE') process.exit(ENDED_BY_SIGPIPE);
  // Writes to files and terminals are synchronous. If standard error fails too, there is nowhere to report it.
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
