import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CONCURRENCY } from '../src/github/transport.ts';
import { personalToken } from '../test/support/github/callers.ts';
import { aBenchWorld, type BenchWorld } from './bench-world.ts';
import { tell } from './figures.ts';
import { measured } from './measured.ts';

const outcome = z.object({
  ms: z.number(),
  requests: z.number(),
  stale: z.array(z.object({ reason: z.string() })),
  changes: z.number(),
});

const MB = 1_000_000;

/** Refreshes worlds of several sizes, near and far, and tells what it cost against the same requests alone. */
export async function benchRefresh(sizes: readonly number[]): Promise<void> {
  const farMs = new Map<number, number>();
  for (const latency of [0, 120]) {
    for (const repositories of sizes) {
      const bench = await aBenchWorld(repositories, latency);
      const ms = await benchOne(bench, repositories, latency);
      if (latency > 0) farMs.set(repositories, ms);
      await bench.close();
    }
  }
  const [smaller = 0, larger = 0] = sizes.slice(-2);
  const growth = (farMs.get(larger) ?? 0) / larger / ((farMs.get(smaller) ?? 0) / smaller);
  tell({
    what: `time for each of ${larger}, against each of ${smaller}`,
    value: growth,
    unit: '×',
    budget: 1.2,
  });
}

async function benchOne(bench: BenchWorld, repositories: number, latency: number): Promise<number> {
  const { github } = bench;
  const what = `refresh ${repositories} at ${latency} ms`;
  const first = await refreshOnce(bench);
  const bareMs = await bareTime(bench);
  tell({ what: `${what}: requests`, value: first.requests, unit: '' });
  tell({ what: `${what}: time`, value: first.ms / 1000, unit: 's' });
  // Without latency the ratio says what the work around a request costs on this machine, and no budget is set.
  const budget = latency > 0 ? { budget: 1.3 } : {};
  tell({ what: `${what}: against the same requests alone`, value: first.ms / bareMs, unit: '×', ...budget });
  tell({ what: `${what}: peak memory`, value: first.peakBytes / MB, unit: 'MB', budget: 200 });
  tell({ what: `${what}: requests in flight`, value: github.mostInFlight(), unit: '', budget: CONCURRENCY });
  bench.nextDay();
  const second = await refreshOnce(bench);
  if (second.changes > 0) throw new Error(`${what}: an unchanged world gave ${second.changes} changes`);
  const share = second.requests / first.requests;
  // Of a few repositories most is asked daily by design: lists, calendar, and what the configured ones have of checks.
  const third = repositories >= 100 ? { budget: 1 / 3 } : {};
  tell({ what: `${what}: requests of an unchanged day`, value: share, unit: '×', ...third });
  return first.ms;
}

/** One refresh. Throws Error where it left something out. */
async function refreshOnce({ data, environment }: BenchWorld) {
  const { stdout, peakBytes } = await measured('bench/refresh-once.ts', [data], {
    ...environment,
    NODE_OPTIONS: await memoryOptions(),
  });
  const result = outcome.parse(JSON.parse(stdout));
  if (result.stale.length > 0) throw new Error(`${result.stale.length} sections stayed stale: ${stdout}`);
  return { ...result, peakBytes };
}

/** The bounds within which `npm run refresh` keeps Node's memory. */
async function memoryOptions(): Promise<string> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
  return [...String(scripts.refresh).matchAll(/--max-\S+/g)].join(' ');
}

/** How long the requests of the log take with nothing in between, in milliseconds. */
export async function bareTime({ github }: BenchWorld): Promise<number> {
  const requests = github.requests.map(({ method, path }) => ({ method, path }));
  const log = { url: github.url, token: personalToken, concurrency: CONCURRENCY, requests };
  const { stdout } = await measured('bench/replay-once.ts', [], {}, JSON.stringify(log));
  return z.object({ ms: z.number() }).parse(JSON.parse(stdout)).ms;
}

/** Tells how many runs within the default budget of requests it takes until everything is known. */
export async function benchConvergence(repositories: number, maxRequests: number): Promise<void> {
  const bench = await aBenchWorld(repositories, 0, maxRequests);
  let runs = 0;
  let postponed = Number.POSITIVE_INFINITY;
  while (postponed > 0 && runs < 100) {
    const { stdout } = await measured('bench/refresh-once.ts', [bench.data], bench.environment);
    postponed = outcome.parse(JSON.parse(stdout)).stale.length;
    runs += 1;
    bench.nextDay();
  }
  await bench.close();
  const what = `${repositories} repositories within ${maxRequests} requests: runs until all is known`;
  tell({ what, value: runs, unit: '', budget: Math.ceil((2.5 * repositories) / maxRequests) });
}
