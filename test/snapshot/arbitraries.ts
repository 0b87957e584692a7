import fc from 'fast-check';
import { addDays, sundayOf } from '../../src/dates.ts';
import type { FetchResult } from '../../src/facts/fact.ts';
import { reasons } from '../../src/facts/fact.ts';
import type { FactValue } from '../../src/facts/index.ts';
import type { FetchedRepository, FetchedState } from '../../src/snapshot/fetched-state.ts';
import { SNAPSHOT_VERSION, type Snapshot } from '../../src/snapshot/schema.ts';

const START = '2026-01-04';

const when = fc.integer({ min: 0, max: 300 }).map((day) => `${addDays(START, day)}T12:00:00Z`);
const count = fc.oneof(fc.constant(0), fc.nat(60));

const failure = fc
  .constantFrom(...reasons)
  .map((reason) => ({ kind: 'error' as const, reason, detail: 'GET /x' }));

/** A fetched value, sometimes with a field that could not be read. */
const unreadable = fc.option(
  fc
    .subarray(['stars', 'topics'], { minLength: 1 })
    .map((fields) => ({ fields, detail: 'the repository x' })),
  { nil: undefined, freq: 8 },
);

function seen<T>(value: fc.Arbitrary<T>): fc.Arbitrary<FetchResult<T>> {
  const answer = value.map((one) => ({ kind: 'ok' as const, value: one }));
  return fc.oneof({ weight: 3, arbitrary: answer }, failure, fc.constant({ kind: 'unchanged' as const }));
}

const core: fc.Arbitrary<FactValue<'core'>> = fc.record({
  url: fc.constant('https://github.com/me/x'),
  description: fc.option(fc.constantFrom('one', 'other')),
  homepage: fc.constant(null),
  topics: fc.subarray(['a', 'b']),
  language: fc.option(fc.constant('Go')),
  stars: count,
  forks: count,
  license: fc.option(fc.constant('MIT')),
  archived: fc.boolean(),
  fork: fc.constant(false),
  defaultBranch: fc.constant('main'),
});

function withUnreadable(
  answer: { kind: 'ok'; value: FactValue<'core'> },
  what: { fields: string[]; detail: string } | undefined,
): FetchResult<FactValue<'core'>> {
  if (what === undefined) return answer;
  const value = { ...answer.value, ...Object.fromEntries(what.fields.map((field) => [field, null])) };
  return { kind: 'ok', value, unreadable: what };
}

/** Commits as one refresh fetches them: only the newest of a long history, without the date of the first. */
const commits: fc.Arbitrary<FactValue<'commits'>> = fc
  .record({
    dates: fc.array(when, { maxLength: 12 }),
    older: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
  })
  .map(({ dates: unsorted, older }) => {
    const dates = unsorted.sort();
    const [first] = dates;
    const last = dates.at(-1);
    if (first === undefined || last === undefined)
      return { total: 0, firstCommitAt: null, lastCommitAt: null, weeks: null };
    const from = older > 0 ? addDays(sundayOf(first), 7) : sundayOf(first);
    const counts: Record<string, number> = {};
    for (const week of dates.map(sundayOf).filter((sunday) => sunday >= from)) {
      counts[week] = 1 + (counts[week] ?? 0);
    }
    const to = sundayOf(last) > from ? sundayOf(last) : from;
    const firstCommitAt = older > 0 ? null : first;
    return { total: dates.length + older, firstCommitAt, lastCommitAt: last, weeks: { from, to, counts } };
  });

const release: fc.Arbitrary<FactValue<'release'>> = fc.option(
  fc.record({
    kind: fc.constantFrom('release' as const, 'tag' as const),
    tag: fc.constantFrom('v1', 'v2'),
    name: fc.constant(null),
    publishedAt: when,
    url: fc.constant('https://github.com/me/x/releases/tag/v1'),
  }),
);

const checks: fc.Arbitrary<FactValue<'checks'>> = fc.record({
  state: fc.constantFrom('passing' as const, 'failing' as const, 'running' as const, 'none' as const),
  sha: fc.constantFrom('a', 'b'),
  completedAt: fc.option(when),
  url: fc.constant('https://github.com/me/x/commit/a'),
});

const tree: fc.Arbitrary<FactValue<'tree'>> = fc.record({
  readme: fc.boolean(),
  tests: fc.boolean(),
  dockerfile: fc.boolean(),
  workflow: fc.boolean(),
  license: fc.boolean(),
});

/** Names move between repositories, but no two have the same name at once. */
const repository: fc.Arbitrary<FetchedRepository> = fc.record({
  id: fc.integer({ min: 1, max: 5 }),
  name: fc.constantFrom('me/a', 'me/b', 'me/C', 'me/d', 'me/e', 'me/f', 'me/G'),
  pushedAt: fc.option(when),
  facts: fc.record({
    core: fc
      .tuple(seen(core), unreadable)
      .map(([one, what]) => (one.kind === 'ok' ? withUnreadable(one, what) : one)),
    languages: seen(fc.dictionary(fc.constantFrom('Go', 'Zig'), count)),
    commits: seen(commits),
    tree: seen(tree),
    release: seen(release),
    checks: seen(checks),
    issues: seen(count),
    pullRequests: seen(count),
  }),
});

const contributions = fc
  .dictionary(when, fc.integer({ min: 1, max: 30 }), { maxKeys: 5 })
  .map((byInstant) => {
    const days = Object.fromEntries(Object.entries(byInstant).map(([at, one]) => [at.slice(0, 10), one]));
    const total = Object.values(days).reduce((sum, one) => sum + one, 0);
    return { from: START, to: addDays(START, 364), total, days };
  });

const fetchedState = fc
  .record({
    isComplete: fc.boolean(),
    repositories: fc
      .uniqueArray(repository, { selector: ({ id }) => id, maxLength: 5 })
      .map((all) => [...new Map(all.map((one) => [one.name, one])).values()]),
    gone: fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 5 }), isExcluded: fc.boolean() }), {
      selector: ({ id }) => id,
      maxLength: 5,
    }),
    profile: fc.option(
      seen(fc.record({ id: fc.constant(1), name: fc.constant(null), publicRepositories: count })),
    ),
    elsewhere: fc.option(seen(count.map((total) => ({ total, items: [] })))),
    contributions: fc.option(seen(contributions)),
    // A clock may go back.
    hoursLater: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 100 }) },
      fc.integer({ min: -300, max: 12 }),
    ),
  })
  .map(({ gone, profile, elsewhere, contributions: calendar, hoursLater, ...others }) => {
    const removals = gone
      .filter(({ id }) => !others.repositories.some((one) => one.id === id))
      .map(
        ({ id, isExcluded }) => ({ id, name: 'me/x', why: isExcluded ? 'excluded' : 'not public' }) as const,
      );
    const own = {
      ...(profile && { profile }),
      ...(elsewhere && { pullRequestsElsewhere: elsewhere }),
      ...(calendar && { contributions: calendar }),
    };
    return { hoursLater, seen: { ...others, ...own, removals } };
  });

/** The start of a sequence of refreshes: nothing, or facts from git history about repositories without an id. */
export const startSnapshots: fc.Arbitrary<Snapshot | null> = fc.option(
  fc.subarray(['me/a', 'ME/c']).map((names) => ({
    version: SNAPSHOT_VERSION,
    asOf: START,
    repositories: names.map((name) => ({ id: null, name, formerNames: [], sections: fromGitHistory })),
    departed: [],
  })),
);

const changedAt = `${START}T00:00:00Z`;
const fromGitHistory: Snapshot['repositories'][number]['sections'] = {
  commits: {
    value: {
      total: 3,
      firstCommitAt: '2025-12-29T10:00:00Z',
      lastCommitAt: '2025-12-30T10:00:00Z',
      weeks: { from: '2025-12-28', to: START, counts: { '2025-12-28': 3 } },
    },
    changedAt,
    source: 'git history',
  },
  tree: {
    value: { readme: true, tests: true, dockerfile: false, workflow: false, license: false },
    changedAt,
    source: 'git history',
  },
};

/** Sequences of fetched states, with any mix of values, failures, unchanged facts, removals and names. */
export const fetchSequences: fc.Arbitrary<FetchedState[]> = fc
  .array(fetchedState, { maxLength: 10 })
  .map((steps) => {
    let now = Date.parse(`${START}T04:37:00Z`);
    return steps.map(({ hoursLater, seen: what }) => {
      now += hoursLater * 3_600_000;
      return { ...what, at: `${new Date(now).toISOString().slice(0, 19)}Z` };
    });
  });

/** The same state with its lists in another order. */
export function shuffled(seenNow: FetchedState, seed: number): FetchedState {
  const key = (id: number | null) => Math.imul(Number(id) + 1, seed | 1) >>> 0;
  const sorted = <T extends { id: number | null }>(items: readonly T[]) =>
    items.toSorted((a, b) => key(a.id) - key(b.id));
  return {
    ...seenNow,
    repositories: sorted(seenNow.repositories),
    removals: sorted(seenNow.removals),
  };
}
