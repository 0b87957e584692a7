import { sundayOf } from '../dates.ts';
import { type FetchLog, type FetchLogEntry, fetchLogKey } from './fetch-log.ts';
import type { FetchedRepository, FetchedState, FetchResult } from './fetched-state.ts';
import { applyGate, type GateRule } from './gate.ts';
import { ownGates } from './gated-counts.ts';
import { holdMassRemoval, removalOf } from './mass-removal.ts';
import { mergeFact, mergeLogEntry, type StoredFact } from './merge-fact.ts';
import { type MergeContext, mergeRepository } from './merge-repository.ts';
import type { Repository, Snapshot } from './schema.ts';

/** What is known after a refresh: the facts to commit, and the memory of checks. */
export interface MergeResult {
  snapshot: Snapshot;
  fetchLog: FetchLog;
  /** Whether GitHub gave the complete list of the owner's repositories, and it was accepted. */
  isComplete: boolean;
}

/**
 * Joins what a refresh learnt with what was known. What failed keeps its last good value; a fact's `changedAt` moves only
 * with the fact; nothing that GitHub did not say becomes known. `acceptsRegressions` opens the gate for numbers that fell.
 */
export function merge(
  previous: Snapshot | null,
  checks: FetchLog,
  observations: FetchedState,
  acceptsRegressions = false,
): MergeResult {
  const context: MergeContext = { at: observations.at, acceptRegressions: acceptsRegressions };
  const known = previous?.repositories ?? [];
  const { seen, refusals } = holdMassRemoval(known, checks, observations, acceptsRegressions);
  const pairs = seen.repositories.map((observed) => ({ observed, before: knownRepository(known, observed) }));
  const untouched = known.filter(
    (repository) =>
      !removalOf(repository, seen.removals) && !pairs.some(({ before }) => before === repository),
  );
  const merged = pairs.map(({ observed, before }) => {
    const remembered = before && checks.repositories[fetchLogKey(before)];
    const { repository, check } = mergeRepository(observed, before, remembered ?? {}, context);
    const refused = refusals.get(fetchLogKey(repository));
    return { repository, check: refused ? { ...check, core: { ...check.core, refused } } : check };
  });
  const memory = [
    ...untouched.map(
      (repository) => [fetchLogKey(repository), checks.repositories[fetchLogKey(repository)] ?? {}] as const,
    ),
    ...merged.map(({ repository, check }) => [fetchLogKey(repository), check] as const),
  ];
  const { profile, pullRequestsElsewhere: elsewhere, contributions } = seen;
  const own = {
    profile: mergeOwnerFact(previous?.profile, checks.profile, profile, context, ownGates.profile),
    pulls: mergeOwnerFact(
      previous?.pullRequestsElsewhere,
      checks.pullRequestsElsewhere,
      elsewhere,
      context,
      ownGates.pullRequestsElsewhere,
    ),
    calendar: mergeOwnerFact(
      previous?.contributions,
      checks.contributions,
      contributions,
      context,
      ownGates.contributions,
    ),
  };
  const sunday = sundayOf(seen.at);
  const asOf = previous?.asOf ?? sunday;
  const goneLinks = seen.deadLinks ?? previous?.goneLinks ?? [];
  return {
    snapshot: {
      version: 1,
      asOf: seen.isComplete && sunday > asOf ? sunday : asOf,
      profile: own.profile.section,
      repositories: [...merged.map(({ repository }) => repository), ...untouched].sort(byName),
      departed: removedIds(previous?.departed ?? [], seen),
      ...(goneLinks.length > 0 && { goneLinks }),
      pullRequestsElsewhere: own.pulls.section,
      contributions: own.calendar.section,
    },
    fetchLog: {
      version: 1,
      checkedAt: seen.isComplete ? seen.at : checks.checkedAt,
      profile: own.profile.check,
      pullRequestsElsewhere: own.pulls.check,
      contributions: own.calendar.check,
      repositories: Object.fromEntries(memory),
    },
    isComplete: seen.isComplete,
  };
}

/** Merges a section of the owner's own, behind the gate. One that was not asked for stays as it was. */
function mergeOwnerFact<T>(
  was: StoredFact<T> | undefined,
  remembered: FetchLogEntry | undefined,
  seen: FetchResult<T> | undefined,
  { at, acceptRegressions: accepts }: MergeContext,
  rule: GateRule<T>,
) {
  if (!seen) return { section: was, check: remembered };
  const gated = applyGate(seen, was?.value, rule, { logEntry: remembered, at, acceptRegressions: accepts });
  const check = { ...mergeLogEntry(remembered, gated.seen, undefined, at, was), refused: gated.refused };
  return { section: mergeFact(was, gated.seen, check, at), check };
}

/** The record of the same id; else the one of the same name that no refresh has met yet. */
function knownRepository(
  known: readonly Repository[],
  { id, name }: FetchedRepository,
): Repository | undefined {
  const unmet = known.find(
    (record) => record.id === null && record.name.toLowerCase() === name.toLowerCase(),
  );
  return id === null ? unmet : (known.find((record) => record.id === id) ?? unmet);
}

function removedIds(
  before: readonly number[],
  { removals: departures, repositories }: FetchedState,
): number[] {
  const gone = departures.flatMap(({ id, why }) => (why === 'gone' && id !== null ? [id] : []));
  const isBack = (id: number) => repositories.some((repository) => repository.id === id);
  return [...new Set([...before, ...gone])].filter((id) => !isBack(id)).sort((a, b) => a - b);
}

function byName(a: Repository, b: Repository): number {
  const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (one !== other) return one < other ? -1 : 1;
  // A name that a newer repository took belongs to that one: it is found first.
  return Number(b.id) - Number(a.id);
}
