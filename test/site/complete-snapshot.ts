import { addDays } from '../../src/dates.ts';
import type { DayEntry } from '../../src/snapshot/history.ts';
import type { Repository, Snapshot } from '../../src/snapshot/schema.ts';

/** All data in this file is made up but deterministic: what GitHub might return. */
const CHANGED_AT = '2026-11-20T10:00:00Z';
const WORDS = 'query cache relay proxy parser ledger beacon lattice harbor signal vector anchor'.split(' ');
const LANGUAGES = ['Go', 'Kotlin', 'Zig', 'Rust', 'Java', 'Python', 'TypeScript', 'HCL', 'Shell', 'C'];

/** A pseudorandom number generator: the same seed gives the same integers. */
export function numbers(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** The repository with all facts known, as after a refresh. */
export function completeRepository(repository: Repository, index: number): Repository {
  const { core, release } = repository.sections;
  const below = numbers(index);
  if (!core) return repository;
  const known = <T>(value: T) => ({ value, changedAt: CHANGED_AT });
  const state = (['passing', 'failing', 'running', 'none'] as const)[index % 4] ?? 'none';
  const url = `https://github.com/${repository.name}`;
  return {
    ...repository,
    id: 1000 + index,
    sections: {
      ...Object.fromEntries(
        Object.entries(repository.sections).map(([name, section]) => [name, known(section.value)]),
      ),
      core: known({
        ...core.value,
        description: `${title(below)}: a ${word(below)} of ${below(1e6).toString(36)} for every ${below(1e6).toString(36)}, tested against a real ${word(below)} ${below(1e6).toString(36)}`,
        topics: [word(below), word(below), 'infrastructure'],
        stars: below(900),
        forks: below(40),
        archived: index % 9 === 8,
        fork: false,
      }),
      issues: known(7),
      pullRequests: known(2),
      tree: known({ readme: true, tests: true, dockerfile: index % 2 === 0, workflow: true, license: true }),
      release: release ? known(release.value) : known(null),
      checks: known({ state, sha: 'a'.repeat(40), completedAt: CHANGED_AT, url: `${url}/actions` }),
    },
  };
}

/** The snapshot with all facts known, a year of contributions and pull requests elsewhere. */
export function completeSnapshot(snapshot: Snapshot): Snapshot {
  const below = numbers(7);
  const from = addDays(snapshot.asOf, -371);
  const days = Array.from(
    { length: 371 },
    (_, index) => [addDays(from, index), below(4) === 0 ? below(30) : 0] as const,
  );
  const counted = days.filter(([, count]) => count > 0);
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  return {
    ...snapshot,
    profile: { value: { id: 42, name: null, publicRepositories: 31 }, changedAt: CHANGED_AT },
    repositories: snapshot.repositories.map(completeRepository),
    contributions: {
      value: { from, to: snapshot.asOf, total, days: Object.fromEntries(counted) },
      changedAt: CHANGED_AT,
    },
    pullRequestsElsewhere: {
      value: {
        total: 3,
        items: [1, 2, 3].map((number) => ({
          repository: 'someone/else',
          number,
          title: `Fix the ${word(below)} of the ${word(below)}`,
          url: `https://github.com/someone/else/pull/${number}`,
          mergedAt: `2026-0${number}-03T10:00:00Z`,
        })),
      },
      changedAt: CHANGED_AT,
    },
  };
}

/** A history with star counts and one event of every kind, for repository 1000. */
export const sampleHistory: DayEntry[] = [
  { date: '2026-10-04', changed: { '1000': { stars: 12 } }, events: [] },
  {
    date: '2026-11-01',
    changed: { '1000': { stars: 31 } },
    events: [
      {
        date: '2026-11-01',
        kind: 'released',
        repository: 1000,
        tag: 'v0.1.0',
        url: 'https://github.com/sku0x20/assertG/releases/tag/v0.1.0',
      },
      { date: '2026-11-01', kind: 'stars', repository: 1000, step: 25 },
      { date: '2026-11-01', kind: 'checks', repository: 1000, state: 'failing' },
      { date: '2026-11-01', kind: 'new', repository: 1001 },
      { date: '2026-11-01', kind: 'departed', repository: 5 },
    ],
  },
  {
    date: '2026-11-20',
    changed: { '1000': { stars: 58 } },
    events: [
      { date: '2026-11-20', kind: 'renamed', repository: 1001, from: 'sku0x20/evade' },
      { date: '2026-11-20', kind: 'archived', repository: 1002 },
      {
        date: '2026-11-20',
        kind: 'merged',
        name: 'someone/else',
        number: 4,
        title: 'Fix it',
        url: 'https://github.com/someone/else/pull/4',
      },
    ],
  },
];

/** The snapshot with `count` additional repositories, each with its own commit history. */
export function withMoreRepositories(snapshot: Snapshot, count: number): Snapshot {
  const more = Array.from({ length: count }, (_, index): Repository => {
    const below = numbers(index * 13);
    const first = addDays(snapshot.asOf, -7 * (20 + below(300)));
    const weeks = Object.fromEntries(
      Array.from(
        { length: 3 + below(12) },
        () => [addDays(sunday(first), 7 * below(19)), 1 + below(40)] as const,
      ).sort(),
    );
    const last = Object.keys(weeks).at(-1) ?? first;
    const known = <T>(value: T) => ({ value, changedAt: CHANGED_AT });
    const name = `sku0x20/${word(below)}-${word(below)}-${(index * 7919).toString(36)}`;
    const bare: Repository = {
      id: null,
      name,
      formerNames: [],
      sections: {
        core: known({
          url: `https://github.com/${name}`,
          description: null,
          homepage: null,
          topics: null,
          language: LANGUAGES[below(LANGUAGES.length)] ?? null,
          stars: null,
          forks: null,
          license: 'MIT',
          archived: null,
          fork: null,
          defaultBranch: 'main',
        }),
        commits: known({
          total: Object.values(weeks).reduce((sum, weekly) => sum + weekly, 0),
          firstCommitAt: `${Object.keys(weeks)[0]}T09:00:00Z`,
          lastCommitAt: `${last}T09:00:00Z`,
          weeks: { from: Object.keys(weeks)[0] ?? first, to: snapshot.asOf, counts: weeks },
        }),
      },
    };
    return completeRepository(bare, 2000 + index);
  });
  return { ...snapshot, repositories: [...snapshot.repositories, ...more] };
}

function sunday(day: string): string {
  return addDays(day, -new Date(`${day}T00:00:00Z`).getUTCDay());
}

function word(below: (limit: number) => number): string {
  return WORDS[below(WORDS.length)] ?? '';
}

function title(below: (limit: number) => number): string {
  const lower = word(below);
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
