import { type ConfiguredRepository, configuredRepositories, type Role } from '../config/portfolio-schema.ts';
import type { FetchResult } from '../facts/fact.ts';
import type { Profile } from '../facts/profile.ts';
import { isSameName } from '../repository-name.ts';
import type { Removal } from '../snapshot/fetched-state.ts';
import { refuseOtherAccount } from './account.ts';
import type { Client } from './client.ts';
import { listByGraphQL, listByRest, type OwnerList } from './list.ts';
import {
  classifyMissing,
  deadLinksAmong,
  type ListResult,
  lookUpOthers,
  type MissingResult,
  type NamedResult,
  notFound,
} from './look-up-others.ts';
import {
  splitByNameClash,
  type Unreachable,
  unreachableByNameClash,
  withoutNameClashes,
} from './name-clashes.ts';
import { type ListedRepository, ownerAndName } from './repositories.ts';
import { createShownFilter, type FoundRepository, type Scope, toRemoval } from './selection.ts';
import { toResult } from './to-result.ts';

/** A repository whose facts are collected. */
export interface DiscoveredRepository {
  repository: ListedRepository;
  /** Former names, and the name by which it was looked up. */
  formerNames: readonly string[];
  role: Role;
  /** Whether it is configured as a key project or in a collection. */
  isConfigured: boolean;
}

/** Which repositories exist. */
export interface Discovery {
  /** Absent if the list was not fetched. */
  profile?: FetchResult<Profile>;
  owner: Pick<OwnerList, 'nodeId' | 'isOrganization'> | null;
  /** Whether GitHub returned the complete list of the owner's repositories. */
  isComplete: boolean;
  found: DiscoveredRepository[];
  unreachable: Unreachable[];
  removals: Removal[];
  /** The résumé's links to repositories that do not exist; undefined if that could not be checked. */
  deadLinks: string[] | undefined;
}

/** Finds the repositories to collect: the owner's public ones and the configured ones. */
export async function discover(client: Client, scope: Scope): Promise<Discovery> {
  const list = scope.only.length > 0 ? null : await fetchList(client, scope);
  const listed = list?.kind === 'ok' ? withoutNameClashes(list.value.repositories) : [];
  const lookups = await lookUpOthers(client, scope, list, listed);
  const missing = classifyMissing(lookups.missing);
  const { found, clashing } = combine(scope, listed, lookups.configured, missing.found);
  const checked = list && refuseShortList(list, scope, lookups.missing);
  const isComplete = checked?.kind === 'ok';
  const isShown = createShownFilter(scope);
  const hidden = found.filter((repository) => !isShown(repository));
  return {
    ...(checked && { profile: isComplete ? { kind: 'ok', value: checked.value.profile } : checked }),
    owner: list?.kind === 'ok' ? list.value : null,
    isComplete,
    found: classifyAll(scope, found.filter(isShown)),
    unreachable: [
      ...missing.unreachable,
      ...unreachableByNameClash(scope.previous, clashing),
      ...notFound(scope, lookups.configured),
    ],
    removals: [...missing.removals, ...hidden.map((repository) => toRemoval(scope, repository))],
    deadLinks: isComplete ? deadLinksAmong(lookups.linked) : undefined,
  };
}

/** Merges all sources, each repository once; `clashing` are those whose name another repository also has. */
function combine(
  scope: Scope,
  listed: readonly ListedRepository[],
  configured: readonly NamedResult[],
  missing: readonly FoundRepository[],
) {
  const found = new Map<number, FoundRepository>();
  const add = (repository: ListedRepository, ...names: string[]) => {
    const earlier = found.get(repository.id)?.formerNames ?? [];
    found.set(repository.id, withFormerNames(scope, repository, ...names, ...earlier));
  };
  for (const repository of listed) add(repository);
  for (const { name, result } of configured) {
    if (result.kind === 'ok') add(result.value, name);
  }
  const { unique, clashing } = splitByNameClash(missing, [...found.values()]);
  for (const repository of unique) add(repository, ...repository.formerNames);
  return { found: [...found.values()], clashing: clashing.filter(({ id }) => !found.has(id)) };
}

/** Rejects a list without a known repository that a lookup shows is still the owner's and public: the list is incomplete. */
function refuseShortList(list: ListResult, { config }: Scope, missing: readonly MissingResult[]): ListResult {
  if (list.kind === 'error' || list.value.hasUnreadable) return list;
  const listedIds = new Set(list.value.repositories.map(({ id }) => id));
  const omitted = missing.find(
    ({ previous, result }) =>
      result.kind === 'ok' &&
      result.value.id === previous.id &&
      !listedIds.has(result.value.id) &&
      !result.value.isPrivate &&
      isSameName(ownerAndName(result.value.name).owner, config.login),
  );
  if (!omitted) return list;
  const detail = `the list of repositories omits ${omitted.previous.name}, which is public`;
  return { kind: 'error', reason: 'unexpected answer', detail };
}

/** Uses REST if there is no token or GitHub rejects it. */
async function fetchList(client: Client, scope: Scope): Promise<ListResult> {
  const { graphql, usage } = client;
  const { login } = scope.config;
  const first = graphql ? await toResult(listByGraphQL(graphql, login)) : null;
  const list = first && !usage.tokenRejected ? first : await toResult(listByRest(client, scope));
  return refuseOtherAccount(client, list, login, scope.profile);
}

function withFormerNames(
  { previous }: Scope,
  repository: ListedRepository,
  ...names: string[]
): FoundRepository {
  const known = previous.find(({ id }) => id === repository.id);
  return { ...repository, formerNames: [...names, ...(known ? [known.name, ...known.formerNames] : [])] };
}

/** Adds from the configuration whether each repository is configured, and the owner's role in it. */
function classifyAll({ config }: Scope, repositories: readonly FoundRepository[]): DiscoveredRepository[] {
  const entries = new Map<string, ConfiguredRepository>();
  for (const entry of configuredRepositories(config)) entries.set(entry.name.toLowerCase(), entry);
  const taken = new Set(repositories.map(({ name }) => name.toLowerCase()));
  return repositories.map(({ formerNames, ...repository }) => {
    // A former name that another repository has now belongs to that one.
    const former = formerNames.map((name) => name.toLowerCase()).filter((name) => !taken.has(name));
    const entry = [repository.name.toLowerCase(), ...former].map((name) => entries.get(name)).find(Boolean);
    return { repository, formerNames, role: entry?.role ?? 'author', isConfigured: entry !== undefined };
  });
}
