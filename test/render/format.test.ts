import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDay,
  formatPeriod,
  formatShare,
  formatTenure,
} from '../../src/render/format.ts';

describe('format', () => {
  it('formats days in UTC in any time zone', () => {
    expect(formatDay('2026-11-22')).toBe('22 Nov 2026');
    expect(formatDay('2025-04-05T23:59:59Z')).toBe('5 Apr 2025');
  });

  it('formats résumé dates as months, or as years if no month was written', () => {
    expect(formatDate('2022')).toBe('2022');
    expect(formatDate('2022-03')).toBe('March 2022');
    expect(formatDate('2022-03-09')).toBe('March 2022');
  });

  it('formats periods, including ongoing ones', () => {
    expect(formatPeriod('2022-03', undefined)).toBe('March 2022 – Present');
    expect(formatPeriod('2019', '2021-12')).toBe('2019 – December 2021');
  });

  it('adds thousands separators', () => {
    expect([0, 999, 1000, 2051, 1234567].map(formatCount)).toEqual([
      '0',
      '999',
      '1,000',
      '2,051',
      '1,234,567',
    ]);
  });

  it('truncates shares and never shows a positive one as zero', () => {
    expect([0, 0.0004, 0.9588, 0.29, 1].map(formatShare)).toEqual(['0%', '< 0.1%', '95.8%', '29%', '100%']);
  });

  it('formats the length of a job, or until today, in whole months', () => {
    const tenure = (startDate: string, endDate?: string) =>
      formatTenure({ startDate, endDate }, '2027-02-28');
    expect(tenure('2022-03')).toBe('March 2022 – Present (4 years 11 months)');
    expect(formatTenure({ startDate: '2022-03' }, '2027-03-01')).toBe('March 2022 – Present (5 years)');
    expect(tenure('2025-01-31', '2025-03-30')).toBe('January 2025 – March 2025 (2 months)');
    expect(tenure('2026', '2027-01')).toBe('2026 – January 2027');
    expect(tenure('2027-02')).toBe('February 2027 – Present');
  });

  it('formats sizes in decimal units', () => {
    expect([0, 999, 31624, 999_960, 3.7e9].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '31.6 KB',
      '1.0 MB',
      '3.7 GB',
    ]);
  });

  it('rejects an invalid month', () => {
    expect(() => formatDay('2026-13-01')).toThrow(RangeError);
  });
});
