import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closeHost, commitTo, openHost } from '../test/workflows/runner/actions-host.ts';
import { type JobRun, runWorkflow } from '../test/workflows/runner/run.ts';
import { readWorkflow } from '../test/workflows/workflow.ts';
import { aBenchWorld, type BenchWorld } from './bench-world.ts';
import { report } from './figures.ts';

const FIRST = /^actions\/checkout@/;
const LAST = /^actions\/upload-pages-artifact@/;

/** The scheduled job from checkout to artifact, with npm's cache and a GitHub that takes 120 ms per request. */
export async function benchWorkflow(repositories: number, budget: number): Promise<void> {
  const bench = await aBenchWorld(repositories, 'far');
  // Fills npm's cache.
  await buildJob(bench);
  const { result, log, times } = await buildJob(bench);
  if (result !== 'success') throw new Error(log);
  const first = times.findIndex(({ step }) => FIRST.test(step));
  const last = times.findIndex(({ step }) => LAST.test(step));
  const counted = times.slice(first, last + 1);
  const what = `workflow of ${repositories}`;
  const sum = counted.reduce((ms, step) => ms + step.ms, 0);
  report({ what: `${what}: from checkout to artifact`, value: sum / 1000, unit: 's', budget });
  for (const { step, ms } of counted.filter((one) => one.ms >= 50))
    report({ what: `${what}: ${step.replace(/@.*/, '')}`, value: ms / 1000, unit: 's' });
  await bench.close();
}

/** The first run of a new owner. */
async function buildJob({ github, data }: BenchWorld): Promise<JobRun> {
  const host = await openHost(github.url);
  Object.assign(host, { installs: true, now: github.world.now });
  await commitTo(host.origin, 'Make it mine', async (clone) => {
    await copyFile(join(data, 'portfolio.yaml'), join(clone, 'data/portfolio.yaml'));
  });
  const workflow = await readWorkflow('.github/workflows/refresh.yml');
  const { build } = workflow.jobs;
  if (!build) throw new Error('refresh.yml has no job "build"');
  const jobs = await runWorkflow({ ...workflow, jobs: { build } }, host, { name: 'schedule' });
  await closeHost(host);
  if (!jobs.build) throw new Error('the job "build" did not run');
  return jobs.build;
}
