import { describe, expect, it } from 'vitest';
import { axisSvg, labeledAxis } from '../../../src/render/charts/labeled-axis.ts';

const labels = (from: string, to: string) =>
  labeledAxis(from, to).labels.map(({ label, isAtEnd }) => (isAtEnd ? `${label}|` : label));

describe('labeled axis', () => {
  it('labels the first year, too', () => {
    expect(labels('2024-01-01', '2026-11-22')).toEqual(['2024', '2025', '2026']);
    expect(labels('2023-02-01', '2026-11-22')).toEqual(['2023', '2024', '2025', '2026']);
  });

  it('anchors the last label to the end if it would not fit otherwise', () => {
    expect(labels('2023-02-01', '2026-01-20')).toEqual(['2023', '2024', '2025', '2026|']);
    expect(axisSvg(labeledAxis('2023-02-01', '2026-01-20'))).toMatch(
      /<text x="100%" y="12" text-anchor="end">2026</,
    );
  });

  it('drops the first label if it would touch the next', () => {
    expect(labels('2022-12-01', '2026-11-22')).toEqual(['2023', '2024', '2025', '2026']);
  });

  it('labels every second or fifth year of a long period', () => {
    expect(labels('2010-06-01', '2026-11-22')).toEqual([
      '2012',
      '2014',
      '2016',
      '2018',
      '2020',
      '2022',
      '2026|',
    ]);
    expect(labels('1990-01-01', '2026-11-22')).toEqual([
      '1991',
      '1996',
      '2001',
      '2006',
      '2011',
      '2016',

      '2026|',
    ]);
  });

  it('labels months if it covers less than a year', () => {
    expect(labels('2026-08-01', '2026-11-22')).toEqual(['Aug 2026', 'Sep 2026', 'Oct 2026', 'Nov 2026|']);
  });

  it('never has labels that overlap', () => {
    for (let months = 1; months < 480; months += 1) {
      const from = new Date(Date.UTC(2026, 10 - months, 1)).toISOString().slice(0, 10);
      const { labels: found } = labeledAxis(from, '2026-11-22');
      const starts = found.map(({ at, isAtEnd }) => (isAtEnd ? 0.89 : at));
      for (const [index, start] of starts.slice(1).entries()) {
        expect(start - (starts[index] ?? 0), from).toBeGreaterThanOrEqual(0.1099);
      }
      expect(found.length, from).toBeGreaterThan(0);
    }
  });
});
