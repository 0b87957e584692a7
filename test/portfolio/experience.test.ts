import { expect, test } from 'vitest';
import { experienceOf } from '../../src/portfolio/experience.ts';

const ASOF = '2026-11-22';

test.each([
  ['nothing for no jobs', [], 0],
  ['a current job until today', [{ startDate: '2022-03' }], 56],
  [
    'jobs at the same time once',
    [{ startDate: '2022-01' }, { startDate: '2022-06', endDate: '2023-06' }],
    58,
  ],
  [
    'no time between jobs',
    [
      { startDate: '2024-01', endDate: '2025-01' },
      { startDate: '2020-01', endDate: '2021-01' },
    ],
    24,
  ],
  ['nothing for a job without a start', [{ endDate: '2020-01' }, {}], 0],
  ['nothing of the future', [{ startDate: '2027-01' }, { startDate: '2026-09', endDate: '2030-01' }], 2],
  ['days', [{ startDate: '2025-01-20', endDate: '2025-03-19' }], 1],
])('experience counts %s', (_, work, months) => {
  expect(experienceOf(work, ASOF)).toEqual({ months, isApproximate: false });
});

test('experience is approximate if a date is only a year', () => {
  expect(experienceOf([{ startDate: '2019', endDate: '2020-07' }], ASOF)).toEqual({
    months: 18,
    isApproximate: true,
  });
});
