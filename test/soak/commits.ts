import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../../src/snapshot/schema.ts';

/**
 * Why a run changed the committed files. `change`: GitHub has news. `caught up`: earlier runs could not learn what this
 * one learned. `Sunday`: a week was completed. `staleness`: a failure lasted 48 hours, or one of those has ended.
 * `noise`: none of these, which must not be.
 */
export type Cause = 'change' | 'caught up' | 'Sunday' | 'staleness' | 'noise';

/** What may explain a commit. */
export type CommitContext = {
  before: Snapshot | null;
  after: Snapshot;
  /** Whether anything that is collected differs at GitHub from the day before. */
  hasChanged: boolean;
  /** Whether the run before learned everything. */
  wasComplete: boolean;
  isSunday: boolean;
};

/** Finds the cause of a commit. A day of change explains only new facts, not a change of dates or of order. */
export function causeOfCommit({ before, after, hasChanged, wasComplete, isSunday }: CommitContext): Cause {
  if (before?.asOf !== after.asOf) return 'Sunday';
  const isNews = !isDeepStrictEqual(factsOf(before), factsOf(after));
  if (isNews && hasChanged) return 'change';
  if (!isDeepStrictEqual(staleIn(before), staleIn(after))) return 'staleness';
  const isCounted = !isDeepStrictEqual(weeksIn(before), weeksIn(after));
  if (isCounted && isSunday) return 'Sunday';
  return (isNews || isCounted) && !wasComplete ? 'caught up' : 'noise';
}

/** Values alone: no dates of change, no marks of failure, no end of the confirmed weeks. */
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
  // Only that a mark comes or goes explains a commit, not that it is worded anew.
  return [...own, ...facts].flatMap(([id, name, stale]) => (stale ? [`${id} ${name}`] : []));
}

/** A copy with only the keys that are wanted, at any depth. */
function valuesIn(value: unknown, isWanted: (key: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => valuesIn(one, isWanted));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => isWanted(key));
  return Object.fromEntries(entries.map(([key, one]) => [key, valuesIn(one, isWanted)]));
}
