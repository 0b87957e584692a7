import {
  aCheckRun,
  aCommit,
  aPullRequest,
  aRelease,
  aRepository,
  aUser,
  aWorld,
} from '../test/support/github/builders.ts';
import { type Random, randomUpTo, seededRandom } from '../test/support/github/random.ts';
import type { Commit, Repository, World } from '../test/support/github/world.ts';

const LOGIN = 'robin-example';
const NOW = '2026-11-22T04:37:00Z';
const DAY_MS = 86_400_000;
const WITH_CI = ['README.md', 'LICENSE', 'Dockerfile', 'tests/store.rs', '.github/workflows/ci.yml'];

type Given = Partial<Repository> & { name: string };

/** The GitHub account of the made-up owner in test/fixtures/sample. */
export function sampleWorld(): World {
  const random = seededRandom(20);
  const repository = ({ name, ...given }: Given, commits: number, from: number, to: number) =>
    aRepository({
      name: `${LOGIN}/${name}`,
      license: 'MIT',
      files: WITH_CI,
      ...given,
      commits: spread(commits, from, to, random),
    });
  const release = (tag: string, publishedAt: string) => aRelease({ tag, publishedAt });
  const repositories = [
    repository(
      {
        name: 'tidewatch',
        description: 'Time-series storage for tide gauges',
        languages: { Rust: 310_000, Shell: 4_000, Dockerfile: 900 },
        stars: 1_240,
        forks: 61,
        topics: ['time-series', 'storage'],
        releases: [release('v2.3.0', '2026-10-30T12:00:00Z')],
      },
      420,
      1_400,
      2,
    ),
    repository(
      {
        name: 'larder',
        description: 'Build cache that survives crashes',
        languages: { Go: 142_000, Dockerfile: 600 },
        stars: 318,
        forks: 22,
        releases: [release('v1.8.1', '2026-08-14T12:00:00Z')],
      },
      230,
      900,
      12,
    ),
    repository(
      {
        name: 'paperclip',
        description: 'Annotated reading lists',
        languages: { TypeScript: 58_000, CSS: 6_000 },
        stars: 47,
        forks: 5,
        releases: [release('v0.9.0', '2026-02-20T12:00:00Z')],
      },
      120,
      1_100,
      80,
    ),
    repository({ name: 'homelab', languages: { HCL: 38_000 }, stars: 9 }, 160, 1_300, 20),
    repository({ name: 'dotfiles', languages: { Shell: 12_000 }, stars: 3 }, 90, 1_500, 40),
    repository({ name: 'advent-2025', languages: { Rust: 41_000 } }, 31, 356, 331),
    repository({ name: 'kata', languages: { Go: 22_000 } }, 64, 1_200, 600),
  ];
  for (const one of repositories) succeed(one);
  return aWorld({
    now: NOW,
    user: aUser({ login: LOGIN, name: 'Robin Example' }),
    repositories,
    pullRequests: [
      aPullRequest({
        repository: 'elsewhere/columns',
        number: 412,
        title: 'Read dictionary pages in one pass',
        author: LOGIN,
      }),
      aPullRequest({
        repository: 'elsewhere/shell',
        number: 88,
        title: 'Keep the exit code of a pipe',
        author: LOGIN,
        mergedAt: '2026-06-11T10:00:00Z',
      }),
    ],
    contributions: calendar(random),
  });
}

/** So many commits between these ages in days, more of them lately. */
function spread(count: number, from: number, to: number, random: Random): Partial<Commit>[] {
  const span = from - to;
  return Array.from({ length: count }, (_, place) => {
    const age = to + Math.floor(span * random() ** 1.4);
    return aCommit({
      date: instantBefore(place === 0 ? to : age, randomUpTo(random, 40_000)),
      login: LOGIN,
      message: `Change ${place}`,
    });
  });
}

/** CI passes on the newest commit. */
function succeed(repository: Repository): void {
  const [head] = repository.branches[repository.defaultBranch] ?? [];
  if (!head) return;
  repository.checkRuns[head.sha] = [aCheckRun({ startedAt: head.date, completedAt: head.date })];
}

function calendar(random: Random): Record<string, number> {
  const days: Record<string, number> = {};
  for (let age = 0; age < 370; age += 1) {
    if (random() < 0.55) days[instantBefore(age, 0).slice(0, 10)] = randomUpTo(random, 9);
  }
  return days;
}

function instantBefore(days: number, seconds: number): string {
  return new Date(Date.parse(NOW) - days * DAY_MS - seconds * 1000).toISOString().replace('.000Z', 'Z');
}
