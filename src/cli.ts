import { codeOf, reasonOf } from './files.ts';
import { createProgram } from './program.ts';

const program = createProgram({
  variables: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  now: () => new Date(),
  isTerminal: process.stderr.isTTY,
  interrupted: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
});

// Eleventy would start a thread to notice changed modules, which takes longer than some of its pages. Nothing changes during a build.
process.env.ELEVENTY_SKIP_ESM_RESOLVER = 'true';

/** The shell's exit code for SIGPIPE: 128 plus the signal number. Node itself ignores that signal. */
const ENDED_BY_SIGPIPE = 141;

/** Exits when output cannot be written; silently if the reader, such as `head`, closed the pipe. */
function endWithoutOutput(name: string, error: Error): void {
  if (codeOf(error) === 'EPIPE') process.exit(ENDED_BY_SIGPIPE);
  // Writes to files and terminals are synchronous. If standard error fails too, there is nowhere to report it.
  if (name !== 'standard error') process.stderr.write(`cannot write to ${name}: ${reasonOf(error)}\n`);
  process.exit(1);
}

process.stdout.on('error', (error) => endWithoutOutput('standard output', error));
process.stderr.on('error', (error) => endWithoutOutput('standard error', error));

process.on('uncaughtException', (error) => {
  void program.fail(error).finally(() => process.exit(1));
});

process.exitCode = await program.run(process.argv.slice(2));
