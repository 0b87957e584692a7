import type { Repository } from './schema.ts';

/** What a repository is matched by. */
interface Identity {
  /** Null until a refresh has listed it. */
  id: number | null;
  name: string;
  formerNames?: readonly string[] | undefined;
}

/** A repository after a refresh, with its record from before. */
export type RepositoryPair<After> =
  | { after: After; before: Repository; matchedBy: 'id' | 'name' }
  | { after: After; before: undefined; matchedBy: null };

/** All later repositories with their earlier records, and the earlier records that match none. */
export interface RepositoryPairs<After> {
  /** In the order of the later list. */
  pairs: RepositoryPair<After>[];
  /** In the order of the earlier list. */
  unmatched: Repository[];
}

/**
 * Pairs the repositories of two states: the only place that decides which earlier record belongs to a later repository. Records
 * match by id, which survives renames. A record without an id comes from git history, before any refresh: it matches by current
 * or former name, ignoring case. A record with an id never matches by name, because another repository may have taken the name.
 */
export function pairRepositories<After extends Identity>(
  before: readonly Repository[],
  after: readonly After[],
): RepositoryPairs<After> {
  const records = indexed(before);
  const present = new Set(after.map(({ name }) => name.toLowerCase()));
  const pairs = after.map((repository) => pairOf(records, repository, present));
  const matched = new Set(pairs.map((pair) => pair.before));
  return { pairs, unmatched: before.filter((repository) => !matched.has(repository)) };
}

interface Records {
  byId: ReadonlyMap<number, Repository>;
  /** The records without an id, by lowercase name. */
  byName: ReadonlyMap<string, Repository>;
}

/** If records share an id or name, the first one wins. */
function indexed(repositories: readonly Repository[]): Records {
  const byId = new Map<number, Repository>();
  const byName = new Map<string, Repository>();
  for (const repository of repositories.toReversed()) {
    if (repository.id === null) byName.set(repository.name.toLowerCase(), repository);
    else byId.set(repository.id, repository);
  }
  return { byId, byName };
}

function pairOf<After extends Identity>(
  { byId, byName }: Records,
  after: After,
  present: ReadonlySet<string>,
): RepositoryPair<After> {
  const sameId = after.id === null ? undefined : byId.get(after.id);
  if (sameId) return { after, before: sameId, matchedBy: 'id' };
  // A former name that another repository has now belongs to that one.
  const former = (after.formerNames ?? []).filter((name) => !present.has(name.toLowerCase()));
  const names = [after.name, ...former];
  const sameName = names.map((name) => byName.get(name.toLowerCase())).find((record) => record !== undefined);
  if (sameName) return { after, before: sameName, matchedBy: 'name' };
  return { after, before: undefined, matchedBy: null };
}
