import type { Checks, Refused } from './fetch-log.ts';
import type { Observed, ObservedRepository } from './fetched-state.ts';
import { type GateRule, gate } from './gate.ts';
import { repositoryGates } from './gated-counts.ts';
import { mergeCheck, mergeSection, type Section } from './merge-fact.ts';
import { type Repository, sectionNames } from './schema.ts';
import { areSameCommits, confirmedUpTo, withEarlierWeeks } from './weeks.ts';

/** When the refresh began, and whether the owner vouches for numbers that fell. */
export interface Terms {
  at: string;
  accepts: boolean;
}

type MemoryOfOne = Checks['repositories'][string];

/** One repository after a refresh, with the memory of its checks: see `merge`. */
export function mergeRepository(
  observed: ObservedRepository,
  before: Repository | undefined,
  remembered: MemoryOfOne,
  terms: Terms,
): { repository: Repository; check: MemoryOfOne } {
  const { id, name, pushedAt } = observed;
  const { at } = terms;
  const was = before?.sections ?? {};
  const now = believed(observed.sections, was, remembered, terms);
  const check: MemoryOfOne = Object.fromEntries(
    sectionNames
      .filter((section) => now.sections[section])
      .map((section) => {
        const seen = now.sections[section];
        const memory = mergeCheck(remembered[section], seen, pushedAt, at, was[section]);
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
      core: mergeSection(was.core, sections.core, check.core, at),
      watchers: mergeSection(was.watchers, sections.watchers, check.watchers, at),
      languages: mergeSection(was.languages, sections.languages, check.languages, at),
      commits: mergeSection(was.commits, sections.commits, check.commits, at, areSameCommits),
      tree: mergeSection(was.tree, sections.tree, check.tree, at),
      release: mergeSection(was.release, sections.release, check.release, at),
      checks: mergeSection(was.checks, sections.checks, check.checks, at),
      pullRequests: mergeSection(was.pullRequests, sections.pullRequests, check.pullRequests, at),
    },
  };
  return { repository, check };
}

type Sections = Repository['sections'];
type Now = ObservedRepository['sections'];

/** The answers as they are accepted: past the gate, completed by what is known, and without what GitHub forgot. */
function believed(seen: Now, was: Sections, remembered: MemoryOfOne, terms: Terms) {
  const refused: Record<string, Refused | undefined> = {};
  const gated = <T>(
    name: keyof typeof repositoryGates,
    answer: Observed<T> | undefined,
    known: Section<T> | undefined,
    rule: GateRule<T> | undefined,
  ): Observed<T> | undefined => {
    if (!answer || !rule) return answer;
    const decision = gate(answer, known?.value, rule, { check: remembered[name], ...terms });
    refused[name] = decision.refused;
    return decision.seen;
  };
  const commits = gated('commits', seen.commits, was.commits, repositoryGates.commits);
  const sections: Now = {
    ...seen,
    core: gated('core', completed(seen.core, was.core?.value), was.core, repositoryGates.core),
    languages: gated('languages', seen.languages, was.languages, repositoryGates.languages),
    release: gated('release', seen.release, was.release, repositoryGates.release),
    commits: commits && commitsSeen(commits, was.commits, terms.at),
    checks: seen.checks && checksSeen(seen.checks, was.checks),
  };
  return { sections, refused };
}

/** An answer in which every unreadable field has its last known value, or none. */
function completed<T extends object>(seen: Observed<T> | undefined, was: T | undefined) {
  if (seen?.kind !== 'answer' || !seen.unreadable || !was) return seen;
  const known = Object.entries(was).filter(([field]) => seen.unreadable?.fields.includes(field));
  return { ...seen, value: { ...seen.value, ...Object.fromEntries(known) } };
}

/** Weeks that are older than what was counted stay known, and a check without news makes the weeks since then known. */
function commitsSeen(
  seen: NonNullable<Now['commits']>,
  was: Sections['commits'],
  at: string,
): Now['commits'] {
  if (seen.kind === 'answer') return { kind: 'answer', value: withEarlierWeeks(seen.value, was?.value) };
  if (seen.kind === 'confirmed' && was) return { kind: 'answer', value: confirmedUpTo(was.value, at) };
  return seen;
}

/** GitHub forgets results after some months: for the same commit, no answer is no news. */
function checksSeen(seen: NonNullable<Now['checks']>, was: Sections['checks']): Now['checks'] {
  const isForgotten =
    seen.kind === 'answer' && seen.value.state === 'none' && seen.value.sha === was?.value.sha;
  return isForgotten ? { kind: 'confirmed' } : seen;
}
