import { idOf, shaOf } from './identity.ts';
import type { CheckRun, Commit, Gist, PullRequest, Release, Repository, User, World } from './world.ts';
import { newestFirst } from './world.ts';

const sunday = '2026-11-22T04:37:00Z';

/** A world with one user, `sku0x20`, and only what is given. */
export function aWorld(given: Partial<World> = {}): World {
  return {
    now: sunday,
    user: aUser(),
    repositories: [],
    pullRequests: [],
    contributions: {},
    searchIncomplete: false,
    contributionWindowDays: null,
    resourceLimit: null,
    pages: null,
    gists: [],
    ...given,
  };
}

/** A user who joined in 2015. */
export function aUser(given: Partial<User> = {}): User {
  return {
    id: 9_876_543,
    login: 'sku0x20',
    name: 'A Test Engineer',
    createdAt: '2015-03-01T09:00:00Z',
    isOrganization: false,
    publicRepositories: null,
    ...given,
  };
}

/** The input for a repository: `commits` go to the default branch, in any order. */
export type GivenRepository = Partial<Repository> & { name: string; commits?: Partial<Commit>[] };

/** By default a small Go repository with one commit. `commits: []` makes it empty. */
export function aRepository({ commits = [{}], ...given }: GivenRepository): Repository {
  const branch = given.defaultBranch ?? 'main';
  const history = newestFirst(
    commits.map((commit, place) => aCommit({ sha: shaOf(`${given.name} ${place}`), ...commit })),
  );
  const createdAt = given.createdAt ?? history.at(-1)?.date ?? '2024-01-01T08:00:00Z';
  const pushedAt = history[0]?.date ?? null;
  return {
    id: idOf(given.name),
    formerNames: [],
    ownerIsOrganization: false,
    description: null,
    homepage: null,
    topics: [],
    languages: history.length > 0 ? { Go: 12_000 } : {},
    license: null,
    stars: 0,
    forks: 0,
    watchers: 1,
    openIssues: 0,
    hasIssues: true,
    issues: [],
    openPullRequests: 0,
    createdAt,
    updatedAt: pushedAt ?? createdAt,
    pushedAt,
    defaultBranch: branch,
    branches: history.length > 0 ? { [branch]: history } : {},
    files: history.length > 0 ? ['README.md', 'main.go'] : [],
    treeTruncated: false,
    releases: [],
    tags: [],
    checkRuns: {},
    statuses: {},
    archived: false,
    disabled: false,
    fork: false,
    isTemplate: false,
    private: false,
    blocked: null,
    ...given,
  };
}

/** A commit by the default user. Its hash depends on its date and message. */
export function aCommit(given: Partial<Commit> = {}): Commit {
  const date = given.date ?? '2026-11-02T10:00:00Z';
  const message = given.message ?? 'Change something';
  return {
    sha: shaOf(`${date} ${message}`),
    date,
    authoredAt: date,
    login: 'sku0x20',
    message,
    mergedParents: [],
    ...given,
  };
}

/** A published release; its commit has the date of its publication. */
export function aRelease(given: Partial<Release> & { tag: string }): Release {
  const publishedAt = given.publishedAt === undefined ? '2026-11-03T12:00:00Z' : given.publishedAt;
  return {
    id: idOf(`release ${given.tag}`),
    name: given.tag,
    createdAt: publishedAt ?? '2026-11-03T12:00:00Z',
    publishedAt,
    draft: false,
    prerelease: false,
    ...given,
  };
}

/** A check run that succeeded. */
export function aCheckRun(given: Partial<CheckRun> = {}): CheckRun {
  return {
    name: 'test',
    status: 'completed',
    conclusion: 'success',
    startedAt: '2026-11-03T12:00:00Z',
    completedAt: '2026-11-03T12:04:00Z',
    ...given,
  };
}

/** A pull request of the default user that was merged elsewhere. */
export function aPullRequest(given: Partial<PullRequest> = {}): PullRequest {
  return {
    repository: 'elsewhere/tool',
    number: 17,
    title: 'Close the file after an error',
    author: 'sku0x20',
    createdAt: '2026-09-01T10:00:00Z',
    mergedAt: '2026-09-03T10:00:00Z',
    state: 'closed',
    ...given,
  };
}

/** A public gist with these files. */
export function aGist(given: Partial<Gist> & Pick<Gist, 'files'>): Gist {
  const createdAt = given.createdAt ?? '2026-01-10T09:00:00Z';
  return {
    id: shaOf(JSON.stringify(given)).slice(0, 32),
    createdAt,
    updatedAt: given.updatedAt ?? createdAt,
    isSecret: false,
    ...given,
  };
}
