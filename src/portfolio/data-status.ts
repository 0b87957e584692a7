import type { Reason } from '../facts/fact.ts';
import { type FactName, factNames, type StoredFacts } from '../facts/index.ts';
import type { Snapshot } from '../snapshot/schema.ts';

/**
 * Whether the data is current. `stale`: the list of repositories has not been fetched for 48 hours; `since` is the first failed
 * check. All of it is in the snapshot, so that a build needs no clock.
 */
export type DataStatus =
  | { kind: 'current' }
  | { kind: 'not refreshed' }
  | {
      kind: 'stale';
      since: string;
      reason: Reason;
      /** The last successful check, else the end of the last week that was confirmed; null if neither is before `since`. */
      figuresFrom: string | null;
    };

/** Which facts of a repository are not current, while the list of repositories is. */
export interface RepositoryStatus {
  /** The facts that have not been fetched for 48 hours, and the earliest failure; null if there are none. */
  stale: { since: string; reason: Reason; facts: readonly FactName[] } | null;
  /** The facts that only git history has confirmed so far. */
  fromHistory: readonly FactName[];
}

/** Whether a refresh has reached GitHub. */
export function hasBeenRefreshed({ profile, repositories }: Snapshot): boolean {
  return profile !== undefined || repositories.some(({ id }) => id !== null);
}

/** The status of the data as a whole. `checkedAt` is when a refresh last got the complete list; null if unknown. */
export function dataStatusOf(snapshot: Snapshot, checkedAt: string | null): DataStatus {
  if (!hasBeenRefreshed(snapshot)) return { kind: 'not refreshed' };
  // The profile is fetched with the list of repositories, and fails with it.
  const { stale } = snapshot.profile ?? {};
  if (!stale) return { kind: 'current' };
  const figuresFrom = checkedAt ?? snapshot.asOf;
  const isBefore = figuresFrom.slice(0, 10) <= stale.since.slice(0, 10);
  return { kind: 'stale', ...stale, figuresFrom: isBefore ? figuresFrom : null };
}

/** The status of one repository's facts. */
export function repositoryStatusOf(facts: StoredFacts): RepositoryStatus {
  const fromHistory = factNames.filter((name) => facts[name]?.source !== undefined);
  const failing = factNames.filter((name) => facts[name]?.stale && !fromHistory.includes(name));
  const [earliest] = failing
    .map((name) => facts[name]?.stale)
    .filter((stale) => stale !== undefined)
    .sort((one, other) => (one.since < other.since ? -1 : 1));
  return { stale: earliest ? { ...earliest, facts: failing } : null, fromHistory };
}
