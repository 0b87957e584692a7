import { type Check, type Checks, checkKey } from './checks.ts';
import { sundayOf } from './days.ts';
import { gate } from './gate.ts';
import { mergeRepository, type Terms } from './merge-repository.ts';
import { mergeCheck, mergeSection, type Section } from './merge-section.ts';
import type { Observations, Observed, ObservedRepository } from './observation.ts';
import type { Profile, Repository, Snapshot } from './schema.ts';

/** What is known after a refresh: the facts to commit, and the memory of checks. */
export interface Merged {
  snapshot: Snapshot;
  checks: Checks;
}

/**
 * Joins what a refresh learnt with what was known. What failed keeps its last good value; a fact's `changedAt` moves only
 * with the fact; nothing that GitHub did not say becomes known. `acceptsRegressions` opens the gate for numbers that fell.
 */
export function merge(
  previous: Snapshot | null,
  checks: Checks,
  seen: Observations,
  acceptsRegressions = false,
): Merged {
  const terms = { at: seen.at, accepts: acceptsRegressions };
  const known = previous?.repositories ?? [];
  const pairs = seen.repositories.map((observed) => ({ observed, before: recordOf(known, observed) }));
  const untouched = known.filter(
    (repository) => !hasDeparted(repository, seen) && !pairs.some(({ before }) => before === repository),
  );
  const merged = pairs.map(({ observed, before }) => {
    const remembered = before && checks.repositories[checkKey(before)];
    return mergeRepository(observed, before, remembered ?? {}, terms);
  });
  const memory = [
    ...untouched.map(
      (repository) => [checkKey(repository), checks.repositories[checkKey(repository)] ?? {}] as const,
    ),
    ...merged.map(({ repository, check }) => [checkKey(repository), check] as const),
  ];
  const { profile, pullRequestsElsewhere: elsewhere, contributions } = seen;
  const own = {
    profile: mergeOwn(previous?.profile, checks.profile, profile, terms, publicCount),
    pulls: mergeOwn(previous?.pullRequestsElsewhere, checks.pullRequestsElsewhere, elsewhere, terms, total),
    calendar: mergeOwn(previous?.contributions, checks.contributions, contributions, terms, total),
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
  };
}

const publicCount = ({ publicRepositories }: Profile) => ({ 'public repositories': publicRepositories });
const total = ({ total: all }: { total: number }) => ({ total: all });

/** Merges a section of the owner's own, behind the gate. One that was not asked for stays as it was. */
function mergeOwn<T>(
  was: Section<T> | undefined,
  remembered: Check | undefined,
  seen: Observed<T> | undefined,
  { at, accepts }: Terms,
  countsOf: (value: T) => Record<string, number>,
) {
  if (!seen) return { section: was, check: remembered };
  const gated = gate(seen, was?.value, countsOf, { check: remembered, at, accepts });
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

function hasDeparted({ id, name }: Repository, { departures }: Observations): boolean {
  return departures.some((departure) => (id === null ? departure.name === name : departure.id === id));
}

function departedIds(before: readonly number[], { departures, repositories }: Observations): number[] {
  const gone = departures.flatMap(({ id, why }) => (why === 'gone' && id !== null ? [id] : []));
  const isBack = (id: number) => repositories.some((repository) => repository.id === id);
  return [...new Set([...before, ...gone])].filter((id) => !isBack(id)).sort((a, b) => a - b);
}

function byName(a: Repository, b: Repository): number {
  const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (one !== other) return one < other ? -1 : 1;
  return Number(a.id) - Number(b.id);
}
