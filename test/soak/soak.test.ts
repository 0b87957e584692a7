import { expect, test } from 'vitest';
import { fullSchedule } from './fault-schedule.ts';
import { soak } from './years.ts';

test('every run of 18 days with random activity and faults keeps its promises', async () => {
  const soaked = await soak({ days: 18, seed: 11, repositories: 3 });
  expect(soaked.findings).toEqual([]);
  const { faults, cachesLost, commits, daysWithChange } = soaked;
  expect(soaked.runs).toBe(18);
  expect(Math.min(faults, cachesLost, commits.staleness, daysWithChange)).toBeGreaterThan(0);
});

test('after every false response and wrong clock, the next calm day recovers', async () => {
  const days = fullSchedule.length;
  const soaked = await soak({ days, seed: 5, repositories: 3, schedule: fullSchedule });
  expect(soaked.findings).toEqual([]);
  expect(soaked.faults).toBeGreaterThan(20);
});
