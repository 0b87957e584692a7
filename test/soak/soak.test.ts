import { expect, test } from 'vitest';
import { soak } from './years.ts';

test('through 120 days of growth and trouble every run keeps its promises', async () => {
  const soaked = await soak({ days: 120, seed: 7, repositories: 15 });
  expect(soaked.findings).toEqual([]);
  const { faults, cachesLost, commits, daysWithChange } = soaked;
  expect(soaked.runs).toBe(120);
  expect(Math.min(faults, cachesLost, commits.staleness, daysWithChange)).toBeGreaterThan(0);
}, 180_000);
