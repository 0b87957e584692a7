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

/** A repository that is to be collected. */
export interface DiscoveredRepository {
  repository: ListedRepository;
  /** Names that it had before, or by which it was looked up. */
  formerNames: readonly string[];
  role: Role;
  /** Whether the owner names it as a key project or in a collection. */
  isConfigured: boolean;
}

/** Which repositories there are. */
export interface Discovery {
  /** Absent where the list was not asked for. */
  profile?: FetchResult<Profile>;
  owner: Pick<OwnerList, 'nodeId' | 'isOrganization'> | null;
  /** Whether GitHub gave the whole list of the owner's repositories. */
  isComplete: boolean;
  found: DiscoveredRepository[];
  unreachable: Unreachable[];
  removals: Removal[];
  /** Links of the résumé to repositories that are not there; undefined where GitHub did not tell. */
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

/** All repositories that GitHub gave, each once; `clashing` are those whose names belong to others. */
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

/** A list that lacks a known repository of the owner, which GitHub shows in public all the same, is not whole. */
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
  const detail = `the list of repositories lacks ${omitted.previous.name}, which is public`;
  return { kind: 'error', reason: 'unexpected answer', detail };
}

/** Without a token that GitHub takes, the list comes by REST. */
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

/** Adds the owner's words: which ones are configured, and the owner's role in them. */
function classifyAll({ config }: Scope, repositories: readonly FoundRepository[]): DiscoveredRepository[] {
  const entries = new Map<string, ConfiguredRepository>();
  for (const entry of configuredRepositories(config)) entries.set(entry.name.toLowerCase(), entry);
  const taken = new Set(repositories.map(({ name }) => name.toLowerCase()));
  return repositories.map(({ formerNames, ...repository }) => {
    // A former name that another repository has now is that one's.
    const former = formerNames.map((name) => name.toLowerCase()).filter((name) => !taken.has(name));
    const entry = [repository.name.toLowerCase(), ...former].map((name) => entries.get(name)).find(Boolean);
    return { repository, formerNames, role: entry?.role ?? 'author', isConfigured: entry !== undefined };
  });
}
