import type { FetchLog, RefusedAnswer } from './fetch-log.ts';
import type { FetchedRepository, FetchResult } from './fetched-state.ts';
import { applyGate, type GateRule } from './gate.ts';
import { repositoryGates } from './gated-counts.ts';
import { mergeFact, mergeLogEntry, type StoredFact } from './merge-fact.ts';
import { factNames, type Repository } from './schema.ts';
import { areSameCommits, confirmedUpTo, withEarlierWeeks } from './weeks.ts';

/** When the refresh began, and whether the owner vouches for numbers that fell. */
export interface MergeContext {
  at: string;
  acceptRegressions: boolean;
}

type RepositoryLog = FetchLog['repositories'][string];

/** One repository after a refresh, with the memory of its checks: see `merge`. */
export function mergeRepository(
  observed: FetchedRepository,
  before: Repository | undefined,
  remembered: RepositoryLog,
  terms: MergeContext,
): { repository: Repository; check: RepositoryLog } {
  const { id, name, pushedAt } = observed;
  const { at } = terms;
  const was = before?.sections ?? {};
  const now = applyGates(observed.facts, was, remembered, terms);
  const check: RepositoryLog = Object.fromEntries(
    factNames
      .filter((section) => now.sections[section])
      .map((section) => {
        const seen = now.sections[section];
        const memory = mergeLogEntry(remembered[section], seen, pushedAt, at, was[section]);
        return [section, { ...memory, refused: now.refused[section] }];
      }),
  );
  const { sections } = now;
  const names = before ? [before.name, ...before.formerNames] : [];
  const repository: Repository = {
    id,
    name,
    formerNames: [...new Set(names)].filter((former) => former !== name),
    sections: {
      core: mergeFact(was.core, sections.core, check.core, at),
      watchers: mergeFact(was.watchers, sections.watchers, check.watchers, at),
      languages: mergeFact(was.languages, sections.languages, check.languages, at),
      commits: mergeFact(was.commits, sections.commits, check.commits, at, areSameCommits),
      tree: mergeFact(was.tree, sections.tree, check.tree, at),
      release: mergeFact(was.release, sections.release, check.release, at),
      checks: mergeFact(was.checks, sections.checks, check.checks, at),
      pullRequests: mergeFact(was.pullRequests, sections.pullRequests, check.pullRequests, at),
    },
  };
  return { repository, check };
}

type Sections = Repository['sections'];
type Now = FetchedRepository['facts'];

/** The answers as they are accepted: past the gate, completed by what is known, and without what GitHub forgot. */
function applyGates(seen: Now, was: Sections, remembered: RepositoryLog, terms: MergeContext) {
  const refused: Record<string, RefusedAnswer | undefined> = {};
  const gated = <T>(
    name: keyof typeof repositoryGates,
    answer: FetchResult<T> | undefined,
    known: StoredFact<T> | undefined,
    rule: GateRule<T> | undefined,
  ): FetchResult<T> | undefined => {
    if (!answer || !rule) return answer;
    const decision = applyGate(answer, known?.value, rule, { logEntry: remembered[name], ...terms });
    refused[name] = decision.refused;
    return decision.seen;
  };
  const commits = gated('commits', seen.commits, was.commits, repositoryGates.commits);
  const sections: Now = {
    ...seen,
    core: gated('core', withKnownFields(seen.core, was.core?.value), was.core, repositoryGates.core),
    languages: gated('languages', seen.languages, was.languages, repositoryGates.languages),
    release: gated('release', seen.release, was.release, repositoryGates.release),
    commits: commits && withKnownWeeks(commits, was.commits, terms.at),
    checks: seen.checks && withoutForgottenCi(seen.checks, was.checks),
  };
  return { sections, refused };
}

/** An answer in which every unreadable field has its last known value, or none. */
function withKnownFields<T extends object>(seen: FetchResult<T> | undefined, was: T | undefined) {
  if (seen?.kind !== 'answer' || !seen.unreadable || !was) return seen;
  const known = Object.entries(was).filter(([field]) => seen.unreadable?.fields.includes(field));
  return { ...seen, value: { ...seen.value, ...Object.fromEntries(known) } };
}

/** Weeks that are older than what was counted stay known, and a check without news makes the weeks since then known. */
function withKnownWeeks(
  seen: NonNullable<Now['commits']>,
  was: Sections['commits'],
  at: string,
): Now['commits'] {
  if (seen.kind === 'answer') return { kind: 'answer', value: withEarlierWeeks(seen.value, was?.value) };
  if (seen.kind === 'confirmed' && was) return { kind: 'answer', value: confirmedUpTo(was.value, at) };
  return seen;
}

/** GitHub forgets results after some months: for the same commit, no answer is no news. */
function withoutForgottenCi(seen: NonNullable<Now['checks']>, was: Sections['checks']): Now['checks'] {
  const isForgotten =
    seen.kind === 'answer' && seen.value.state === 'none' && seen.value.sha === was?.value.sha;
  return isForgotten ? { kind: 'confirmed' } : seen;
}
