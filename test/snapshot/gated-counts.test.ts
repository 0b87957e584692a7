import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyFetchLog, type FetchLog } from '../../src/snapshot/fetch-log.ts';
import type { FetchedRepository, FetchedState } from '../../src/snapshot/fetched-state.ts';
import { merge } from '../../src/snapshot/merge.ts';
import type { Snapshot } from '../../src/snapshot/schema.ts';

const CORE = {
  url: 'https://github.com/me/one',
  description: null,
  homepage: null,
  topics: [],
  language: 'Go',
  stars: 5,
  forks: 5,
  license: null,
  archived: false,
  fork: false,
  defaultBranch: 'main',
};

const DAYS = [16, 17, 18].map((day) => `2026-11-${day}T04:37:00Z`);
const [MONDAY = '', TUESDAY = '', WEDNESDAY = ''] = DAYS;

const repository = (facts: FetchedRepository['facts']): Partial<FetchedState> => ({
  repositories: [{ id: 7, name: 'me/one', pushedAt: MONDAY, facts }],
});
const answer = <T>(value: T) => ({ kind: 'ok' as const, value });
const release = (kind: 'release' | 'tag') => ({
  kind,
  tag: 'v1',
  name: null,
  publishedAt: MONDAY,
  url: 'https://github.com/me/one/releases/tag/v1',
});
const days = (total: number) => ({
  from: '2025-11-16',
  to: '2026-11-15',
  total,
  days: Object.fromEntries(total === 0 ? [] : [['2026-11-02', total]]),
});

/** The fetched state in which a number has this value, and how to read it from the snapshot. */
interface Count {
  name: string;
  seen: (count: number) => Partial<FetchedState>;
  known: (snapshot: Snapshot) => unknown;
}

const factsIn = (snapshot: Snapshot) => snapshot.repositories[0]?.sections;

const GATED: Count[] = [
  {
    name: 'stars',
    seen: (stars) => repository({ core: answer({ ...CORE, stars }) }),
    known: (snapshot) => factsIn(snapshot)?.core?.value.stars,
  },
  {
    name: 'forks',
    seen: (forks) => repository({ core: answer({ ...CORE, forks }) }),
    known: (snapshot) => factsIn(snapshot)?.core?.value.forks,
  },
  {
    name: 'commits',
    seen: (total) =>
      repository({ commits: answer({ total, firstCommitAt: null, lastCommitAt: null, weeks: null }) }),
    known: (snapshot) => factsIn(snapshot)?.commits?.value.total,
  },
  {
    name: 'bytes of code',
    seen: (bytes) =>
      repository({ languages: answer(Object.fromEntries(bytes === 0 ? [] : [['Go', bytes]])) }),
    known: (snapshot) => factsIn(snapshot)?.languages?.value.Go ?? 0,
  },
  {
    name: 'contributions',
    seen: (total) => ({ contributions: answer(days(total)) }),
    known: (snapshot) => snapshot.contributions?.value.total,
  },
  {
    name: 'public repositories',
    seen: (publicRepositories) => ({ profile: answer({ id: 1, name: null, publicRepositories }) }),
    known: (snapshot) => snapshot.profile?.value.publicRepositories,
  },
  {
    name: 'pull requests elsewhere',
    seen: (total) => ({ pullRequestsElsewhere: answer({ total, items: [] }) }),
    known: (snapshot) => snapshot.pullRequestsElsewhere?.value.total,
  },
];

function observed(at: string, seen: Partial<FetchedState>): FetchedState {
  return { at, isComplete: true, repositories: [], removals: [], ...seen };
}

/** Merges refreshes with these counts, a day apart, and returns the known value after each. */
function valuesAfter({ seen, known }: Count, counts: readonly number[], accepts = false): unknown[] {
  let snapshot: Snapshot | null = null;
  let fetchLog: FetchLog = emptyFetchLog;
  return counts.map((count, index) => {
    const at = [MONDAY, ...DAYS][index] ?? WEDNESDAY;
    ({ snapshot, fetchLog } = merge(snapshot, fetchLog, observed(at, seen(count)), accepts));
    return known(snapshot);
  });
}

const before = fc.integer({ min: 10, max: 100_000 });
const drop = before.chain((high) =>
  fc.tuple(fc.constant(high), fc.integer({ min: 0, max: Math.ceil((high * 2) / 3) - 1 })),
);
const noDrop = before.chain((high) =>
  fc.tuple(fc.constant(high), fc.integer({ min: Math.ceil((high * 2) / 3), max: 2 * high })),
);

test.each(GATED)(
  '$name: a drop by more than a third is accepted after three runs over 48 hours',
  async (count) => {
    await fc.assert(
      fc.property(drop, ([high, low]) => {
        expect(valuesAfter(count, [high, low, low, low])).toEqual([high, high, high, low]);
        expect(valuesAfter(count, [high, low], true)).toEqual([high, low]);
      }),
    );
  },
);

test.each(GATED)('$name: a smaller drop or a rise is accepted immediately', async (count) => {
  await fc.assert(
    fc.property(noDrop, ([high, next]) => {
      expect(valuesAfter(count, [high, next])).toEqual([high, next]);
    }),
  );
});

test.each(GATED)('$name: below ten, any drop is accepted immediately', async (count) => {
  await fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 8 }), (few, fewer) => {
      expect(valuesAfter(count, [few, Math.min(few, fewer)])).toEqual([few, Math.min(few, fewer)]);
    }),
  );
});

const LASTING = ['commits', 'bytes of code', 'public repositories', 'pull requests elsewhere'];

test.each(GATED)(
  '$name: a drop to 0 from a small number is refused only if the fact says so',
  async (count) => {
    await fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (few) => {
        const expected = LASTING.includes(count.name) ? [few, few, few, 0] : [few, 0, 0, 0];
        expect(valuesAfter(count, [few, 0, 0, 0])).toEqual(expected);
      }),
    );
  },
);

const VERSIONS: Count = {
  name: 'releases',
  seen: (index) => repository({ release: answer([null, release('tag'), release('release')][index] ?? null) }),
  known: (snapshot) => [null, 'tag', 'release'].indexOf(factsIn(snapshot)?.release?.value?.kind ?? null),
};

test.each([
  [2, 0],
  [2, 1],
  [1, 0],
])('releases or tags that disappear are refused: %d to %d', (high, low) => {
  expect(valuesAfter(VERSIONS, [high, low, low, low])).toEqual([high, high, high, low]);
  expect(valuesAfter(VERSIONS, [low, high])).toEqual([low, high]);
});

test('open issues, open pull requests and single days may drop immediately', () => {
  const counts: Count[] = [
    {
      name: 'open issues',
      seen: (open) => repository({ issues: answer(open) }),
      known: (snapshot) => factsIn(snapshot)?.issues?.value,
    },
    {
      name: 'open pull requests',
      seen: (open) => repository({ pullRequests: answer(open) }),
      known: (snapshot) => factsIn(snapshot)?.pullRequests?.value,
    },
    {
      name: 'one day',
      seen: (one) => ({
        contributions: answer({
          ...days(0),
          total: 500 + one,
          days: { '2026-11-02': one, '2026-11-03': 500 },
        }),
      }),
      known: (snapshot) => snapshot.contributions?.value.days['2026-11-02'],
    },
  ];
  for (const count of counts) expect(valuesAfter(count, [100, 1])).toEqual([100, 1]);
});

test('facts from the same response as a refused one are refused too, and the push is fetched again', () => {
  const good = merge(null, emptyFetchLog, observed(MONDAY, GATED[2]?.seen(201) ?? {}));
  const empty = observed(TUESDAY, {
    repositories: [
      {
        id: 7,
        name: 'me/one',
        pushedAt: TUESDAY,
        facts: { commits: answer({ total: 0, firstCommitAt: null, lastCommitAt: null, weeks: null }) },
      },
    ],
  });
  const { fetchLog } = merge(good.snapshot, good.fetchLog, empty);
  expect(fetchLog.repositories['7']?.commits).toMatchObject({
    checkedAt: MONDAY,
    pushedAt: MONDAY,
    failingSince: TUESDAY,
    reason: 'implausible answer',
    refused: { answer: 'commits 201 → 0', times: 1 },
  });
});
