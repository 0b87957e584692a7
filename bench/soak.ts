/**
 * `npm run soak`: years of daily refreshes against a GitHub with random activity and faults. Exits with 1 if a run broke a
 * promise. Use another `--seed` for a different world and other faults.
 */
import { parseArgs } from 'node:util';
import { breachKinds, type Soak, soak } from '../test/soak/years.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '1825' },
    seed: { type: 'string', default: '1' },
    repositories: { type: 'string', default: '30' },
  },
});

const MB = 1_000_000;
const HISTORY_BUDGET = MB;

function report({ findings, commits, ...soaked }: Soak, seconds: number): string {
  const { runs, sundays, daysWithChange, requests } = soaked;
  const total = Object.values(commits).reduce((sum, one) => sum + one, 0);
  const broken = breachKinds.map((promise): [string, number] => [
    `${promise} (must be 0)`,
    findings.filter(({ breach }) => breach === promise).length,
  ]);
  const lines: [string, number | string][] = [
    ['runs', runs],
    ['runs with trouble', soaked.troubled],
    ['responses changed by a fault', soaked.faults],
    ['lost caches', soaked.cachesLost],
    ['requests', requests],
    ...broken,
    ['days with changes on GitHub', daysWithChange],
    ['Sundays', sundays],
    ['commits', `${total}, of which`],
    ['  for a change of the day', commits.change],
    ['  for a change delayed by trouble', commits['caught up']],
    ['  for a completed week', commits.Sunday],
    ['  for a failure of 48 hours, or its end', commits.staleness],
    ['history', `${(soaked.historyBytes / MB).toFixed(2)} MB (≤ ${HISTORY_BUDGET / MB})`],
    ['snapshot', `${(soaked.snapshotBytes / MB).toFixed(2)} MB`],
    ['peak memory, including the fake GitHub', `${Math.round(soaked.peakMemoryBytes / MB)} MB`],
    ['time', `${Math.round(seconds)} s`],
  ];
  return lines.map(([what, value]) => `${what.padEnd(46)}${value}`).join('\n');
}

const days = Number(values.days);
const started = performance.now();
const soaked = await soak({
  days,
  seed: Number(values.seed),
  repositories: Number(values.repositories),
  onRun: (run) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${run} of ${days} runs\u001b[K`);
  },
});
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
console.log(report(soaked, (performance.now() - started) / 1000));
for (const { day, breach, what } of soaked.findings.slice(0, 20)) console.log(`${day} ${breach}: ${what}`);
const isTooLong = soaked.historyBytes > HISTORY_BUDGET;
process.exitCode = soaked.findings.length > 0 || isTooLong ? 1 : 0;
