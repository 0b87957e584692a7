import { type Commits, hasAllRecentWeeks, reachesKnownWeeks } from '../facts/commit-weeks.ts';
import type { FactSet, Fetched } from '../facts/fact-set.ts';
import { type FactName, type FactValues, type FetchedFacts, repositoryFacts } from '../facts/index.ts';
import type { FetchedRepository } from '../snapshot/fetched-state.ts';
import { z } from '../zod.ts';
import type { Client } from './client.ts';
import type { CollectContext } from './collect.ts';
import { type DetailOptions, type DetailTask, fetchDetails } from './details.ts';
import type { DiscoveredRepository, Discovery } from './discover.ts';
import type { GraphQL } from './graphql.ts';
import { fetchOlderCommits, type OlderCommits, type OlderCommitsTask } from './older-commits.ts';
import { fetchByRest } from './rest-facts.ts';
import { type Failure, NO_TOKEN, toResult } from './to-result.ts';
import { type PendingRepository, planFacts } from './wanted-facts.ts';

/** Fetches the facts of the discovered repositories. Facts that only a push can change are fetched only after a push. */
export async function fetchFacts(
  client: Client,
  options: CollectContext,
  { found, owner }: Discovery,
): Promise<FetchedRepository[]> {
  const pending = planFacts(options, found);
  const { graphql, usage } = client;
  if (graphql && !usage.tokenRejected) {
    const { at: now, onProgress } = options;
    const ownerId = owner?.nodeId ?? (await fetchOwnerId(graphql, options, pending));
    const details: DetailOptions = { graphql, ownerId, now, onProgress };
    await Promise.all([fetchGraphQLFacts(details, pending), fetchRestFacts(client, pending, options.at)]);
  } else {
    for (const { facts, wanted } of pending) {
      for (const fact of wanted) facts[fact] = NO_TOKEN;
    }
  }
  return pending.map(({ found: { repository, formerNames }, facts }) => {
    const { id, name, pushedAt } = repository;
    return { id, name, formerNames, pushedAt, facts };
  });
}

const ownerIdAnswer = z.object({ repositoryOwner: z.object({ id: z.string() }) });

/** Fetches the owner's id if it is needed and the list was not fetched; null if GitHub does not return it. */
async function fetchOwnerId(
  graphql: GraphQL,
  { config: { login } }: CollectContext,
  pending: readonly PendingRepository[],
): Promise<string | null> {
  const isNeeded = pending.some(({ found, wanted }) => found.role !== 'author' && wanted.includes('commits'));
  if (!isNeeded) return null;
  const query = 'query OwnerId($login: String!) { repositoryOwner(login: $login) { id } }';
  const answer = await toResult(graphql.query('OwnerId', query, { login }));
  const data = answer.kind === 'ok' ? answer.value.data : null;
  return ownerIdAnswer.safeParse(data).data?.repositoryOwner.id ?? null;
}

async function fetchGraphQLFacts(
  options: DetailOptions,
  pending: readonly PendingRepository[],
): Promise<void> {
  const byRepository = new Map(pending.map((one) => [one.found, one]));
  const results = await fetchDetails(options, tasksOf(pending, options.ownerId));
  for (const { found, facts } of results) Object.assign(byRepository.get(found)?.facts ?? {}, facts);
  const older: OlderCommitsTask[] = [];
  for (const { found, facts, newestCommits: pages } of results) {
    if (pages && needsOlderCommits(facts, byRepository.get(found))) older.push({ found, pages });
  }
  const read = await fetchOlderCommits(options, older);
  for (const { found, facts, known } of pending) {
    const result = read.get(found.repository.id);
    if (result) facts.commits = commitsResult(result, known?.sections.commits?.value);
  }
}

/** The newest commits, or the failure if they would replace older weeks that are known. */
function commitsResult(
  { commits, failure }: OlderCommits,
  known: Commits | undefined,
): FetchedFacts['commits'] {
  const wouldLoseWeeks = known && hasAllRecentWeeks(known) && !reachesKnownWeeks(commits, known);
  return failure && wouldLoseWeeks ? failure : { kind: 'ok', value: commits };
}

/** What to query for each repository. Without the owner's id, other people's commits would be counted too, so commits fail. */
function tasksOf(pending: readonly PendingRepository[], ownerId: string | null): DetailTask[] {
  const tasks: DetailTask[] = [];
  for (const { found, facts, wanted } of pending) {
    const isCountable = found.role === 'author' || ownerId !== null;
    const names = wanted.filter((fact) => isBy('graphql', fact) && (fact !== 'commits' || isCountable));
    if (!isCountable && wanted.includes('commits')) facts.commits = OWNER_UNKNOWN;
    if (names.length > 0) tasks.push({ found, facts: names });
  }
  return tasks;
}

const OWNER_UNKNOWN: Failure = {
  kind: 'error',
  reason: 'unexpected answer',
  detail: "GraphQL OwnerId: the owner's id is unknown, so the owner's commits cannot be counted",
};

function isBy(way: 'graphql' | 'rest', fact: FactName): boolean {
  const { source } = repositoryFacts[fact];
  return source !== undefined && way in source.by;
}

function needsOlderCommits({ commits }: FetchedFacts, pending: PendingRepository | undefined): boolean {
  return commits?.kind === 'ok' && !reachesKnownWeeks(commits.value, pending?.known?.sections.commits?.value);
}

async function fetchRestFacts(
  client: Client,
  pending: readonly PendingRepository[],
  now: string,
): Promise<void> {
  await Promise.all(
    pending.map(async ({ found, facts, wanted }) => {
      const names = wanted.filter((fact) => isBy('rest', fact));
      Object.assign(facts, await fetchAllByRest<FactValues>(client, repositoryFacts, names, found, now));
    }),
  );
}

async function fetchAllByRest<Values>(
  client: Client,
  set: FactSet<Values>,
  names: readonly (keyof Values & string)[],
  { repository }: DiscoveredRepository,
  now: string,
): Promise<Fetched<Values>> {
  const fetched: Fetched<Values> = {};
  for (const name of names) fetched[name] = await fetchByRest(client, set[name], repository, now);
  return fetched;
}
