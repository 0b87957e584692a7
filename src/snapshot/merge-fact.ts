import { isSameJson } from '../json.ts';
import type { FetchLogEntry } from './fetch-log.ts';
import type { FetchResult } from './fetched-state.ts';
import type { Reason } from './schema.ts';

/** Facts with their dates, as the snapshot holds them. */
export interface StoredFact<T> {
  value: T;
  changedAt: string;
  source?: 'git history' | undefined;
  stale?: { since: string; reason: Reason } | undefined;
}

/** A failure that lasted this long is written into the snapshot, so that it shows without the memory of checks too. */
const STALE_AFTER_MS = 48 * 3_600_000;

/**
 * A section after a refresh: the answer, or the last good value where there is none. `changedAt` moves only with the facts.
 * Undefined where nothing is known, or where the section does not apply any more.
 */
export function mergeFact<T>(
  was: StoredFact<T> | undefined,
  seen: FetchResult<T> | undefined,
  check: FetchLogEntry | undefined,
  at: string,
  isSame: (one: T, other: T) => boolean = isSameJson,
): StoredFact<T> | undefined {
  if (!seen) return undefined;
  if (seen.kind === 'answer') {
    const changedAt = was && isSame(was.value, seen.value) ? was.changedAt : at;
    const answered = { value: seen.value, changedAt };
    return seen.unreadable ? withStaleMark({ ...answered, stale: was?.stale }, check, at) : answered;
  }
  if (!was || seen.kind === 'confirmed')
    return was && { value: was.value, changedAt: was.changedAt, source: was.source };
  return withStaleMark(was, check, at);
}

/** The section, marked as stale where its failure has lasted for long. */
function withStaleMark<T>(
  section: StoredFact<T>,
  check: FetchLogEntry | undefined,
  at: string,
): StoredFact<T> {
  const { failingSince, reason } = check ?? {};
  const isLong = failingSince !== undefined && Date.parse(at) - Date.parse(failingSince) >= STALE_AFTER_MS;
  if (!isLong || !reason) return section;
  // The first reason stays, so that a failure which changes its face makes no commit each day.
  return { ...section, stale: section.stale ?? { since: failingSince, reason } };
}

/** The memory of a section after a refresh: when it was confirmed, or since when and why it could not be. */
export function mergeLogEntry(
  remembered: FetchLogEntry | undefined,
  seen: FetchResult<unknown> | undefined,
  pushedAt: string | null | undefined,
  at: string,
  was?: { stale?: { since: string } | undefined },
): FetchLogEntry | undefined {
  if (!seen) return remembered;
  const confirmed = { checkedAt: at, ...(pushedAt !== undefined && { pushedAt }) };
  const failingSince = remembered?.failingSince ?? was?.stale?.since ?? at;
  if (seen.kind === 'failure') {
    return { ...remembered, failingSince, reason: seen.reason, detail: seen.detail };
  }
  if (seen.kind === 'confirmed' || !seen.unreadable) return confirmed;
  return { ...confirmed, failingSince, reason: 'unexpected answer', detail: seen.unreadable.detail };
}
