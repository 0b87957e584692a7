import { join } from 'node:path';
import { aBenchWorld, type BenchWorld } from './bench-world.ts';
import { tell } from './figures.ts';
import { type Measured, measured } from './measured.ts';
import { bareTime } from './refresh.ts';

const MB = 1_000_000;

/** Runs the commands of the scheduled job one after the other, as it does, beyond the time of the requests alone. */
export async function benchJob(repositories: number, budget: number): Promise<void> {
  const bench = await aBenchWorld(repositories, 120);
  const refresh = await command(bench, 'refresh');
  const bareMs = await bareTime(bench);
  const build = await command(bench, 'build', ...outOf(bench));
  const readme = await command(bench, 'readme', '--target', join(bench.folder, 'README.md'));
  await bench.close();
  const what = `refresh + build + README of ${repositories}, beyond the requests`;
  tell({ what, value: (refresh.ms + build.ms + readme.ms - bareMs) / 1000, unit: 's', budget });
}

/** Builds sites of several sizes. */
export async function benchBuild(): Promise<void> {
  const seconds = new Map<number, number>();
  for (const [repositories, budget] of [
    [31, 3],
    [300, undefined],
    [1000, 10],
  ] as const) {
    const bench = await aBenchWorld(repositories, 0);
    await command(bench, 'refresh');
    const { ms, peakBytes } = await command(bench, 'build', ...outOf(bench));
    await bench.close();
    seconds.set(repositories, ms / 1000);
    tell({ what: `build of ${repositories}: time`, value: ms / 1000, unit: 's', ...(budget && { budget }) });
    tell({ what: `build of ${repositories}: peak memory`, value: peakBytes / MB, unit: 'MB', budget: 400 });
  }
  const [few = 0, some = 0, many = 0] = [31, 300, 1000].map((size) => seconds.get(size));
  const growth = (many - some) / 700 / ((some - few) / 269);
  tell({ what: 'build: what each of 1000 adds, against each of 300', value: growth, unit: '×', budget: 1.5 });
}

function outOf({ folder }: BenchWorld): string[] {
  return ['--out', join(folder, '_site')];
}

function command({ data, environment }: BenchWorld, name: string, ...flags: string[]): Promise<Measured> {
  return measured('src/cli.ts', [name, '--data', data, ...flags], environment);
}
