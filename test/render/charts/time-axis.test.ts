import { describe, expect, it } from 'vitest';
import { axisBetween, labelOf, positionOf, timeAxis } from '../../../src/render/charts/time-axis.ts';
import { sampleRepository } from './sample-repository.ts';

const labels = (from: string, to: string) => axisBetween(from, to).ticks.map(({ label }) => label);

describe('time axis', () => {
  it('labels years for long periods and months for short ones', () => {
    expect(labels('2020-04-01', '2026-11-22')).toEqual(['2021', '2022', '2023', '2024', '2025', '2026']);
    expect(labels('2026-08-01', '2026-11-22')).toEqual(['Aug 2026', 'Sep 2026', 'Oct 2026', 'Nov 2026']);
  });

  it('puts a last label without room at the end of the axis, unless it would touch the one before it', () => {
    const year = axisBetween('2020-04-01', '2026-06-01').ticks.at(-1);
    expect(year).toMatchObject({ label: '2026', isAtEnd: true });
    expect(year && labelOf(year, 11, 3)).toBe('<text x="100%" y="11" text-anchor="end">2026</text>');
    expect(labels('2020-04-01', '2026-01-22').at(-1)).toBe('2025');
  });

  it('runs from the month of the first commit to today', () => {
    const repositories = ['2024-04-05T06:01:19Z', '2023-02-28T23:59:59Z', null].map((firstCommitAt) =>
      sampleRepository({ firstCommitAt }),
    );
    expect(timeAxis(repositories, '2026-11-22')).toMatchObject({ from: '2023-02-01', to: '2026-11-22' });
    expect(timeAxis([sampleRepository()], '2026-11-22')).toBeNull();
  });

  it('positions days and clamps those outside to its ends', () => {
    const axis = axisBetween('2026-01-01', '2026-01-11');
    expect(['2025-01-01', '2026-01-06', '2027-01-01'].map((day) => positionOf(day, axis))).toEqual([
      0, 0.5, 1,
    ]);
  });
});
