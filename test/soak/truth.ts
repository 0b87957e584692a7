import { sundayOf } from '../../src/dates.ts';
import type { FactName, FactValue } from '../../src/facts/index.ts';
import type { Snapshot } from '../../src/snapshot/schema.ts';
import type { CheckRun, Commit, Repository, World } from '../support/github/world.ts';
import { headOf } from '../support/github/world.ts';

/** The true facts of one repository, derived from the world without any code under test. */
export type TrueFacts = { [Name in FactName]: FactValue<Name> | undefined };

/** The true data at one moment. */
export type Truth = {
  /** By id: public repositories, except those that are never collected. */
  repositories: Map<number, { name: string; facts: TrueFacts }>;
  profile: NonNullable<Snapshot['profile']>['value'];
  pullRequestsElsewhere: NonNullable<Snapshot['pullRequestsElsewhere']>['value'];
  /** The contributions of a period. */
  contributions: (from: string, to: string) => NonNullable<Snapshot['contributions']>['value'];
};

/** The truth about a world as it is now, without the repositories that are never collected. */
export function truthOf(world: World, neverCollected: ReadonlySet<string>): Truth {
  const open = world.repositories.filter((repository) => !repository.private);
  const collected = open.filter(({ name }) => !neverCollected.has(name));
  return {
    repositories: new Map(
      collected.map((repository) => [
        repository.id,
        { name: repository.name, facts: factsOf(repository, world.now) },
      ]),
    ),
    profile: { id: world.user.id, name: world.user.name, publicRepositories: open.length },
    pullRequestsElsewhere: elsewhereOf(world),
    contributions: (from, to) => {
      const days = Object.entries(world.contributions).filter(([day]) => day >= from && day < to);
      return { from, to, total: days.reduce((sum, [, one]) => sum + one, 0), days: Object.fromEntries(days) };
    },
  };
}

function factsOf(repository: Repository, now: string): TrueFacts {
  const { name, files } = repository;
  const branch = repository.branches[repository.defaultBranch] ?? [];
  return {
    core: {
      url: `https://github.com/${name}`,
      description: repository.description,
      homepage: repository.homepage,
      topics: repository.topics.toSorted(),
      language: Object.entries(repository.languages).sort(([, a], [, b]) => b - a)[0]?.[0] ?? null,
      stars: repository.stars,
      forks: repository.forks,
      license: repository.license === 'NOASSERTION' ? null : repository.license,
      archived: repository.archived,
      fork: repository.fork,
      // Null before the first push, as in GraphQL; only REST names one.
      defaultBranch: branch.length > 0 ? repository.defaultBranch : null,
    },
    languages: { ...repository.languages },
    commits: commitsOf(branch, now),
    tree: {
      readme: files.includes('README.md'),
      tests: false,
      dockerfile: false,
      workflow: false,
      license: false,
    },
    release: releaseOf(repository),
    checks: checksOf(repository),
    issues: openIssuesOf(repository),
    pullRequests: repository.openPullRequests,
  };
}

function openIssuesOf({ openIssues, issues }: Repository): number {
  return openIssues + issues.filter(({ state }) => state === 'open').length;
}

function commitsOf(commits: readonly Commit[], now: string): FactValue<'commits'> {
  const tomorrow = new Date(Date.parse(now) + 86_400_000).toISOString();
  const dates = commits
    .map(({ date }) => date)
    .filter((date) => date >= '1970' && date <= tomorrow)
    .sort();
  const [first = null] = dates;
  const counts: Record<string, number> = {};
  for (const week of dates.map(sundayOf)) counts[week] = 1 + (counts[week] ?? 0);
  const weeks = first && { from: sundayOf(first), to: sundayOf(now), counts };
  return {
    total: commits.length,
    firstCommitAt: first,
    lastCommitAt: dates.at(-1) ?? null,
    weeks: weeks || null,
  };
}

function releaseOf({ name, releases }: Repository): FactValue<'release'> {
  const published = releases.flatMap(({ tag, name: title, publishedAt }) =>
    publishedAt === null ? [] : [{ tag, name: title, publishedAt }],
  );
  const [newest] = published.sort((a, b) => (a.publishedAt > b.publishedAt ? -1 : 1));
  return newest
    ? { kind: 'release', ...newest, url: `https://github.com/${name}/releases/tag/${newest.tag}` }
    : null;
}

const STATES = { success: 'passing', failure: 'failing', timed_out: 'failing' } as const;

/** Undefined for an empty repository. In this world a head has at most one check run. */
function checksOf(repository: Repository): FactValue<'checks'> | undefined {
  const sha = headOf(repository)?.sha;
  if (!sha) return undefined;
  const [run] = repository.checkRuns[sha] ?? [];
  const url = `https://github.com/${repository.name}/commit/${sha}`;
  return { state: stateOf(run), sha, completedAt: run?.completedAt ?? null, url };
}

function stateOf(run: CheckRun | undefined): FactValue<'checks'>['state'] {
  if (!run) return 'none';
  const { conclusion } = run;
  if (conclusion === null) return 'running';
  if (conclusion === 'success' || conclusion === 'failure' || conclusion === 'timed_out')
    return STATES[conclusion];
  throw new Error(`This world has no check runs with conclusion "${conclusion}"`);
}

function elsewhereOf({ pullRequests, user }: World): Truth['pullRequestsElsewhere'] {
  const merged = pullRequests.flatMap(({ repository, number, title, mergedAt }) =>
    mergedAt === null || repository.startsWith(`${user.login}/`)
      ? []
      : [
          {
            repository,
            number,
            title,
            url: `https://github.com/${repository}/pull/${number}`,
            mergedAt,
          },
        ],
  );
  return {
    total: merged.length,
    items: merged.sort((a, b) => (a.mergedAt > b.mergedAt ? -1 : 1)).slice(0, 100),
  };
}
