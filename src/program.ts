import { inspect } from 'node:util';
import { COMMANDS, type Command } from './command-table.ts';
import type { Outcome } from './context/command.ts';
import { describeFlags, readArguments } from './context/flag-table.ts';
import { secretsIn } from './context/secrets.ts';
import type { Notice } from './errors.ts';
import { describeProblem, UsageError, UserError, unexpectedProblem } from './errors.ts';
import { createRedactor } from './redact.ts';
import { annotationLines, escapeWorkflowCommands, groupLines } from './report/annotations.ts';
import { errorNotices } from './report/notice.ts';
import { escapeUnsafeCharacters } from './text/characters.ts';

/** What surrounds the program: a process, or a test. */
export interface Host {
  /** The environment variables. */
  variables: Readonly<Record<string, string | undefined>>;
  /** Write to standard output and standard error. */
  out: (text: string) => void;
  err: (text: string) => void;
  /** The current time. */
  now: () => Date;
  /** Whether standard error is a terminal, where a status line can be overwritten. */
  isTerminal: boolean;
  /** Resolves when the process is asked to stop. */
  interrupted: () => Promise<void>;
}

/** The program, whatever runs it. */
export interface Program {
  /** Runs the command that the arguments name; resolves to the exit code. */
  run: (args: readonly string[]) => Promise<number>;
  /** Shows and reports an error that ends the program; resolves to the exit code. */
  fail: (error: unknown) => Promise<number>;
}

/** Adds the errors that ended a command to its report. */
type ReportFailure = (notices: readonly Notice[]) => Promise<void>;

/** The program on this host. All that it prints is free of the secrets in the variables. */
export function createProgram(host: Host): Program {
  const { RUNNER_DEBUG, PORTFOLIO_DEBUG, GITHUB_ACTIONS } = host.variables;
  // The last line of defense: applied to everything that is printed or recorded.
  const redact = createRedactor(secretsIn(host.variables));
  const shell: Shell = {
    ...host,
    redact,
    out: (text) => host.out(redact(text)),
    err: (text) => host.err(redact(text)),
    isActions: GITHUB_ACTIONS === 'true',
    // RUNNER_DEBUG is 1 where a workflow is run again with debug logging (docs.github.com, variables reference). src/run.mjs reads
    // both, too.
    showsStack: PORTFOLIO_DEBUG === '1' || RUNNER_DEBUG === '1',
    reportFailure: async () => {},
  };
  const fail = (error: unknown) => showFailure(shell, error);
  return {
    run: (args) => runCommand(shell, args).catch(fail),
    fail,
  };
}

/** The host, with what is derived from it. */
interface Shell extends Host {
  redact: (text: string) => string;
  isActions: boolean;
  /** Whether unexpected errors are shown with their stack trace. */
  showsStack: boolean;
  /** Set once the command is known. */
  reportFailure: ReportFailure;
}

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  npm run ${name.padEnd(9)}${does}`);
  return [
    'Commands:',
    ...lines,
    'Flags go after --. To see those of a command: npm run COMMAND -- --help',
  ].join('\n');
}

async function runCommand(shell: Shell, [name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) throw new UsageError({ what: 'no command was given', fix: usage() });
  if (name.startsWith('-') && [name, ...args].some((arg) => arg === '--help' || arg === '-h')) {
    shell.out(`${usage()}\n`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError({ what: `${JSON.stringify(name)} is not a command`, fix: usage() });
  if (readArguments(args, command.flags).help) {
    shell.out(`npm run ${name} -- [flags]: ${command.does}\n${describeFlags(command.flags)}\n`);
    return 0;
  }
  return execute(shell, name, command, args);
}

/** Loads the modules that help does not need, and runs the command. */
async function execute(shell: Shell, name: string, command: Command, args: string[]): Promise<number> {
  const { variables, isActions } = shell;
  await command.prepare?.();
  const { parseFlags } = await import('./context/flags.ts');
  const flags = parseFlags(args, command.flags);
  const { run, reportFailure: report } = await command.load();
  if (report) shell.reportFailure = (notices) => report(flags, notices, variables.GITHUB_STEP_SUMMARY);
  const print = flags.json ? shell.err : shell.out;
  const say = (line: string) => print(`${escapeUnsafeCharacters(line)}\n`);
  const { readEnvironment } = await import('./context/environment.ts');
  const environment = readEnvironment(variables, { usesNetwork: command.usesNetwork === true });
  const progress = (line: string) => showProgress(shell, line);
  const outcome = await run({ flags, environment, now: shell.now(), say, progress });
  progress('');
  if (isActions || !flags.json) await showNotices(shell, outcome.notices ?? [], say);
  show(shell, name, outcome, flags.json);
  if (outcome.server) {
    await shell.interrupted();
    outcome.server.close();
  }
  return outcome.exitCode;
}

/** Overwrites the previous status line in a terminal. Does nothing in logs. */
function showProgress({ isTerminal, isActions, err }: Shell, line: string): void {
  if (isTerminal && !isActions) err(`\r${line}\u001b[K`);
}

function show({ out, isActions }: Shell, name: string, { text, json }: Outcome, asJson: boolean): void {
  const shown = isActions ? groupLines(name, text) : text;
  out(`${escapeUnsafeCharacters(asJson ? JSON.stringify(json, null, 2) : shown)}\n`);
}

async function showNotices(
  { isActions, redact }: Shell,
  notices: readonly Notice[],
  say: (line: string) => void,
): Promise<void> {
  const shown = notices.map((notice) => redactNotice(notice, redact));
  if (isActions) for (const line of annotationLines(shown)) say(line);
  else if (shown.length > 0) say((await import('./report/terminal.ts')).noticesText(shown));
}

/** Redact before escaping for annotations: the credentials of an escaped URL would not be recognized. */
function redactNotice(notice: Notice, redact: Shell['redact']): Notice {
  const { title, message, location, fix } = notice;
  const shown = { title: redact(title), message: redact(message), fix: redact(fix) };
  return { ...notice, ...shown, ...(location !== undefined && { location: redact(location) }) };
}

/** Prints the error that ended the command, and returns the exit code. */
async function showFailure(shell: Shell, error: unknown): Promise<number> {
  const { out, err, isActions, redact } = shell;
  const isExpected = error instanceof UserError;
  const problems = isExpected ? error.problems : [unexpectedProblem(error)];
  const text = escapeUnsafeCharacters(problems.map(describeProblem).join('\n\n'));
  err(`${isActions ? escapeWorkflowCommands(text) : text}\n`);
  // An error may contain request headers; `err` removes the secrets in them.
  if (!isExpected && shell.showsStack) err(`${escapeWorkflowCommands(inspect(error))}\n`);
  const notices = errorNotices(error).map((notice) => redactNotice(notice, redact));
  if (isActions) out(`${annotationLines(notices).join('\n')}\n`);
  await shell.reportFailure(notices).catch((reason) => err(`the report could not be written: ${reason}\n`));
  return error instanceof UsageError ? 2 : 1;
}
