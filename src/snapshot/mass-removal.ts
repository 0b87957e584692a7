import { type FetchLog, fetchLogKey, type RefusedAnswer } from './fetch-log.ts';
import type { FetchedRepository, FetchedState, Removal } from './fetched-state.ts';
import { isConfirmed, refusalDetail, refusedAgain } from './gate.ts';
import type { Repository } from './schema.ts';

/** Fewer removals than this in one run are never held back. */
const FEWEST = 3;

/** What is left of the observations, and the refusals to remember by {@link fetchLogKey}. */
export interface HeldRemovals {
  seen: FetchedState;
  refusals: ReadonlyMap<string, RefusedAnswer>;
}

/**
 * Holds back a removal of many repositories at once: more than a third of the known ones, and at least three. Each of them
 * stays until three runs over 48 hours have found it missing. What the owner excludes leaves at once. The held repositories
 * come back as seen without an answer, so that their facts count as not confirmed, and the list as not complete.
 */
export function holdMassRemoval(
  known: readonly Repository[],
  checks: FetchLog,
  seen: FetchedState,
  accepts: boolean,
): HeldRemovals {
  const leaving = known.filter((repository) => {
    const departure = removalOf(repository, seen.removals);
    return departure !== undefined && departure.why !== 'excluded';
  });
  const isMass = leaving.length >= FEWEST && leaving.length * 3 > known.length;
  if (accepts || !isMass) return { seen, refusals: new Map() };
  const held = leaving
    .map((repository) => ({ repository, refused: refusalOf(repository, checks, seen.at) }))
    .filter(({ refused }) => !isConfirmed(refused, seen.at));
  const isHeld = (departure: Removal) => held.some(({ repository }) => isRemovalOf(departure, repository));
  return {
    seen: {
      ...seen,
      isComplete: seen.isComplete && held.length === 0,
      // A list that is not accepted says nothing about links either.
      deadLinks: held.length === 0 ? seen.deadLinks : undefined,
      repositories: [...seen.repositories, ...held.map(unconfirmed)],
      removals: seen.removals.filter((departure) => !isHeld(departure)),
    },
    refusals: new Map(held.map(({ repository, refused }) => [fetchLogKey(repository), refused])),
  };
}

function refusalOf(repository: Repository, checks: FetchLog, at: string): RefusedAnswer {
  const earlier = checks.repositories[fetchLogKey(repository)]?.core?.refused;
  return refusedAgain(earlier?.answer === MISSING ? earlier : undefined, MISSING, at);
}

function unconfirmed({
  repository,
  refused,
}: {
  repository: Repository;
  refused: RefusedAnswer;
}): FetchedRepository {
  const { id, name, sections } = repository;
  const failure = {
    kind: 'failure',
    reason: 'implausible answer',
    detail: `the list of repositories: ${refusalDetail(refused)}`,
  } as const;
  return {
    id,
    name,
    pushedAt: undefined,
    facts: Object.fromEntries(Object.keys(sections).map((section) => [section, failure])),
  };
}

/** The refused answer about a repository that is missing together with many others. */
const MISSING = 'missing with more than a third of all repositories';

/** The departure of this repository, if it is one of them. */
export function removalOf(repository: Repository, departures: readonly Removal[]): Removal | undefined {
  return departures.find((departure) => isRemovalOf(departure, repository));
}

function isRemovalOf(departure: Removal, { id, name }: Repository): boolean {
  return id === null ? departure.name === name : departure.id === id;
}
