import { sundayOf } from '../dates.ts';
import { type OwnerFactValues, ownerFacts } from '../facts/index.ts';
import { type FetchLog, fetchLogKey } from './fetch-log.ts';
import type { FetchedRepository, FetchedState } from './fetched-state.ts';
import { type HeldRemovals, holdMassRemoval, removalOf } from './mass-removal.ts';
import { type MergeContext, mergeFacts } from './merge-fact.ts';
import { mergeRepository, type RepositoryLog } from './merge-repository.ts';
import { pairRepositories, type RepositoryPair } from './pair-repositories.ts';
import { type Repository, SNAPSHOT_VERSION, type Snapshot } from './schema.ts';

/** The state after a refresh: the snapshot to commit, and the fetch log. */
export interface MergeResult {
  snapshot: Snapshot;
  fetchLog: FetchLog;
  /** Whether GitHub returned the complete list of the owner's repositories, and it was accepted. */
  isComplete: boolean;
}

/**
 * Merges the results of a refresh into the previous snapshot. A failed fact keeps its last good value, `changedAt` changes only
 * with the value, and nothing is stored that GitHub did not return. `acceptRegressions` accepts numbers that dropped.
 */
export function merge(
  previous: Snapshot | null,
  fetchLog: FetchLog,
  fetchedState: FetchedState,
  acceptRegressions = false,
): MergeResult {
  const context: MergeContext = { at: fetchedState.at, acceptRegressions };
  const known = previous?.repositories ?? [];
  const held = holdMassRemoval(known, fetchLog, fetchedState, acceptRegressions);
  const { fetched } = held;
  const repositories = mergeRepositories(known, fetchLog, held, context);
  const knownOfOwner = { stored: previous ?? {}, log: fetchLog };
  const owner = mergeFacts<OwnerFactValues>(ownerFacts, fetched, knownOfOwner, context, {
    keepsUnfetched: true,
  });
  const deadLinks = fetched.deadLinks ?? previous?.goneLinks ?? [];
  return {
    snapshot: {
      version: SNAPSHOT_VERSION,
      asOf: nextAsOf(previous?.asOf, fetched),
      ...owner.stored,
      repositories: repositories.map(({ repository }) => repository).sort(byName),
      departed: removedIds(previous?.departed ?? [], fetched),
      ...(deadLinks.length > 0 && { goneLinks: deadLinks }),
    },
    fetchLog: {
      version: 1,
      checkedAt: fetched.isComplete ? fetched.at : fetchLog.checkedAt,
      ...owner.log,
      repositories: Object.fromEntries(
        repositories.map(({ repository, log }) => [fetchLogKey(repository), log]),
      ),
    },
    isComplete: fetched.isComplete,
  };
}

interface LoggedRepository {
  repository: Repository;
  log: RepositoryLog;
}

/** Merges the fetched repositories with the known ones. Known ones that were not fetched stay as they are. */
function mergeRepositories(
  known: readonly Repository[],
  fetchLog: FetchLog,
  { fetched, refusals }: HeldRemovals,
  context: MergeContext,
): LoggedRepository[] {
  const logOf = (repository: Repository) => fetchLog.repositories[fetchLogKey(repository)] ?? {};
  const { pairs, unmatched } = pairRepositories(known, fetched.repositories);
  const untouched = unmatched.filter((repository) => !removalOf(repository, fetched.removals));
  const mergePair = ({ before, after }: RepositoryPair<FetchedRepository>): LoggedRepository => {
    const { repository, log } = mergeRepository(after, before, before ? logOf(before) : {}, context);
    const refused = refusals.get(fetchLogKey(repository));
    return { repository, log: refused ? { ...log, core: { ...log.core, refused } } : log };
  };
  return [
    ...pairs.map(mergePair),
    ...untouched.map((repository) => ({ repository, log: logOf(repository) })),
  ];
}

/** Advances to the last Sunday if GitHub returned the complete list. Never goes back. */
function nextAsOf(previous: string | undefined, { at, isComplete }: FetchedState): string {
  const sunday = sundayOf(at);
  if (previous === undefined) return sunday;
  return isComplete && sunday > previous ? sunday : previous;
}

function removedIds(previous: readonly number[], { removals, repositories }: FetchedState): number[] {
  const ids = new Set(previous);
  for (const { id, why } of removals) {
    if (why === 'not public' && id !== null) ids.add(id);
  }
  for (const { id } of repositories) {
    // It is public again.
    if (id !== null) ids.delete(id);
  }
  return [...ids].sort((a, b) => a - b);
}

function byName(a: Repository, b: Repository): number {
  const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (one !== other) return one < other ? -1 : 1;
  // If two have the same name, the newer one took it over and comes first.
  return Number(b.id) - Number(a.id);
}
