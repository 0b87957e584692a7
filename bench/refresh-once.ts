/** Times one refresh in a separate process, without the start of Node. The only argument is the data folder. */
import { refresh } from '../src/commands/refresh.ts';
import { readEnvironment } from '../src/context/environment.ts';
import { parseFlags } from '../src/context/flags.ts';

const [data = ''] = process.argv.slice(2);
const started = performance.now();
const report = await refresh({
  flags: { ...parseFlags([], []), data },
  environment: readEnvironment(process.env),
  now: new Date(process.env.BENCH_NOW ?? ''),
  say: () => {},
  progress: () => {},
});
const { requests, stale, changes } = report;
console.log(
  JSON.stringify({
    ms: performance.now() - started,
    requests: requests.used,
    stale,
    changes: changes.length,
  }),
);
