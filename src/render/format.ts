import { monthsBetween } from '../dates.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A day or instant as `22 Nov 2026`, in UTC. */
export function formatDay(instant: string): string {
  const [year, month, day] = instant.slice(0, 10).split('-').map(Number);
  return `${day} ${monthName(month).slice(0, 3)} ${year}`;
}

/** A résumé date as `March 2022`, or as `2022` if no month was written. Nobody asks for the day. */
export function formatDate(date: string): string {
  const [year, month] = date.split('-').map(Number);
  return month === undefined ? String(year) : `${monthName(month)} ${year}`;
}

/** A period in the résumé, `March 2022 – Present`. Without an end it is ongoing; without a start only the end is shown. */
export function formatPeriod(start: string | undefined, end: string | undefined): string {
  if (start === undefined) return end === undefined ? '' : formatDate(end);
  return `${formatDate(start)} – ${end === undefined ? 'Present' : formatDate(end)}`;
}

/**
 * A period in the résumé with its length, until `asOf` if it is ongoing: `March 2022 – Present (4 years 8 months)`.
 * Counts whole months. Dates without a month give no length.
 */
export function formatTenure(
  { startDate, endDate }: { startDate?: string; endDate?: string },
  asOf: string,
): string {
  const length = startDate === undefined ? '' : formatMonths(startDate, endDate ?? asOf);
  return formatPeriod(startDate, endDate) + (length === '' ? '' : ` (${length})`);
}

function formatMonths(start: string, end: string): string {
  if (start.length < 'YYYY-MM'.length || end.length < 'YYYY-MM'.length) return '';
  // Days do not count, because they are not shown.
  const months = monthsBetween(start.slice(0, 7), end.slice(0, 7));
  const years = Math.floor(months / 12);
  const parts = [years > 0 && pluralize(years, 'year'), months % 12 > 0 && pluralize(months % 12, 'month')];
  return parts.filter(Boolean).join(' ');
}

/** A count with its noun: `1 commit`, `2,051 commits`. */
export function pluralize(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** A count with thousands separators: `2,051`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A fraction (0 to 1) as `95.8%`, truncated to one decimal so that it never overstates; smaller ones as `< 0.1%`. */
export function formatShare(share: number): string {
  const tenths = Math.floor(share * 1000 + 1e-9);
  if (tenths === 0) return share > 0 ? '< 0.1%' : '0%';
  return `${tenths / 10}%`;
}

/** The reduction stated in the résumé, without the space before the percent sign: `95.8%`. */
export function formatReduction({ reduction }: { reduction: string }): string {
  return reduction.replace(' ', '');
}

/** A size in decimal units: `31.6 KB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  // From 999,950 bytes on, rounding would give 1000.0 KB, so these use the next unit.
  const power = Math.min(Math.floor(Math.log10(bytes * 1.00005) / 3), units.length);
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

function monthName(month: number | undefined): string {
  const name = MONTHS[(month ?? 0) - 1];
  if (name === undefined) throw new RangeError(`"${month}" is not a month: expected 1 to 12`);
  return name;
}
