import { z } from 'zod';
import { addDays, sundayOf } from '../dates.ts';
import { UserError } from '../errors.ts';
import { isSameJson, parseJson } from '../json.ts';
import { conflictIn } from '../text/merge-conflict.ts';
import { isFuture } from './clock.ts';
import { type Event, eventSchema } from './events.ts';
import type { Repository, Snapshot } from './schema.ts';

const counts = z.partialRecord(z.enum(['stars', 'forks', 'watchers', 'commits']), z.int().nonnegative());

/** What one day brought: numbers by repository id, only those that changed, and events. */
const dayEntry = z.strictObject({
  date: z.iso.date(),
  changed: z.record(z.string(), counts),
  events: z.array(eventSchema),
});

export type Counts = z.infer<typeof counts>;
/** One line of `data/history.ndjson`; the lines are in the order of their dates. */
export type DayEntry = z.infer<typeof dayEntry>;

/** The lines of a history. Throws UserError naming `path` and line where one is not understood. */
export function parseHistory(text: string | null, path: string): DayEntry[] {
  const lines = (text ?? '').split('\n');
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const json = parseJson(line);
    const parsed = dayEntry.safeParse(json.ok ? json.value : undefined);
    if (parsed.success) return [parsed.data];
    const conflict = conflictIn(text ?? '', path);
    if (conflict) throw new UserError(conflict);
    throw new UserError({
      what: 'not a line of history that this version understands',
      where: `${path}:${index + 1}`,
      fix: 'restore the file with "git checkout -- FILE", or remove this line; nothing was touched',
    });
  });
}

/** The bytes of a history: checked on the way out too, which puts keys in the one order that reading gives. */
export function serializeHistory(lines: readonly DayEntry[]): string {
  return lines.map((line) => `${JSON.stringify(dayEntry.parse(line))}\n`).join('');
}

/** The history after a refresh: with the day's line if it brought anything or the week has none, and without what departed. */
export function continueHistory(
  lines: readonly DayEntry[],
  before: Snapshot | null,
  after: Snapshot,
  events: readonly Event[],
  date: string,
): DayEntry[] {
  const changed = changedCounts(before, after);
  const last = lines.at(-1);
  const isNews = Object.keys(changed).length > 0 || events.length > 0;
  const isNewWeek = last !== undefined && sundayOf(last.date) < sundayOf(after.asOf);
  const today: DayEntry = { date: notBefore(last, date), changed, events: [...events] };
  const continued = isNews || isNewWeek ? withDay(lines, today) : [...lines];
  return thinOut(withoutRemoved(continued, after), after.asOf);
}

function withDay(lines: readonly DayEntry[], today: DayEntry): DayEntry[] {
  const last = lines.at(-1);
  return last?.date === today.date ? [...lines.slice(0, -1), joinEntries(last, today)] : [...lines, today];
}

/** Two lines as one: later numbers replace earlier ones, events stay. */
function joinEntries(earlier: DayEntry, later: DayEntry): DayEntry {
  const ids = [...new Set([...Object.keys(earlier.changed), ...Object.keys(later.changed)])];
  const isNews = (event: Event) => !earlier.events.some((known) => isSameJson(known, event));
  return {
    date: later.date,
    changed: Object.fromEntries(ids.map((id) => [id, { ...earlier.changed[id], ...later.changed[id] }])),
    events: [...earlier.events, ...later.events.filter(isNews)],
  };
}

/** The same history with lines that are dated in the future moved to today; a wrong clock has written them. */
export function healFutureEntries(lines: readonly DayEntry[], now: string): DayEntry[] {
  const healthy = lines.filter(({ date }) => !isFuture(date, now));
  const future = lines.filter(({ date }) => isFuture(date, now));
  const date = notBefore(healthy.at(-1), now.slice(0, 10));
  const moved = future.map((line) => ({
    ...line,
    date,
    events: line.events.map((event) => ({ ...event, date })),
  }));
  return moved.reduce(withDay, healthy);
}

/** The day for a new line: lines stay in the order of their dates. */
function notBefore(last: DayEntry | undefined, date: string): string {
  return last && last.date > date ? last.date : date;
}

const YEAR_IN_DAYS = 365;

/** The same history with one line a week where it is older than a year. Numbers at a week's end and events stay. */
export function thinOut(lines: readonly DayEntry[], asOf: string): DayEntry[] {
  const limit = addDays(asOf, -YEAR_IN_DAYS);
  return lines.reduce<DayEntry[]>((kept, line) => {
    const last = kept.at(-1);
    const isSameWeek = last && sundayOf(last.date) === sundayOf(line.date);
    if (!isSameWeek || line.date >= limit) kept.push(line);
    else kept[kept.length - 1] = joinEntries(last, line);
    return kept;
  }, []);
}

/** A departed repository leaves the history too; of it only the bare id stays. */
function withoutRemoved(lines: readonly DayEntry[], { departed }: Snapshot): DayEntry[] {
  const isGone = (event: Event) =>
    event.kind !== 'departed' && 'repository' in event && departed.includes(event.repository);
  return lines.map(({ date, changed, events }) => ({
    date,
    changed: Object.fromEntries(Object.entries(changed).filter(([id]) => !departed.includes(Number(id)))),
    events: events.filter((event) => !isGone(event)),
  }));
}

function changedCounts(before: Snapshot | null, after: Snapshot): DayEntry['changed'] {
  const known = new Map(before?.repositories.map((repository) => [repository.id, countsOf(repository)]));
  const entries = after.repositories.flatMap((repository) => {
    const was = known.get(repository.id) ?? {};
    const now = Object.entries(countsOf(repository)).filter(
      ([name, value]) => was[name as keyof Counts] !== value,
    );
    return repository.id === null || now.length === 0
      ? []
      : [[String(repository.id), Object.fromEntries(now)]];
  });
  return Object.fromEntries(entries);
}

function countsOf({ sections }: Repository): Counts {
  const { stars, forks } = sections.core?.value ?? {};
  const all = { stars, forks, watchers: sections.watchers?.value, commits: sections.commits?.value.total };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => typeof value === 'number'));
}
