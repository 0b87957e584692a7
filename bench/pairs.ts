import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { aBenchWorld } from './bench-world.ts';
import { report } from './figures.ts';
import { runMeasured } from './run-measured.ts';

const PAIRS = 7;
const ELEVENTY = resolve('node_modules/@11ty/eleventy/cmd.cjs');

const manifest = z.object({ scripts: z.object({ build: z.string() }) });

/**
 * Compares our build with plain Eleventy, which gets our built pages as templates. Runs whole processes alternately, so that
 * both of a pair run under the same load.
 */
export async function benchAgainstEleventy(repositories: number, budget: number): Promise<void> {
  const bench = await aBenchWorld(repositories, 'near');
  const site = join(bench.folder, '_site');
  await runMeasured('src/run.mjs', ['refresh', '--data', bench.data], bench.environment);
  const ours = [...(await buildCommand()), '--data', bench.data, '--out', site];
  await timed(ours, '.');
  const isPageOrFolder = (path: string) => !/\.\w+$/.test(path) || path.endsWith('.html');
  await cp(site, join(bench.folder, 'pages'), { recursive: true, filter: isPageOrFolder });
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const bare = await timed([ELEVENTY, '--input=pages', '--output=bare', '--quiet'], bench.folder);
    ratios.push((await timed(ours, '.')) / bare);
  }
  await bench.close();
  const what = `build of ${repositories} against plain Eleventy: time`;
  report({ what, value: median(ratios), unit: '×', budget });
}

/** The command of `npm run build`, without npm itself. */
async function buildCommand(): Promise<string[]> {
  const { scripts } = manifest.parse(JSON.parse(await readFile('package.json', 'utf8')));
  return scripts.build.split(' ').slice(1);
}

/** The wall time of a Node process in milliseconds. Throws Error if the process fails. */
async function timed(args: readonly string[], cwd: string): Promise<number> {
  const started = performance.now();
  await promisify(execFile)(process.execPath, args, { cwd });
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
