import { join } from 'node:path';
import { z } from 'zod';
import { aBenchWorld, type BenchWorld } from './bench-world.ts';
import { report } from './figures.ts';
import { type Measurement, runMeasured } from './run-measured.ts';

const MB = 1_000_000;

const job = z.object({ ms: z.tuple([z.number(), z.number(), z.number()]) });

/** Refresh, build and README with a nearby GitHub: in one process, and as separate commands. */
export async function benchJob(repositories: number, budget: number): Promise<void> {
  const bench = await aBenchWorld(repositories, 'near');
  const { stdout } = await runMeasured('bench/job-once.ts', [bench.folder], bench.environment);
  const [refresh, build, readme] = job.parse(JSON.parse(stdout)).ms;
  const what = `job of ${repositories}`;
  report({ what, value: (refresh + build + readme) / 1000, unit: 's', budget });
  report({ what: `${what}: refresh`, value: refresh / 1000, unit: 's' });
  report({ what: `${what}: build`, value: build / 1000, unit: 's' });
  const target = join(bench.folder, 'README.md');
  const built = await command(bench, 'build', ...outOf(bench));
  const written = await command(bench, 'readme', '--target', target);
  const apart = (built.ms + written.ms) / 1000;
  report({ what: `${what}: build and README as separate commands`, value: apart, unit: 's' });
  await bench.close();
}

/** The workflow's command, on an unchanged day. */
export async function benchDaily(repositories: number, budget: number): Promise<void> {
  const bench = await aBenchWorld(repositories, 'near');
  const { folder } = bench;
  const flags = ['--target', join(folder, 'README.md'), '--result', join(folder, 'result'), ...outOf(bench)];
  await command(bench, 'daily', ...flags);
  bench.nextDay();
  const { ms, processorMs } = await command(bench, 'daily', ...flags);
  await bench.close();
  const what = `daily on an unchanged day of ${repositories}`;
  report({ what: `${what}: processor time`, value: processorMs / 1000, unit: 's', budget });
  report({ what: `${what}: time`, value: ms / 1000, unit: 's' });
}

/** Builds sites of several sizes. */
export async function benchBuild(): Promise<void> {
  const seconds = new Map<number, number>();
  for (const [repositories, budget] of [
    [31, 3],
    [300, undefined],
    [1000, 10],
  ] as const) {
    const bench = await aBenchWorld(repositories, 'near');
    await command(bench, 'refresh');
    const { ms, peakBytes } = await command(bench, 'build', ...outOf(bench));
    await bench.close();
    seconds.set(repositories, ms / 1000);
    report({
      what: `build of ${repositories}: time`,
      value: ms / 1000,
      unit: 's',
      ...(budget && { budget }),
    });
    report({ what: `build of ${repositories}: peak memory`, value: peakBytes / MB, unit: 'MB', budget: 400 });
  }
  const growth = (seconds.get(1000) ?? 0) / (seconds.get(300) ?? 0);
  report({ what: 'build of 1000 against 300: time', value: growth, unit: '×', budget: 1000 / 300 });
}

function outOf({ folder }: BenchWorld): string[] {
  return ['--out', join(folder, '_site')];
}

function command({ data, environment }: BenchWorld, name: string, ...flags: string[]): Promise<Measurement> {
  return runMeasured('src/run.mjs', [name, '--data', data, ...flags], environment);
}
