import { sundayOf } from '../dates.ts';
import { type Check, type Checks, checkKey } from './fetch-log.ts';
import type { Observations, Observed, ObservedRepository } from './fetched-state.ts';
import { type GateRule, gate } from './gate.ts';
import { ownGates } from './gated-counts.ts';
import { departureOf, holdMassRemoval } from './mass-removal.ts';
import { mergeCheck, mergeSection, type Section } from './merge-fact.ts';
import { mergeRepository, type Terms } from './merge-repository.ts';
import type { Repository, Snapshot } from './schema.ts';

/** What is known after a refresh: the facts to commit, and the memory of checks. */
export interface Merged {
  snapshot: Snapshot;
  checks: Checks;
  /** Whether GitHub gave the complete list of the owner's repositories, and it was accepted. */
  isComplete: boolean;
}

/**
 * Joins what a refresh learnt with what was known. What failed keeps its last good value; a fact's `changedAt` moves only
 * with the fact; nothing that GitHub did not say becomes known. `acceptsRegressions` opens the gate for numbers that fell.
 */
export function merge(
  previous: Snapshot | null,
  checks: Checks,
  observations: Observations,
  acceptsRegressions = false,
): Merged {
  const terms = { at: observations.at, accepts: acceptsRegressions };
  const known = previous?.repositories ?? [];
  const { seen, refusals } = holdMassRemoval(known, checks, observations, acceptsRegressions);
  const pairs = seen.repositories.map((observed) => ({ observed, before: recordOf(known, observed) }));
  const untouched = known.filter(
    (repository) =>
      !departureOf(repository, seen.departures) && !pairs.some(({ before }) => before === repository),
  );
  const merged = pairs.map(({ observed, before }) => {
    const remembered = before && checks.repositories[checkKey(before)];
    const { repository, check } = mergeRepository(observed, before, remembered ?? {}, terms);
    const refused = refusals.get(checkKey(repository));
    return { repository, check: refused ? { ...check, core: { ...check.core, refused } } : check };
  });
  const memory = [
    ...untouched.map(
      (repository) => [checkKey(repository), checks.repositories[checkKey(repository)] ?? {}] as const,
    ),
    ...merged.map(({ repository, check }) => [checkKey(repository), check] as const),
  ];
  const { profile, pullRequestsElsewhere: elsewhere, contributions } = seen;
  const own = {
    profile: mergeOwn(previous?.profile, checks.profile, profile, terms, ownGates.profile),
    pulls: mergeOwn(
      previous?.pullRequestsElsewhere,
      checks.pullRequestsElsewhere,
      elsewhere,
      terms,
      ownGates.pullRequestsElsewhere,
    ),
    calendar: mergeOwn(
      previous?.contributions,
      checks.contributions,
      contributions,
      terms,
      ownGates.contributions,
    ),
  };
  const sunday = sundayOf(seen.at);
  const asOf = previous?.asOf ?? sunday;
  const goneLinks = seen.goneLinks ?? previous?.goneLinks ?? [];
  return {
    snapshot: {
      version: 1,
      asOf: seen.isComplete && sunday > asOf ? sunday : asOf,
      profile: own.profile.section,
      repositories: [...merged.map(({ repository }) => repository), ...untouched].sort(byName),
      departed: departedIds(previous?.departed ?? [], seen),
      ...(goneLinks.length > 0 && { goneLinks }),
      pullRequestsElsewhere: own.pulls.section,
      contributions: own.calendar.section,
    },
    checks: {
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
function mergeOwn<T>(
  was: Section<T> | undefined,
  remembered: Check | undefined,
  seen: Observed<T> | undefined,
  { at, accepts }: Terms,
  rule: GateRule<T>,
) {
  if (!seen) return { section: was, check: remembered };
  const gated = gate(seen, was?.value, rule, { check: remembered, at, accepts });
  const check = { ...mergeCheck(remembered, gated.seen, undefined, at, was), refused: gated.refused };
  return { section: mergeSection(was, gated.seen, check, at), check };
}

/** The record of the same id; else the one of the same name that no refresh has met yet. */
function recordOf(known: readonly Repository[], { id, name }: ObservedRepository): Repository | undefined {
  const unmet = known.find(
    (record) => record.id === null && record.name.toLowerCase() === name.toLowerCase(),
  );
  return id === null ? unmet : (known.find((record) => record.id === id) ?? unmet);
}

function departedIds(before: readonly number[], { departures, repositories }: Observations): number[] {
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
