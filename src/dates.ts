const DAY_IN_MS = 86_400_000;

/** The day (YYYY-MM-DD, UTC) that lies this many days after `day`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_IN_MS).toISOString().slice(0, 10);
}

/** Whole days from 1970 to this instant. */
export function dayNumber(instant: string): number {
  return Math.floor(Date.parse(instant) / DAY_IN_MS);
}

/** The Sunday (UTC) that begins the week of this day or instant, the way GitHub counts weeks. */
export function sundayOf(instant: string): string {
  const date = new Date(`${instant.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  return date.toISOString().slice(0, 10);
}

/** Whole months from one date to a later one, 0 if it is not later. A date without a day, or month, means its first. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 1, fromDay = 1] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 1, toDay = 1] = to.split('-').map(Number);
  const months = 12 * (toYear - fromYear) + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
  return Math.max(0, months);
}

/** Whether a date as YYYY, YYYY-MM or YYYY-MM-DD exists in the calendar. */
export function isRealDate(date: string): boolean {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const found = new Date(0);
  found.setUTCFullYear(year, month - 1, day);
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
}

/** Orders two dates as far as both tell: negative if the first is earlier, 0 if the shorter one contains the other. */
export function compareDates(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  const [first, second] = [one.slice(0, length), other.slice(0, length)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** Whether a period ends before it starts, as far as both dates tell: a year alone may be any time in it. */
export function endsBeforeStart(start: string, end: string): boolean {
  return compareDates(end, start) < 0;
}

/** How far in the future a stored date may be, in days. A larger difference is a clock error. */
const TOLERANCE_IN_DAYS = 7;

function latestDay(now: string): string {
  return addDays(now.slice(0, 10), TOLERANCE_IN_DAYS);
}

/** Whether a date or time is later than `now` by more than the tolerance. */
export function isFuture(date: string, now: string): boolean {
  return date.slice(0, 10) > latestDay(now);
}
