import { addDays, isFuture, sundayOf } from '../dates.ts';
import { UserError } from '../errors.ts';
import { count } from '../facts/fact.ts';
import { type FactSet, namesOf, type Stored } from '../facts/fact-set.ts';
import { type FactValues, factNames, repositoryFacts } from '../facts/index.ts';
import { isSameJson, parseJson } from '../json.ts';
import { conflictIn } from '../text/merge-conflict.ts';
import { z } from '../zod.ts';
import { type Event, eventSchema } from './events.ts';
import { pairRepositories } from './pair-repositories.ts';
import type { Repository, Snapshot } from './schema.ts';

/** The numbers declared by the facts, in order. */
const countNames = factNames.flatMap((fact) => Object.keys(repositoryFacts[fact].counts ?? {}));
/** Numbers that only version 1 recorded: accepted when reading, then dropped. */
const RETIRED_COUNTS: readonly string[] = ['watchers'];
const counts = z
  .partialRecord(z.enum([...countNames, ...RETIRED_COUNTS]), count)
  .transform((read) =>
    Object.fromEntries(Object.entries(read).filter(([name]) => !RETIRED_COUNTS.includes(name))),
  );

/** The changes of one day: by repository id, only the numbers that changed; and the events. */
const dayEntry = z.strictObject({
  date: z.iso.date(),
  changed: z.record(z.string(), counts),
  events: z.array(eventSchema),
});

export type Counts = z.infer<typeof counts>;
/** One line of `data/history.ndjson`, which is sorted by date. */
export type DayEntry = z.infer<typeof dayEntry>;

/** Parses a history. Throws UserError with `path` and line if an entry is invalid. */
export function parseHistory(text: string | null, path: string): DayEntry[] {
  const entries: DayEntry[] = [];
  for (const [index, line] of (text ?? '').split('\n').entries()) {
    if (line === '') continue;
    const json = parseJson(line);
    const parsed = dayEntry.safeParse(json.ok ? json.value : undefined);
    if (!parsed.success) throw unreadableEntry(text ?? '', path, index + 1);
    entries.push(parsed.data);
  }
  return entries;
}

function unreadableEntry(text: string, path: string, lineNumber: number): UserError {
  const conflict = conflictIn(text, path);
  if (conflict) return new UserError(conflict);
  return new UserError({
    what: 'not a valid history entry for this version',
    where: `${path}:${lineNumber}`,
    fix: `restore the file with "git checkout -- ${path}", or delete this line; the file was not changed`,
  });
}

/** Serializes a history. Parsing each entry first validates it and gives its keys the same order as when reading. */
export function serializeHistory(entries: readonly DayEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(dayEntry.parse(entry))}\n`).join('');
}

/**
 * Updates the history after a refresh: adds an entry if anything changed or a new week began, and deletes removed repositories.
 */
export function continueHistory(
  entries: readonly DayEntry[],
  before: Snapshot | null,
  after: Snapshot,
  events: readonly Event[],
  date: string,
): DayEntry[] {
  const changed = changedCounts(before, after);
  const last = entries.at(-1);
  const hasChanges = Object.keys(changed).length > 0 || events.length > 0;
  const isNewWeek = last !== undefined && sundayOf(last.date) < sundayOf(after.asOf);
  const today: DayEntry = { date: notBefore(last, date), changed, events: [...events] };
  const continued = hasChanges || isNewWeek ? withDay(entries, today) : [...entries];
  return thinOut(withoutRemoved(continued, after), after.asOf);
}

function withDay(entries: readonly DayEntry[], today: DayEntry): DayEntry[] {
  const last = entries.at(-1);
  if (last?.date !== today.date) return [...entries, today];
  return [...entries.slice(0, -1), joinEntries(last, today)];
}

/** Joins two entries: later numbers replace earlier ones, events of both are kept. */
function joinEntries(earlier: DayEntry, later: DayEntry): DayEntry {
  const ids = [...new Set([...Object.keys(earlier.changed), ...Object.keys(later.changed)])];
  const changed = ids.map((id) => [id, { ...earlier.changed[id], ...later.changed[id] }]);
  const isNew = (event: Event) => !earlier.events.some((known) => isSameJson(known, event));
  return {
    date: later.date,
    changed: Object.fromEntries(changed),
    events: [...earlier.events, ...later.events.filter(isNew)],
  };
}

/** Moves entries dated in the future, written with a wrong clock, to today. */
export function healFutureEntries(entries: readonly DayEntry[], now: string): DayEntry[] {
  const healthy = entries.filter(({ date }) => !isFuture(date, now));
  const future = entries.filter(({ date }) => isFuture(date, now));
  const date = notBefore(healthy.at(-1), now.slice(0, 10));
  const moved = future.map((entry) => ({
    ...entry,
    date,
    events: entry.events.map((event) => ({ ...event, date })),
  }));
  return moved.reduce(withDay, healthy);
}

/** The date for a new entry, never before the last one, so that entries stay sorted. */
function notBefore(last: DayEntry | undefined, date: string): string {
  return last && last.date > date ? last.date : date;
}

const YEAR_IN_DAYS = 365;

/** Joins entries older than a year into one per week. Events and the numbers at the end of each week are kept. */
export function thinOut(entries: readonly DayEntry[], asOf: string): DayEntry[] {
  const limit = addDays(asOf, -YEAR_IN_DAYS);
  const kept: DayEntry[] = [];
  for (const entry of entries) {
    const last = kept.at(-1);
    const isSameWeek = last && sundayOf(last.date) === sundayOf(entry.date);
    if (isSameWeek && entry.date < limit) kept[kept.length - 1] = joinEntries(last, entry);
    else kept.push(entry);
  }
  return kept;
}

/** Deletes removed repositories from the history, except for their ids in `departed` events. */
function withoutRemoved(entries: readonly DayEntry[], { departed }: Snapshot): DayEntry[] {
  const isOfRemoved = (event: Event) =>
    event.kind !== 'departed' && 'repository' in event && departed.includes(event.repository);
  return entries.map(({ date, changed, events }) => {
    const remaining = Object.entries(changed).filter(([id]) => !departed.includes(Number(id)));
    return {
      date,
      changed: Object.fromEntries(remaining),
      events: events.filter((event) => !isOfRemoved(event)),
    };
  });
}

/** The counts that changed. Records without an id are skipped, because the history is keyed by id. */
function changedCounts(before: Snapshot | null, after: Snapshot): DayEntry['changed'] {
  const changed: DayEntry['changed'] = {};
  for (const pair of pairRepositories(before?.repositories ?? [], after.repositories).pairs) {
    if (pair.after.id === null) continue;
    const previous = pair.matchedBy === 'id' ? countsOf(pair.before) : {};
    const counts = differentCounts(previous, countsOf(pair.after));
    if (Object.keys(counts).length > 0) changed[String(pair.after.id)] = counts;
  }
  return changed;
}

function differentCounts(previous: Counts, current: Counts): Counts {
  const different: Counts = {};
  for (const [name, number] of Object.entries(current)) {
    if (number !== previous[name]) different[name] = number;
  }
  return different;
}

/** The known counts. */
function countsOf({ sections }: Repository): Counts {
  return knownCounts<FactValues>(repositoryFacts, sections);
}

function knownCounts<Values>(set: FactSet<Values>, stored: Stored<Values>): Counts {
  const counts: Counts = {};
  for (const fact of namesOf(set)) {
    const known = stored[fact];
    if (!known) continue;
    for (const [name, countOf] of Object.entries(set[fact].counts ?? {})) {
      const number = countOf(known.value);
      if (number !== null) counts[name] = number;
    }
  }
  return counts;
}
