import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../../src/snapshot/schema.ts';

/**
 * Why a run changed the committed files. `change`: something changed on GitHub. `caught up`: earlier runs failed to fetch it.
 * `Sunday`: a week ended. `staleness`: a failure reached 48 hours, or such a failure ended. `noise`: none of these, which
 * must not happen.
 */
export type Cause = 'change' | 'caught up' | 'Sunday' | 'staleness' | 'noise';

/** What may cause a commit. */
export type CommitContext = {
  before: Snapshot | null;
  after: Snapshot;
  /** Whether any collected data changed on GitHub since the day before. */
  hasChanged: boolean;
  /** Whether the previous run fetched everything. */
  wasComplete: boolean;
  isSunday: boolean;
};

/** Finds the cause of a commit. Changes on GitHub explain only changed values, not changed dates or order. */
export function causeOfCommit({ before, after, hasChanged, wasComplete, isSunday }: CommitContext): Cause {
  if (before?.asOf !== after.asOf) return 'Sunday';
  const isNews = !isDeepStrictEqual(factsOf(before), factsOf(after));
  if (isNews && hasChanged) return 'change';
  if (!isDeepStrictEqual(staleIn(before), staleIn(after))) return 'staleness';
  const isCounted = !isDeepStrictEqual(weeksIn(before), weeksIn(after));
  if (isCounted && isSunday) return 'Sunday';
  return (isNews || isCounted) && !wasComplete ? 'caught up' : 'noise';
}

/** Only values: without changedAt, stale marks and the end of the confirmed weeks. */
function factsOf(snapshot: Snapshot | null) {
  return valuesIn(snapshot, (key) => !['changedAt', 'stale', 'asOf', 'to'].includes(key));
}

function weeksIn(snapshot: Snapshot | null) {
  return [
    snapshot?.contributions?.value.to,
    ...(snapshot?.repositories ?? []).map(({ id, sections }) => [id, sections.commits?.value.weeks?.to]),
  ];
}

function staleIn(snapshot: Snapshot | null) {
  const facts = (snapshot?.repositories ?? []).flatMap(({ id, sections: all }) =>
    Object.entries(all).map(([name, fact]) => [id, name, fact?.stale]),
  );
  const own = (['profile', 'contributions', 'pullRequestsElsewhere'] as const).map((name) => [
    'own',
    name,
    snapshot?.[name]?.stale,
  ]);
  // Only a mark that appears or disappears explains a commit, not one whose text changes.
  return [...own, ...facts].flatMap(([id, name, stale]) => (stale ? [`${id} ${name}`] : []));
}

/** A deep copy with only the wanted keys. */
function valuesIn(value: unknown, isWanted: (key: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => valuesIn(one, isWanted));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => isWanted(key));
  return Object.fromEntries(entries.map(([key, one]) => [key, valuesIn(one, isWanted)]));
}
