import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const usage = z.object({ peakBytes: z.number(), processorMs: z.number() });

/** What a process used. */
export type Measurement = {
  /** Wall time, including the start of Node. */
  ms: number;
  peakBytes: number;
  /** Processor time of all threads. */
  processorMs: number;
  stdout: string;
};

/** Runs a file in a separate process, with tsx if it is TypeScript. Throws Error with its output if it fails. */
export async function runMeasured(
  file: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  input = '',
): Promise<Measurement> {
  const started = performance.now();
  const loader = file.endsWith('.ts') ? ['--import', 'tsx/esm'] : [];
  const child = spawn(process.execPath, [...loader, '--import', './bench/peak.mjs', file, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  child.stdin?.end(input);
  const pipe = child.stdio[3] as Readable;
  const [stdout, stderr, used, code] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    text(pipe),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  if (code !== 0)
    throw new Error(`${file} ${args.join(' ')} exited with code ${code}:\n${stdout}\n${stderr}`);
  return { ms: performance.now() - started, ...usage.parse(JSON.parse(used)), stdout };
}
