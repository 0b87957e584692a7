import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { z } from 'zod';
import { runProgram } from '../../support/program.ts';

/** What program.mjs sends: how the program was started. */
const call = z.object({
  args: z.array(z.string()),
  variables: z.record(z.string(), z.string()),
  folder: z.string(),
});

/** Runs the program for the steps of a job in this process, which takes a quarter of the time of one that has to be started. */
export interface ProgramServer {
  url: string;
  close: () => void;
}

/** Starts the server on loopback. One program runs at a time, because the working directory is the process's. */
export async function startProgramServer(): Promise<ProgramServer> {
  const server = createServer(async (request, response) => {
    const run = await runCall(request).catch((error: unknown) => ({
      code: 1,
      stdout: '',
      stderr: String(error),
    }));
    response.end(JSON.stringify(run));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    close: () => void server.close(),
  };
}

async function runCall(request: IncomingMessage) {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { args, variables, folder } = call.parse(JSON.parse(body));
  const before = process.cwd();
  const slowDown = hurry();
  process.chdir(folder);
  try {
    return await runProgram(args, variables, { now: () => new Date(variables.CLOCK ?? Number.NaN) });
  } finally {
    process.chdir(before);
    slowDown();
  }
}

/** Makes seconds pass in ten milliseconds, as clock.mjs does in a process of its own; returns a function that undoes this. */
function hurry(): () => void {
  const { setTimeout: wait } = globalThis;
  const { setTimeout: promise } = timers;
  const faster = (ms = 0) => (ms >= 1000 ? ms / 100 : ms);
  const quick = (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
    wait(run, faster(ms), ...given);
  Object.assign(globalThis, { setTimeout: quick });
  Object.assign(timers, { setTimeout: (ms?: number, value?: unknown) => promise(faster(ms), value) });
  syncBuiltinESMExports();
  return () => {
    Object.assign(globalThis, { setTimeout: wait });
    Object.assign(timers, { setTimeout: promise });
    syncBuiltinESMExports();
  };
}
