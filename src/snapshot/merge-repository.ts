import type { FetchLog, RefusedAnswer } from './fetch-log.ts';
import type { FetchedRepository, FetchResult } from './fetched-state.ts';
import { applyGate, type GateRule } from './gate.ts';
import { repositoryGates } from './gated-counts.ts';
import { mergeFact, mergeLogEntry } from './merge-fact.ts';
import { factNames, type Repository, type StoredFact, type StoredFacts } from './schema.ts';
import { areSameCommits, confirmedUpTo, withEarlierWeeks } from './weeks.ts';

/** When the refresh began, and whether the owner vouches for numbers that fell. */
export interface MergeContext {
  at: string;
  acceptRegressions: boolean;
}

/** The fetch log of one repository, by fact. */
export type RepositoryLog = FetchLog['repositories'][string];

type FetchedFacts = FetchedRepository['facts'];

/** One repository after a refresh, with its fetch log: see `merge`. */
export function mergeRepository(
  fetched: FetchedRepository,
  before: Repository | undefined,
  previousLog: RepositoryLog,
  context: MergeContext,
): { repository: Repository; log: RepositoryLog } {
  const previous = before?.sections ?? {};
  const accepted = applyGates(fetched.facts, previous, previousLog, context);
  const log: RepositoryLog = {};
  for (const fact of factNames) {
    const result = accepted.facts[fact];
    if (!result) continue;
    const entry = mergeLogEntry(previousLog[fact], result, fetched.pushedAt, context.at, previous[fact]);
    log[fact] = { ...entry, refused: accepted.refused[fact] };
  }
  const { id, name } = fetched;
  const names = before ? [before.name, ...before.formerNames] : [];
  const repository: Repository = {
    id,
    name,
    formerNames: [...new Set(names)].filter((former) => former !== name),
    sections: mergeFacts(previous, accepted.facts, log, context.at),
  };
  return { repository, log };
}

function mergeFacts(
  previous: StoredFacts,
  fetched: FetchedFacts,
  log: RepositoryLog,
  at: string,
): StoredFacts {
  return {
    core: mergeFact(previous.core, fetched.core, log.core, at),
    watchers: mergeFact(previous.watchers, fetched.watchers, log.watchers, at),
    languages: mergeFact(previous.languages, fetched.languages, log.languages, at),
    commits: mergeFact(previous.commits, fetched.commits, log.commits, at, areSameCommits),
    tree: mergeFact(previous.tree, fetched.tree, log.tree, at),
    release: mergeFact(previous.release, fetched.release, log.release, at),
    checks: mergeFact(previous.checks, fetched.checks, log.checks, at),
    pullRequests: mergeFact(previous.pullRequests, fetched.pullRequests, log.pullRequests, at),
  };
}

/** The results as they are accepted: past the gate, completed by what is known, and without what GitHub forgot. */
function applyGates(
  fetched: FetchedFacts,
  previous: StoredFacts,
  previousLog: RepositoryLog,
  context: MergeContext,
) {
  const refused: Record<string, RefusedAnswer | undefined> = {};
  const gated = <T>(
    name: keyof typeof repositoryGates,
    result: FetchResult<T> | undefined,
    known: StoredFact<T> | undefined,
    rule: GateRule<T> | undefined,
  ): FetchResult<T> | undefined => {
    if (!result || !rule) return result;
    const decision = applyGate(result, known?.value, rule, { logEntry: previousLog[name], ...context });
    refused[name] = decision.refused;
    return decision.result;
  };
  const core = withKnownFields(fetched.core, previous.core?.value);
  const commits = gated('commits', fetched.commits, previous.commits, repositoryGates.commits);
  const facts: FetchedFacts = {
    ...fetched,
    core: gated('core', core, previous.core, repositoryGates.core),
    languages: gated('languages', fetched.languages, previous.languages, repositoryGates.languages),
    release: gated('release', fetched.release, previous.release, repositoryGates.release),
    commits: commits && withKnownWeeks(commits, previous.commits, context.at),
    checks: fetched.checks && withoutForgottenCi(fetched.checks, previous.checks),
  };
  return { facts, refused };
}

/** An answer in which every unreadable field has its last known value, or none. */
function withKnownFields<T extends object>(fetched: FetchResult<T> | undefined, previous: T | undefined) {
  if (fetched?.kind !== 'ok' || !fetched.unreadable || !previous) return fetched;
  const unreadable = new Set(fetched.unreadable.fields);
  const known = Object.entries(previous).filter(([field]) => unreadable.has(field));
  return { ...fetched, value: { ...fetched.value, ...Object.fromEntries(known) } };
}

/** Weeks that are older than what was counted stay known; a result without news makes the weeks since then known. */
function withKnownWeeks(
  fetched: NonNullable<FetchedFacts['commits']>,
  previous: StoredFacts['commits'],
  at: string,
): FetchedFacts['commits'] {
  if (fetched.kind === 'ok') {
    return { kind: 'ok', value: withEarlierWeeks(fetched.value, previous?.value) };
  }
  if (fetched.kind === 'unchanged' && previous) {
    return { kind: 'ok', value: confirmedUpTo(previous.value, at) };
  }
  return fetched;
}

/** GitHub forgets CI results after some months: for the same commit, no result is no news. */
function withoutForgottenCi(
  fetched: NonNullable<FetchedFacts['checks']>,
  previous: StoredFacts['checks'],
): FetchedFacts['checks'] {
  if (fetched.kind !== 'ok') return fetched;
  const { state, sha } = fetched.value;
  const isForgotten = state === 'none' && sha === previous?.value.sha;
  return isForgotten ? { kind: 'unchanged' } : fetched;
}
