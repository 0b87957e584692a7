import {
  type ConfiguredRepository,
  configuredRepositories,
  configuredRepository,
  type Role,
} from '../config/portfolio-schema.ts';
import type { FetchResult } from '../facts/fact.ts';
import { findByName, isSameName } from '../repository-name.ts';
import type { Removal } from '../snapshot/fetched-state.ts';
import type { Repository } from '../snapshot/schema.ts';
import type { Client } from './client.ts';
import { apartByName, missedByName, type Unreachable, withOwnNames } from './name-clashes.ts';
import {
  fetchRepository,
  fetchRepositoryById,
  type ListedRepository,
  listRepositories,
  ownerAndName,
  type SingleRepository,
} from './repositories.ts';
import { type FoundRepository, type Scope, shownTest, toRemoval } from './selection.ts';
import { type Failure, toResult } from './to-result.ts';

/** A repository that is to be collected: `key` wholly, `collection` without watchers and pull requests. */
export interface Found {
  repository: ListedRepository;
  /** Names that it had before, or by which it was fetched. */
  formerNames: readonly string[];
  role: Role;
  depth: 'key' | 'collection' | 'other';
  watchers?: FetchResult<number> | undefined;
}

/** Which repositories there are. */
export interface Discovery {
  /** Whether GitHub gave the whole list of the owner's repositories. */
  isComplete: boolean;
  found: Found[];
  unreachable: Unreachable[];
  removals: Removal[];
}

/** Finds the repositories to collect: the owner's public ones and the configured ones. */
export async function discover(client: Client, scope: Scope): Promise<Discovery> {
  const listing = scope.only.length > 0 ? null : toResult(listRepositories(client, scope.config.login));
  const singles = await fetchSingles(client, scope);
  const listed = await listing;
  const found = new Map<number, FoundRepository>();
  for (const repository of listed?.kind === 'ok' ? withOwnNames(listed.value) : []) {
    found.set(repository.id, { ...repository, formerNames: formerNames(scope, repository.id) });
  }
  for (const { entry, answer } of singles) {
    if (answer.kind !== 'ok') continue;
    const names = [entry.name, ...formerNames(scope, answer.value.id)];
    found.set(answer.value.id, { ...answer.value, formerNames: names });
  }
  const missing = await lookUpMissing(client, scope, found, listed);
  const { alone, clashing } = apartByName(missing.found, [...found.values()]);
  for (const repository of alone) {
    const names = [...repository.formerNames, ...formerNames(scope, repository.id)];
    found.set(repository.id, { ...repository, formerNames: names });
  }
  const repositories = [...found.values()];
  const isShown = shownTest(scope);
  return {
    isComplete: listed?.kind === 'ok',
    found: repositories
      .filter(isShown)
      .map((repository) => classify(scope, repositories, repository, singles)),
    unreachable: [...missing.missed, ...missedByName(scope.previous, clashing), ...notFound(scope, singles)],
    removals: [
      ...missing.removals,
      ...repositories
        .filter((repository) => !isShown(repository))
        .map((repository) => toRemoval(scope, repository)),
    ],
  };
}

interface Single {
  entry: ConfiguredRepository;
  answer: { kind: 'ok'; value: SingleRepository } | Failure;
}

/** Key projects are asked for alone, for their watchers; those of other owners too, because no list holds them. */
async function fetchSingles(client: Client, { config, only, neverCollected }: Scope): Promise<Single[]> {
  const isAsked = ({ name }: ConfiguredRepository) => {
    if (neverCollected.some((never) => isSameName(never, name))) return false;
    const isKey = config.key.some((entry) => isSameName(configuredRepository(entry).name, name));
    return isKey || !isSameName(ownerAndName(name).owner, config.login);
  };
  const configured = configuredRepositories(config);
  const entries: ConfiguredRepository[] =
    only.length > 0
      ? only.map(
          (name) => configured.find((entry) => isSameName(entry.name, name)) ?? { name, role: 'author' },
        )
      : configured.filter(isAsked);
  return Promise.all(
    entries.map(async (entry) => ({ entry, answer: await toResult(fetchRepository(client, entry.name)) })),
  );
}

/** Known repositories that were asked for by name, in vain. */
function notFound({ previous, only }: Scope, singles: readonly Single[]): Unreachable[] {
  return singles.flatMap(({ entry, answer }) => {
    const known = only.length > 0 ? findByName(previous, entry.name) : undefined;
    return known && answer.kind === 'error' ? [{ previous: known, failure: answer }] : [];
  });
}

function formerNames({ previous }: Scope, id: number): string[] {
  const known = previous.find((repository) => repository.id === id);
  return known ? [known.name, ...known.formerNames] : [];
}

/** Repositories that are known but were not found: each is fetched alone, so that only GitHub's word removes it. */
async function lookUpMissing(
  client: Client,
  { previous, only }: Scope,
  found: ReadonlyMap<number, FoundRepository>,
  listed: Awaited<ReturnType<typeof toResult<ListedRepository[]>>> | null,
) {
  const names = [...found.values()];
  const isFound = ({ id, name }: Repository) =>
    id === null ? findByName(names, name) !== undefined : found.has(id);
  const result = { found: [] as FoundRepository[], missed: [] as Unreachable[] };
  const removals: Removal[] = [];
  if (only.length > 0) return { ...result, removals };
  await Promise.all(
    previous
      .filter((repository) => !isFound(repository))
      .map(async (repository) => {
        const { id, name } = repository;
        if (listed?.kind === 'error') return result.missed.push({ previous: repository, failure: listed });
        const question = id === null ? fetchRepository(client, name) : fetchRepositoryById(client, id);
        const answer = await toResult(question);
        // GitHub redirects a former name, which may be the only one that git history knows.
        if (answer.kind === 'ok') return result.found.push({ ...answer.value, formerNames: [name] });
        if (answer.reason === 'not found') return removals.push({ id, name, why: 'gone' });
        return result.missed.push({ previous: repository, failure: answer });
      }),
  );
  return { ...result, removals };
}

function classify(
  { config }: Scope,
  all: readonly FoundRepository[],
  repository: FoundRepository,
  singles: readonly Single[],
): Found {
  const isThis = ({ name }: ConfiguredRepository) => findByName(all, name) === repository;
  const { formerNames: names, ...facts } = repository;
  const entry = configuredRepositories(config).find(isThis);
  const isKey = config.key.map(configuredRepository).some(isThis);
  const found: Found = {
    repository: facts,
    formerNames: names,
    role: entry?.role ?? 'author',
    depth: isKey ? 'key' : entry ? 'collection' : 'other',
  };
  if (!isKey) return found;
  const single = singles.find((one) => one.entry.name === entry?.name);
  return { ...found, watchers: watchersOf(facts, single?.answer) };
}

function watchersOf(
  repository: ListedRepository | SingleRepository,
  answer: Single['answer'] | undefined,
): FetchResult<number> | undefined {
  if (answer?.kind === 'error') return answer;
  if (!('watchers' in repository)) return undefined;
  if (repository.watchers !== null) return { kind: 'ok', value: repository.watchers };
  const detail = `GET /repos/${repository.name}: subscribers_count: not a count`;
  return { kind: 'error', reason: 'unexpected answer', detail };
}
