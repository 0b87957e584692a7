import { type FetchLog, fetchLogKey, type RefusedAnswer } from './fetch-log.ts';
import type { FetchedRepository, FetchedState, Removal } from './fetched-state.ts';
import { addRefusal, isConfirmed, refusalDetail } from './gate.ts';
import type { Repository } from './schema.ts';

/** Fewer removals than this in one run are always accepted. */
const MIN_MASS_REMOVAL = 3;

/** The fetched state without the held removals, and the refusals to log by {@link fetchLogKey}. */
export interface HeldRemovals {
  fetched: FetchedState;
  refusals: ReadonlyMap<string, RefusedAnswer>;
}

/**
 * Holds back the removal of many repositories at once: at least three, and more than a third of the known ones. Each stays until
 * three runs over 48 hours have found it missing. Excluded repositories are removed immediately. The held ones are returned as
 * repositories whose facts all failed, and the list counts as incomplete.
 */
export function holdMassRemoval(
  known: readonly Repository[],
  fetchLog: FetchLog,
  fetched: FetchedState,
  acceptRegressions: boolean,
): HeldRemovals {
  const removed = known.filter((repository) => {
    const removal = removalOf(repository, fetched.removals);
    return removal !== undefined && removal.why !== 'excluded';
  });
  const isMass = removed.length >= MIN_MASS_REMOVAL && removed.length * 3 > known.length;
  if (acceptRegressions || !isMass) return { fetched, refusals: new Map() };
  const held = removed
    .map((repository) => ({ repository, refused: refusalOf(repository, fetchLog, fetched.at) }))
    .filter(({ refused }) => !isConfirmed(refused, fetched.at));
  const isHeld = (removal: Removal) => held.some(({ repository }) => isRemovalOf(removal, repository));
  return {
    fetched: {
      ...fetched,
      isComplete: fetched.isComplete && held.length === 0,
      // If the list is not accepted, its dead links are not either.
      deadLinks: held.length === 0 ? fetched.deadLinks : undefined,
      repositories: [...fetched.repositories, ...held.map(unconfirmed)],
      removals: fetched.removals.filter((removal) => !isHeld(removal)),
    },
    refusals: new Map(held.map(({ repository, refused }) => [fetchLogKey(repository), refused])),
  };
}

function refusalOf(repository: Repository, fetchLog: FetchLog, at: string): RefusedAnswer {
  const earlier = fetchLog.repositories[fetchLogKey(repository)]?.core?.refused;
  return addRefusal(earlier?.answer === MISSING ? earlier : undefined, MISSING, at);
}

interface HeldRepository {
  repository: Repository;
  refused: RefusedAnswer;
}

function unconfirmed({ repository, refused }: HeldRepository): FetchedRepository {
  const { id, name, sections: facts } = repository;
  const failure = {
    kind: 'error',
    reason: 'implausible answer',
    detail: `the list of repositories: ${refusalDetail(refused)}`,
  } as const;
  return {
    id,
    name,
    pushedAt: undefined,
    facts: Object.fromEntries(Object.keys(facts).map((fact) => [fact, failure])),
  };
}

/** The refused answer for a repository that is missing together with many others. */
const MISSING = 'missing with more than a third of all repositories';

/** The removal of this repository, if it is one of them. */
export function removalOf(repository: Repository, removals: readonly Removal[]): Removal | undefined {
  return removals.find((removal) => isRemovalOf(removal, repository));
}

function isRemovalOf(removal: Removal, { id, name }: Repository): boolean {
  return id === null ? removal.name.toLowerCase() === name.toLowerCase() : removal.id === id;
}
