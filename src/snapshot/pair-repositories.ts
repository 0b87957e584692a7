import type { Repository } from './schema.ts';

/** What a repository is matched by. */
interface Identity {
  /** Null until a refresh has met it. */
  id: number | null;
  name: string;
  /** Names that it had before. */
  formerNames?: readonly string[] | undefined;
}

/** A repository after a refresh, with the record of the same repository from before it. */
export type RepositoryPair<After> =
  | { after: After; before: Repository; matchedBy: 'id' | 'name' }
  | { after: After; before: undefined; matchedBy: null };

/** Every later repository with its earlier record, and the earlier ones that belong to none of them. */
export interface RepositoryPairs<After> {
  /** In the order of the later list. */
  pairs: RepositoryPair<After>[];
  /** In the order of the earlier list. */
  unmatched: Repository[];
}

/**
 * Pairs the repositories of two states: the only place that decides which earlier record belongs to a later repository.
 * It is the record of the same id, because an id survives a rename; else a record without an id that has the same name in any
 * case, now or formerly: it comes from git history, and no refresh had met it. A record with an id is never matched by its name, because
 * another repository may have taken that name.
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
  /** The records without an id, by their names in lower case. */
  byName: ReadonlyMap<string, Repository>;
}

/** Of records with the same id or name, the first one counts. */
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
  // A former name that another repository has now is that one's.
  const former = (after.formerNames ?? []).filter((name) => !present.has(name.toLowerCase()));
  const names = [after.name, ...former];
  const sameName = names.map((name) => byName.get(name.toLowerCase())).find((record) => record !== undefined);
  if (sameName) return { after, before: sameName, matchedBy: 'name' };
  return { after, before: undefined, matchedBy: null };
}
