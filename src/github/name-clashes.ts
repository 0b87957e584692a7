import type { Repository } from '../snapshot/schema.ts';
import type { Failure } from './to-result.ts';

/** A known repository that could not be fetched now. */
export interface Unreachable {
  previous: Repository;
  failure: Failure;
}

interface Named {
  id: number;
  name: string;
}

/** Removes entries that share a name: their facts cannot be told apart, so each is looked up individually. */
export function withoutNameClashes<T extends Named>(listed: readonly T[]): T[] {
  const ids = new Map<string, number>();
  const clashes = new Set<string>();
  for (const { id, name } of listed) {
    const key = name.toLowerCase();
    if (ids.has(key) && ids.get(key) !== id) clashes.add(key);
    ids.set(key, id);
  }
  return listed.filter(({ name }) => !clashes.has(name.toLowerCase()));
}

/** Splits the found repositories into those with a unique name and those whose name another repository also has. */
export function splitByNameClash<T extends Named>(found: readonly T[], others: readonly Named[]) {
  const idsByName = new Map(others.map(({ id, name }) => [name.toLowerCase(), id]));
  const own = new Set(withoutNameClashes(found).map(({ id }) => id));
  const isUnique = ({ id, name }: T) => own.has(id) && (idsByName.get(name.toLowerCase()) ?? id) === id;
  return { unique: found.filter(isUnique), clashing: found.filter((repository) => !isUnique(repository)) };
}

/** Keeps the known data of repositories whose names clash. */
export function unreachableByNameClash(
  previous: readonly Repository[],
  clashing: readonly Named[],
): Unreachable[] {
  const unreachable: Unreachable[] = [];
  for (const { id, name } of clashing) {
    const known = previous.find((repository) => repository.id === id);
    const detail = `the repository ${name}: GitHub gives this name to more than one repository`;
    if (known)
      unreachable.push({ previous: known, failure: { kind: 'error', reason: 'unexpected answer', detail } });
  }
  return unreachable;
}
