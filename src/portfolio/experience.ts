import type { Work } from '../config/resume-schema.ts';
import { monthsBetween } from '../dates.ts';

type Period = Pick<Work, 'startDate' | 'endDate'>;

/** How long somebody has worked. */
export interface Experience {
  /** Whole months, in which several jobs at once count once, and time between jobs does not count. */
  months: number;
  /** Whether a date is only a year. Such a date counts as January. */
  isApproximate: boolean;
}

/** The time that these jobs cover until `asOf`. Jobs without a start do not count. */
export function experienceOf(work: readonly Period[], asOf: string): Experience {
  const periods = work.filter(({ startDate }) => startDate !== undefined);
  let months = 0;
  let covered = '';
  for (const { start, end } of periods.map((period) => daysOf(period, asOf)).sort(byStart)) {
    const from = start > covered ? start : covered;
    if (end <= from) continue;
    months += monthsBetween(from, end);
    covered = end;
  }
  const dates = periods.flatMap(({ startDate, endDate }) => [startDate, endDate]);
  return { months, isApproximate: dates.some((date) => date?.length === 'YYYY'.length) };
}

function daysOf({ startDate = '', endDate }: Period, asOf: string): { start: string; end: string } {
  const end = endDate === undefined ? asOf : firstDay(endDate);
  return { start: firstDay(startDate), end: end < asOf ? end : asOf };
}

/** The first day of a year, month or day. */
function firstDay(date: string): string {
  return `${date}-01-01`.slice(0, 'YYYY-MM-DD'.length);
}

function byStart(one: { start: string }, other: { start: string }): number {
  return one.start < other.start ? -1 : 1;
}
