import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { projectPath } from '../project-root.ts';

/**
 * The Typst compiler is a large WebAssembly module, and only a small part of it runs. Optimizing it would cost 130 MB and most of
 * the build time, validating all of it 0.1 s. `--liftoff-only` implies the two flags before it, but V8 13 (Node 24) applies what a
 * flag implies only at startup.
 */
const WASM_FLAGS = [
  '--no-wasm-tier-up',
  '--no-wasm-dynamic-tiering',
  '--liftoff-only',
  '--wasm-lazy-validation',
];

/** The only worker thread. It serves one request at a time, and is replaced after an error. */
let thread: Worker | undefined;

/** Starts the thread unless it is running. It loads the typesetter while it waits for its first request. */
export function startMediaThread(): Worker {
  if (thread) return thread;
  // V8 flags have to be set before other threads start.
  for (const flag of WASM_FLAGS) setFlagsFromString(flag);
  const worker = new Worker(projectPath('src/run.mjs'), { workerData: 'media-worker', execArgv: [] });
  for (const event of ['error', 'exit']) {
    worker.once(event, () => {
      if (thread === worker) thread = undefined;
    });
  }
  // A process does not wait for an idle thread when it ends.
  worker.unref();
  thread = worker;
  return worker;
}
