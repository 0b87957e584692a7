import { type Checks, checkKey } from './checks.ts';
import { sundayOf } from './days.ts';
import { mergeCheck, mergeSection } from './merge-section.ts';
import type { Observations, ObservedRepository } from './observation.ts';
import { type Repository, type Snapshot, sectionNames } from './schema.ts';
import { areSameCommits, confirmedUpTo, withEarlierWeeks } from './weeks.ts';

/** What is known after a refresh: the facts to commit, and the memory of checks. */
export interface Merged {
  snapshot: Snapshot;
  checks: Checks;
}

type MemoryOfOne = Checks['repositories'][string];

/**
 * Joins what a refresh learnt with what was known. What failed keeps its last good value; a fact's `changedAt` moves only
 * with the fact; nothing that GitHub did not say becomes known.
 */
export function merge(previous: Snapshot | null, checks: Checks, seen: Observations): Merged {
  const known = previous?.repositories ?? [];
  const pairs = seen.repositories.map((observed) => ({ observed, before: recordOf(known, observed) }));
  const untouched = known.filter(
    (repository) => !hasDeparted(repository, seen) && !pairs.some(({ before }) => before === repository),
  );
  const merged = pairs.map(({ observed, before }) => {
    const remembered = before && checks.repositories[checkKey(before)];
    return mergeRepository(observed, before, remembered ?? {}, seen.at);
  });
  const memory = [
    ...untouched.map(
      (repository) => [checkKey(repository), checks.repositories[checkKey(repository)] ?? {}] as const,
    ),
    ...merged.map(({ repository, check }) => [checkKey(repository), check] as const),
  ];
  const profileCheck = mergeCheck(checks.profile, seen.profile, undefined, seen.at);
  const elsewhereCheck = mergeCheck(
    checks.pullRequestsElsewhere,
    seen.pullRequestsElsewhere,
    undefined,
    seen.at,
  );
  const sunday = sundayOf(seen.at);
  const asOf = previous?.asOf ?? sunday;
  return {
    snapshot: {
      version: 1,
      asOf: seen.isComplete && sunday > asOf ? sunday : asOf,
      profile: mergeSection(previous?.profile, seen.profile ?? kept, profileCheck, seen.at),
      repositories: [...merged.map(({ repository }) => repository), ...untouched].sort(byName),
      departed: departedIds(previous?.departed ?? [], seen),
      pullRequestsElsewhere: mergeSection(
        previous?.pullRequestsElsewhere,
        seen.pullRequestsElsewhere ?? kept,
        elsewhereCheck,
        seen.at,
      ),
    },
    checks: {
      version: 1,
      checkedAt: seen.isComplete ? seen.at : checks.checkedAt,
      profile: profileCheck,
      pullRequestsElsewhere: elsewhereCheck,
      repositories: Object.fromEntries(memory),
    },
  };
}

const kept = { kind: 'confirmed' } as const;

/** The record of the same id; else the one of the same name that no refresh has met yet. */
function recordOf(known: readonly Repository[], { id, name }: ObservedRepository): Repository | undefined {
  const unmet = known.find(
    (record) => record.id === null && record.name.toLowerCase() === name.toLowerCase(),
  );
  return id === null ? unmet : (known.find((record) => record.id === id) ?? unmet);
}

function hasDeparted({ id, name }: Repository, { departures }: Observations): boolean {
  return departures.some((departure) => (id === null ? departure.name === name : departure.id === id));
}

function mergeRepository(
  observed: ObservedRepository,
  before: Repository | undefined,
  remembered: MemoryOfOne,
  at: string,
): { repository: Repository; check: MemoryOfOne } {
  const { id, name, pushedAt } = observed;
  const was = before?.sections ?? {};
  const now = observed.sections;
  const check: MemoryOfOne = Object.fromEntries(
    sectionNames
      .filter((section) => now[section])
      .map((section) => [section, mergeCheck(remembered[section], now[section], pushedAt, at, was[section])]),
  );
  const names = before ? [before.name, ...before.formerNames] : [];
  const repository: Repository = {
    id,
    name,
    formerNames: [...new Set(names)].filter((former) => former !== name),
    sections: {
      core: mergeSection(was.core, now.core, check.core, at),
      watchers: mergeSection(was.watchers, now.watchers, check.watchers, at),
      languages: mergeSection(was.languages, now.languages, check.languages, at),
      commits: mergeSection(
        was.commits,
        commitsSeen(now.commits, was.commits, at),
        check.commits,
        at,
        areSameCommits,
      ),
      tree: mergeSection(was.tree, now.tree, check.tree, at),
      release: mergeSection(was.release, now.release, check.release, at),
      checks: mergeSection(was.checks, checksSeen(now.checks, was.checks), check.checks, at),
      pullRequests: mergeSection(was.pullRequests, now.pullRequests, check.pullRequests, at),
    },
  };
  return { repository, check };
}

type Sections = Repository['sections'];
type Now = ObservedRepository['sections'];

/** Weeks that are older than what was counted stay known, and a check without news makes the weeks since then known. */
function commitsSeen(seen: Now['commits'], was: Sections['commits'], at: string): Now['commits'] {
  if (seen?.kind === 'answer') return { kind: 'answer', value: withEarlierWeeks(seen.value, was?.value) };
  if (seen?.kind === 'confirmed' && was) return { kind: 'answer', value: confirmedUpTo(was.value, at) };
  return seen;
}

/** GitHub forgets results after some months: for the same commit, no answer is no news. */
function checksSeen(seen: Now['checks'], was: Sections['checks']): Now['checks'] {
  const isForgotten =
    seen?.kind === 'answer' && seen.value.state === 'none' && seen.value.sha === was?.value.sha;
  return isForgotten ? kept : seen;
}

function departedIds(before: readonly number[], { departures, repositories }: Observations): number[] {
  const gone = departures.flatMap(({ id, why }) => (why === 'gone' && id !== null ? [id] : []));
  const isBack = (id: number) => repositories.some((repository) => repository.id === id);
  return [...new Set([...before, ...gone])].filter((id) => !isBack(id)).sort((a, b) => a - b);
}

function byName(a: Repository, b: Repository): number {
  const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (one !== other) return one < other ? -1 : 1;
  return Number(a.id) - Number(b.id);
}
