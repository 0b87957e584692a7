import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { aBenchWorld, type BenchWorld } from './bench-world.ts';
import { report } from './figures.ts';
import { runMeasured } from './run-measured.ts';

const outcome = z.object({
  ms: z.number(),
  requests: z.number(),
  stale: z.array(z.object({ reason: z.string() })),
  changes: z.number(),
});

const MB = 1_000_000;
const MAX_RUNS = 12;
const MAX_MEMORY_MB = 200;
/** REST and GraphQL together. */
const MAX_IN_FLIGHT = 4;

/** Budgets for refreshing a world; absent if there is none. Times in seconds. */
type Budget = {
  repositories: number;
  firstRequests?: number;
  nextRequests?: number;
  processorSeconds?: number;
  seconds?: number;
};

const BUDGETS: Budget[] = [
  { repositories: 25, processorSeconds: 1, seconds: 6 },
  { repositories: 30, firstRequests: 20, nextRequests: 15 },
  { repositories: 200, firstRequests: 40, nextRequests: 15, processorSeconds: 2.5, seconds: 25 },
  { repositories: 1000, firstRequests: 120, nextRequests: 30, processorSeconds: 8, seconds: 120 },
];

/** Refreshes worlds of several sizes from a distant GitHub, on a first and on an unchanged day. */
export async function benchRefresh(): Promise<void> {
  const help = await runMeasured('src/run.mjs', ['refresh', '--help']);
  report({ what: 'refresh --help: processor time', value: help.processorMs / 1000, unit: 's', budget: 0.8 });
  // Unlike --help, a refresh loads the schemas and the client, which counts as its start.
  const start = await runMeasured('bench/start-once.ts', []);
  report({ what: 'start of a refresh: processor time', value: start.processorMs / 1000, unit: 's' });
  await benchMemoryFlags();
  await warmUp();
  for (const budget of BUDGETS) {
    const bench = await aBenchWorld(budget.repositories, 'far');
    await benchFirstDay(bench, budget, start.processorMs);
    await benchUnchangedDay(bench, budget);
    await bench.close();
  }
}

/** The first process after a change compiles the sources; the others take them from a cache. */
async function warmUp(): Promise<void> {
  const bench = await aBenchWorld(5, 'near');
  await refreshOnce(bench);
  await bench.close();
}

async function benchFirstDay(bench: BenchWorld, budget: Budget, startMs: number): Promise<void> {
  const what = `first refresh of ${budget.repositories}`;
  const first = await refreshOnce(bench);
  report({ what: `${what}: requests`, value: first.requests, unit: '', ...bound(budget.firstRequests) });
  const { work, kinds } = summaryOf(bench);
  report({ what: `${what}: GitHub's own work`, value: work / 1000, unit: 's' });
  for (const [kind, count] of kinds) report({ what: `${what}: ${kind}`, value: count, unit: '' });
  report({ what: `${what}: time`, value: first.ms / 1000, unit: 's', ...bound(budget.seconds) });
  const beyondStart = (first.processorMs - startMs) / 1000;
  const processor = { value: beyondStart, unit: 's', ...bound(budget.processorSeconds) };
  report({ what: `${what}: processor time beyond the start`, ...processor });
  report({ what: `${what}: peak memory`, value: first.peakBytes / MB, unit: 'MB', budget: MAX_MEMORY_MB });
  const inFlight = bench.github.mostInFlight();
  report({ what: `${what}: requests in flight`, value: inFlight, unit: '', budget: MAX_IN_FLIGHT });
}

/** The runs after the first one catch up on older commits; measures the first run that has no more to fetch. */
async function benchUnchangedDay(bench: BenchWorld, budget: Budget): Promise<void> {
  const size = budget.repositories;
  for (let runs = 1; runs <= MAX_RUNS; runs += 1) {
    bench.nextDay();
    const { requests, changes } = await refreshOnce(bench);
    if (changes > 0) continue;
    report({ what: `runs until all commits of ${size} are known`, value: runs, unit: '' });
    const what = `unchanged day of ${size}: requests`;
    report({ what, value: requests, unit: '', ...bound(budget.nextRequests) });
    return;
  }
  throw new Error(`an unchanged world of ${size} still had changes after ${MAX_RUNS} runs`);
}

function bound(budget: number | undefined): { budget?: number } {
  return budget === undefined ? {} : { budget };
}

/** GitHub's own work in milliseconds, and the number of requests by GraphQL operation, and of REST requests. */
function summaryOf({ github }: BenchWorld) {
  const kinds = new Map<string, number>();
  let work = 0;
  for (const { graphql } of github.requests) {
    if (graphql) work += graphql.work;
    const kind = graphql ? `GraphQL ${graphql.operation}` : 'REST';
    const before = kinds.get(kind);
    kinds.set(kind, before === undefined ? 1 : before + 1);
  }
  return { work, kinds };
}

/** Runs one refresh. Throws Error if anything stayed stale. */
async function refreshOnce({ data, environment }: BenchWorld) {
  const { stdout, ...used } = await runMeasured('bench/refresh-once.ts', [data], environment);
  const result = outcome.parse(JSON.parse(stdout));
  if (result.stale.length > 0) throw new Error(`${result.stale.length} facts stayed stale: ${stdout}`);
  return { ...result, ...used, ms: result.ms };
}

/** Memory limits for V8 would cost processor time, so `npm run refresh` must not set any. */
async function benchMemoryFlags(): Promise<void> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
  const flags = [...String(scripts.refresh).matchAll(/--max-\S+/g)];
  report({ what: 'memory flags of npm run refresh', value: flags.length, unit: '', budget: 0 });
}
