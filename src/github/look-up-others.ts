import { configuredRepositories } from '../config/portfolio-schema.ts';
import { isSameName } from '../repository-name.ts';
import type { Removal } from '../snapshot/fetched-state.ts';
import type { Repository } from '../snapshot/schema.ts';
import type { Client } from './client.ts';
import type { OwnerList } from './list.ts';
import { type LookupResult, lookUp } from './lookup.ts';
import type { Unreachable } from './name-clashes.ts';
import { type ListedRepository, ownerAndName } from './repositories.ts';
import type { FoundRepository, Scope } from './selection.ts';
import { type Failure, NO_TOKEN } from './to-result.ts';

/** The list of the owner's repositories, or why it failed. */
export type ListResult = { kind: 'ok'; value: OwnerList } | Failure;

/** Finds repositories by name. */
class NameIndex {
  readonly #byName: ReadonlyMap<string, ListedRepository>;
  readonly #byId: ReadonlyMap<number, ListedRepository>;

  constructor(repositories: readonly ListedRepository[]) {
    this.#byName = new Map(repositories.map((repository) => [repository.name.toLowerCase(), repository]));
    this.#byId = new Map(repositories.map((repository) => [repository.id, repository]));
  }

  hasName(name: string): boolean {
    return this.#byName.has(name.toLowerCase());
  }

  has({ id, name }: Pick<Repository, 'id' | 'name'>): boolean {
    return id === null ? this.hasName(name) : this.#byId.has(id);
  }
}

export interface NamedResult {
  name: string;
  result: LookupResult;
}
export interface MissingResult {
  previous: Repository;
  result: LookupResult;
  /** False if the result is the failure of the list. */
  wasLookedUp: boolean;
}
interface Lookups {
  configured: NamedResult[];
  missing: MissingResult[];
  linked: NamedResult[];
}

/** Looks up the configured, known and linked repositories that are not in the list, in one go. */
export async function lookUpOthers(
  client: Client,
  scope: Scope,
  list: ListResult | null,
  found: readonly ListedRepository[],
): Promise<Lookups> {
  const listed = new NameIndex(found);
  const isPartial = scope.only.length > 0;
  const { login } = scope.config;
  const isNeverCollected = (name: string) => scope.neverCollected.some((never) => isSameName(never, name));
  // If the list failed, nothing is known about the repositories that it would contain.
  const belongsToList = (name: string) =>
    list?.kind === 'error' && isSameName(ownerAndName(name).owner, login);
  const configured = isPartial
    ? [...scope.only]
    : configuredRepositories(scope.config)
        .map(({ name }) => name)
        .filter((name) => !listed.hasName(name) && !isNeverCollected(name) && !belongsToList(name));
  const missing = isPartial ? [] : scope.previous.filter((repository) => !listed.has(repository));
  const linked = list?.kind === 'ok' ? scope.linked.filter((name) => !listed.hasName(name)) : [];
  const asked = list?.kind === 'error' ? [] : missing.map(({ name }) => name);
  const names = [...new Set([...configured, ...asked, ...linked])];
  const results = await lookUpAll(client, names);
  const resultOf = (name: string) => results.get(name) ?? NO_TOKEN;
  const failure = list?.kind === 'error' ? list : null;
  return {
    configured: configured.map((name) => ({ name, result: resultOf(name) })),
    missing: missing.map((previous) => {
      const wasLookedUp = failure === null || results.has(previous.name);
      return { previous, result: wasLookedUp ? resultOf(previous.name) : failure, wasLookedUp };
    }),
    linked: linked.map((name) => ({ name, result: resultOf(name) })),
  };
}

async function lookUpAll(
  { graphql, usage }: Client,
  names: readonly string[],
): Promise<Map<string, LookupResult>> {
  if (!graphql || usage.tokenRejected) return new Map();
  const results = await lookUp(graphql, names);
  const named = new Map<string, LookupResult>();
  for (const [index, name] of names.entries()) {
    const result = results[index];
    if (result) named.set(name, result);
  }
  return named;
}

/** Sorts the lookups of known repositories. One is removed only if GitHub says that it is not there. */
export function classifyMissing(missing: readonly MissingResult[]) {
  const found: FoundRepository[] = [];
  const unreachable: Unreachable[] = [];
  const removals: Removal[] = [];
  for (const { previous, result, wasLookedUp } of missing) {
    const { id, name } = previous;
    const isGone = wasLookedUp && result.kind === 'error' && result.reason === 'not found';
    const isOther = result.kind === 'ok' && id !== null && result.value.id !== id;
    // Another repository may have the name by now.
    if (isOther || isGone) removals.push({ id, name, why: 'not public' });
    else if (result.kind === 'error') unreachable.push({ previous, failure: result });
    // GitHub redirects former names; records from git history may have only such a name.
    else found.push({ ...result.value, formerNames: [name] });
  }
  return { found, unreachable, removals };
}

/** Known repositories that were requested by name (`--repo`) and could not be fetched. */
export function notFound({ previous, only }: Scope, configured: readonly NamedResult[]): Unreachable[] {
  if (only.length === 0) return [];
  const unreachable: Unreachable[] = [];
  for (const { name, result } of configured) {
    const known = previous.find((repository) => isSameName(repository.name, name));
    if (known && result.kind === 'error') unreachable.push({ previous: known, failure: result });
  }
  return unreachable;
}

/** The linked repositories that do not exist; undefined if a lookup failed for another reason. */
export function deadLinksAmong(linked: readonly NamedResult[]): string[] | undefined {
  const isKnown = linked.every(({ result }) => result.kind === 'ok' || result.reason === 'not found');
  if (!isKnown) return undefined;
  return linked
    .filter(({ result }) => result.kind === 'error')
    .map(({ name }) => name)
    .sort();
}
