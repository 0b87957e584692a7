import { dayNumber } from '../dates.ts';
import { hasAllRecentWeeks } from '../facts/commit-weeks.ts';
import { nullIfFuture } from '../facts/fields.ts';
import { type FactName, type FetchedFacts, factNames, repositoryFacts } from '../facts/index.ts';
import { fetchLogKey } from '../snapshot/fetch-log.ts';
import type { Repository } from '../snapshot/schema.ts';
import type { CollectContext } from './collect.ts';
import type { DiscoveredRepository } from './discover.ts';

/** One repository while its facts are fetched. */
export interface PendingRepository {
  found: DiscoveredRepository;
  known: Repository | undefined;
  facts: FetchedFacts;
  /** The facts to fetch. */
  wanted: readonly FactName[];
  /** Whether commits are fetched only because earlier runs did not reach the older ones. */
  isCatchingUp: boolean;
}

/** Decides what to fetch for each repository. Facts that only a push can change are fetched only after a push. */
export function planFacts(
  options: CollectContext,
  found: readonly DiscoveredRepository[],
): readonly PendingRepository[] {
  const known = new Map(options.previous.map((repository) => [repository.id, repository]));
  const chosen = found.map((one) => planRepository(options, one, known.get(one.repository.id)));
  return postponeSome(chosen, options.at);
}

function planRepository(
  options: CollectContext,
  found: DiscoveredRepository,
  known: Repository | undefined,
): PendingRepository {
  const facts: FetchedFacts = { core: { kind: 'ok', ...found.repository.core } };
  const applicable = factNames.filter((fact) => appliesTo(found, fact));
  const unchanged = applicable.filter((fact) => isUnchanged(options, fact, found, known));
  const isCatchingUp = unchanged.includes('commits') && !areCommitsRead(known, options.at);
  const wanted: FactName[] = [];
  for (const fact of applicable) {
    const isWanted = !unchanged.includes(fact) || (fact === 'commits' && isCatchingUp);
    if (isWanted) wanted.push(fact);
    else facts[fact] = { kind: 'unchanged' };
  }
  return { found, known, facts, wanted, isCatchingUp };
}

function appliesTo({ isConfigured }: DiscoveredRepository, fact: FactName): boolean {
  const { source } = repositoryFacts[fact];
  return source !== undefined && (source.of === 'every' || isConfigured);
}

/** Repositories per run that catch up on older commits: each takes GitHub two pages, about 150 ms. */
const MAX_CATCHING_UP = 75;

/** If many repositories have to catch up, postpones some. The selection rotates daily, so that each gets its turn. */
function postponeSome(pending: readonly PendingRepository[], at: string): readonly PendingRepository[] {
  const waiting = pending.filter(({ isCatchingUp, found }) => isCatchingUp && !found.isConfigured);
  const first = waiting.length > 0 ? (dayNumber(at) * MAX_CATCHING_UP) % waiting.length : 0;
  const inTurn = [...waiting.slice(first), ...waiting.slice(0, first)];
  const postponed = new Set(inTurn.slice(MAX_CATCHING_UP));
  return pending.map((one) => (postponed.has(one) ? postponeCommits(one) : one));
}

function postponeCommits(one: PendingRepository): PendingRepository {
  const facts: FetchedFacts = { ...one.facts, commits: { kind: 'unchanged' } };
  return { ...one, facts, wanted: one.wanted.filter((fact) => fact !== 'commits') };
}

/** Whether the known value still holds, because nothing was pushed since it was fetched. */
function isUnchanged(
  { isFull, fetchLog }: CollectContext,
  fact: FactName,
  { repository }: DiscoveredRepository,
  known: Repository | undefined,
): boolean {
  const { source } = repositoryFacts[fact];
  const stored = known?.sections[fact];
  // An empty repository has no files and no CI results.
  if (source && 'rest' in source.by && repository.isEmpty) return !known?.sections.commits?.value.total;
  if (!stored || !source?.onlyByPush || isFull || repository.pushedAt === undefined) return false;
  if (repository.core.value.defaultBranch !== known?.sections.core?.value.defaultBranch) return false;
  const logged = fetchLog.repositories[fetchLogKey(repository)]?.[fact]?.pushedAt;
  return logged === repository.pushedAt || stored.pushedAt === repository.pushedAt;
}

/** Whether the newest 500 commits were read, and the latest one is not dated in the future. */
function areCommitsRead(known: Repository | undefined, now: string): boolean {
  const commits = known?.sections.commits?.value;
  if (!commits) return false;
  return hasAllRecentWeeks(commits) && commits.lastCommitAt === nullIfFuture(commits.lastCommitAt, now);
}
