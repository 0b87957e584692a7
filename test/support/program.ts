import { createProgram, type Host } from '../../src/program.ts';

/** What a run of the program printed, and its exit code. */
export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** The discard port is closed, which simulates a machine without network. */
const NO_NETWORK = 'http://127.0.0.1:9';

interface Options {
  /** That of a copy of the project, for example. */
  create?: typeof createProgram;
  now?: Host['now'];
}

/** Runs the program in this process, with only these variables and no network unless they name one. */
export async function runProgram(
  args: readonly string[],
  variables: Host['variables'] = {},
  { create = createProgram, now = () => new Date() }: Options = {},
): Promise<Run> {
  const run = { stdout: '', stderr: '' };
  const program = create({
    variables: { GITHUB_API_URL: NO_NETWORK, ...variables },
    out: (text) => {
      run.stdout += text;
    },
    err: (text) => {
      run.stderr += text;
    },
    now,
    isTerminal: false,
    interrupted: async () => {},
  });
  return { code: await program.run(args), ...run };
}
