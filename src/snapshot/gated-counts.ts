import type { GateRule } from './gate.ts';
import type { Contributions, Profile, PullRequestElsewhere, SectionName, SectionValue } from './schema.ts';

/** From this number on, a fall is more than chance. */
const SMALLEST = 10;

/** The gated numbers of a repository. Open issues, open pull requests and watchers go up and down: they are not gated. */
export const repositoryGates: { [Name in SectionName]?: GateRule<SectionValue<Name>> } = {
  core: { countsOf: ({ stars, forks }) => ({ stars, forks }), smallest: SMALLEST },
  commits: { countsOf: ({ total }) => ({ commits: total }), smallest: SMALLEST },
  languages: { countsOf: (bytes) => ({ 'bytes of code': sumOf(bytes) }), smallest: SMALLEST },
  // One is enough to lose.
  release: { countsOf: publishedVersions, smallest: 1 },
};

/** The gated numbers that are the owner's own. */
export const ownGates = {
  profile: {
    countsOf: ({ publicRepositories }: Profile) => ({ 'public repositories': publicRepositories }),
    smallest: SMALLEST,
  },
  pullRequestsElsewhere: {
    countsOf: ({ total }: { total: number; items: PullRequestElsewhere[] }) => ({ total }),
    smallest: SMALLEST,
  },
  contributions: { countsOf: ({ total }: Contributions) => ({ total }), smallest: SMALLEST },
} as const;

/** Releases may vanish while tags stay, so that they are counted apart. */
function publishedVersions(release: SectionValue<'release'>) {
  return { releases: release?.kind === 'release' ? 1 : 0, 'releases and tags': release ? 1 : 0 };
}

function sumOf(bytes: Record<string, number>): number {
  return Object.values(bytes).reduce((sum, one) => sum + one, 0);
}
