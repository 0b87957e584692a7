import { dayNumber } from '../dates.ts';
import { areWeeksDeep } from '../facts/commit-weeks.ts';
import { pastDate } from '../facts/fields.ts';
import { type FactName, type FetchedFacts, factNames, repositoryFacts } from '../facts/index.ts';
import { fetchLogKey } from '../snapshot/fetch-log.ts';
import type { Repository } from '../snapshot/schema.ts';
import type { Collection } from './collect.ts';
import type { Found } from './discover.ts';

/** One repository while its facts are fetched. */
export interface Collecting {
  found: Found;
  known: Repository | undefined;
  facts: FetchedFacts;
  /** The facts that are to be fetched. */
  wanted: readonly FactName[];
  /** Whether commits are only wanted because older ones were not reached yet. */
  isUnfinished: boolean;
}

/** What is to be fetched of each repository: what only a push changes, only after one. */
export function chooseWanted(options: Collection, found: readonly Found[]): readonly Collecting[] {
  const known = new Map(options.previous.map((repository) => [repository.id, repository]));
  const chosen = found.map((one) => chooseFacts(options, one, known.get(one.repository.id)));
  return postponeUnfinished(chosen, options.at);
}

function chooseFacts(options: Collection, found: Found, known: Repository | undefined): Collecting {
  const facts: FetchedFacts = { core: { kind: 'ok', ...found.repository.core } };
  const applicable = factNames.filter((fact) => appliesTo(found, fact));
  const held = applicable.filter((fact) => isHeld(options, fact, found, known));
  const isUnfinished = held.includes('commits') && !areCommitsRead(known, options.at);
  const wanted: FactName[] = [];
  for (const fact of applicable) {
    const isWanted = !held.includes(fact) || (fact === 'commits' && isUnfinished);
    if (isWanted) wanted.push(fact);
    else facts[fact] = { kind: 'unchanged' };
  }
  return { found, known, facts, wanted, isUnfinished };
}

function appliesTo({ isConfigured }: Found, fact: FactName): boolean {
  const { source } = repositoryFacts[fact];
  return source !== undefined && (source.of === 'every' || isConfigured);
}

/** So many unfinished repositories one run asks again: each costs GitHub two pages of commits, about 150 ms. */
const MOST_UNFINISHED = 75;

/** Leaves unfinished repositories to later runs where there are many: every day it is the turn of others. */
function postponeUnfinished(collecting: readonly Collecting[], at: string): readonly Collecting[] {
  const unfinished = collecting.filter(({ isUnfinished, found }) => isUnfinished && !found.isConfigured);
  const first = unfinished.length > 0 ? (dayNumber(at) * MOST_UNFINISHED) % unfinished.length : 0;
  const inTurn = [...unfinished.slice(first), ...unfinished.slice(0, first)];
  const postponed = new Set(inTurn.slice(MOST_UNFINISHED));
  return collecting.map((one) => (postponed.has(one) ? withoutCommits(one) : one));
}

function withoutCommits(one: Collecting): Collecting {
  const facts: FetchedFacts = { ...one.facts, commits: { kind: 'unchanged' } };
  return { ...one, facts, wanted: one.wanted.filter((fact) => fact !== 'commits') };
}

/** Whether what is known of a fact still holds, because nothing was pushed since it was fetched. */
function isHeld(
  { isFull, fetchLog }: Collection,
  fact: FactName,
  { repository }: Found,
  known: Repository | undefined,
): boolean {
  const { source } = repositoryFacts[fact];
  const stored = known?.sections[fact];
  // In an empty repository there are no files and no results of CI.
  if (source && 'rest' in source.by && repository.isEmpty) return !known?.sections.commits?.value.total;
  if (!stored || !source?.onlyByPush || isFull || repository.pushedAt === undefined) return false;
  if (repository.core.value.defaultBranch !== known?.sections.core?.value.defaultBranch) return false;
  const logged = fetchLog.repositories[fetchLogKey(repository)]?.[fact]?.pushedAt;
  return logged === repository.pushedAt || stored.pushedAt === repository.pushedAt;
}

/** Whether the newest 500 commits were read, and none of their dates has turned out to be impossible. */
function areCommitsRead(known: Repository | undefined, now: string): boolean {
  const commits = known?.sections.commits?.value;
  if (!commits) return false;
  return areWeeksDeep(commits) && commits.lastCommitAt === pastDate(commits.lastCommitAt, now);
}
