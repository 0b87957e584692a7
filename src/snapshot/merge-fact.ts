import { isSameJson } from '../json.ts';
import type { FetchLogEntry } from './fetch-log.ts';
import type { FetchResult } from './fetched-state.ts';
import type { StoredFact } from './schema.ts';

/** A failure that lasted this long is written into the snapshot, so that it shows without the fetch log too. */
const STALE_AFTER_MS = 48 * 3_600_000;

/**
 * A fact after a refresh: the answer, or the last good value where there is none. `changedAt` moves only with the value.
 * Undefined where nothing is known, or where the fact does not apply any more.
 */
export function mergeFact<T>(
  previous: StoredFact<T> | undefined,
  fetched: FetchResult<T> | undefined,
  logEntry: FetchLogEntry | undefined,
  at: string,
  isSame: (one: T, other: T) => boolean = isSameJson,
): StoredFact<T> | undefined {
  if (!fetched) return undefined;
  if (fetched.kind === 'ok') {
    const isUnchanged = previous !== undefined && isSame(previous.value, fetched.value);
    const fact = { value: fetched.value, changedAt: isUnchanged ? previous.changedAt : at };
    return fetched.unreadable ? withStaleMark({ ...fact, stale: previous?.stale }, logEntry, at) : fact;
  }
  if (!previous) return undefined;
  if (fetched.kind === 'error') return withStaleMark(previous, logEntry, at);
  return { value: previous.value, changedAt: previous.changedAt, source: previous.source };
}

/** The fact, marked as stale where its failure has lasted for long. */
function withStaleMark<T>(
  fact: StoredFact<T>,
  logEntry: FetchLogEntry | undefined,
  at: string,
): StoredFact<T> {
  const { failingSince, reason } = logEntry ?? {};
  const isLong = failingSince !== undefined && Date.parse(at) - Date.parse(failingSince) >= STALE_AFTER_MS;
  if (!isLong || !reason) return fact;
  // The first reason stays, so that a failure whose reason varies makes no commit each day.
  return { ...fact, stale: fact.stale ?? { since: failingSince, reason } };
}

/** The log entry of a fact after a refresh: when it was confirmed, or since when and why it could not be. */
export function mergeLogEntry(
  previousEntry: FetchLogEntry | undefined,
  fetched: FetchResult<unknown> | undefined,
  pushedAt: string | null | undefined,
  at: string,
  previous?: { stale?: { since: string } | undefined },
): FetchLogEntry | undefined {
  if (!fetched) return previousEntry;
  const confirmed = { checkedAt: at, ...(pushedAt !== undefined && { pushedAt }) };
  const failingSince = previousEntry?.failingSince ?? previous?.stale?.since ?? at;
  if (fetched.kind === 'error') {
    return { ...previousEntry, failingSince, reason: fetched.reason, detail: fetched.detail };
  }
  if (fetched.kind === 'unchanged' || !fetched.unreadable) return confirmed;
  return { ...confirmed, failingSince, reason: 'unexpected answer', detail: fetched.unreadable.detail };
}
