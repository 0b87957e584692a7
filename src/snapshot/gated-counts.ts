import type { GateRule } from './gate.ts';
import type { Contributions, FactName, FactValue, Profile, PullRequestElsewhere } from './schema.ts';

/** The gated numbers of a repository. Open issues, open pull requests and watchers go up and down: they are not gated. */
export const repositoryGates: { [Name in FactName]?: GateRule<FactValue<Name>> } = {
  core: { countsOf: ({ stars, forks }) => ({ stars, forks }) },
  commits: { countsOf: ({ total }) => ({ commits: total }), isLasting: true },
  languages: { countsOf: (bytes) => ({ 'bytes of code': sumOf(bytes) }), isLasting: true },
  release: { countsOf: publishedVersions, isLasting: true },
};

/** The gated numbers that are the owner's own. */
export const ownGates = {
  profile: {
    countsOf: ({ publicRepositories }: Profile) => ({ 'public repositories': publicRepositories }),
  },
  pullRequestsElsewhere: {
    countsOf: ({ total }: { total: number; items: PullRequestElsewhere[] }) => ({ total }),
  },
  contributions: { countsOf: ({ total }: Contributions) => ({ total }) },
} as const;

/** Releases may vanish while tags stay, so that they are counted apart. */
function publishedVersions(release: FactValue<'release'>) {
  return { releases: release?.kind === 'release' ? 1 : 0, 'releases and tags': release ? 1 : 0 };
}

function sumOf(bytes: Record<string, number>): number {
  return Object.values(bytes).reduce((sum, one) => sum + one, 0);
}
