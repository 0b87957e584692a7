/** The data of the fake GitHub, which tests may change at any time. Instants are ISO 8601 in UTC, days `YYYY-MM-DD`. */
export type World = {
  /** GitHub's current time: for the `Date` header, rate limit windows and changes. */
  now: string;
  user: User;
  repositories: Repository[];
  /** Pull requests found by search, in any repository. */
  pullRequests: PullRequest[];
  /** The user's contributions by day; absent days have none. */
  contributions: Record<string, number>;
  /** Whether GitHub gave up before it had searched everything. */
  searchIncomplete: boolean;
  /** GraphQL refuses longer calendar windows with RESOURCE_LIMITS_EXCEEDED. Null: no limit up to a year. */
  contributionWindowDays: number | null;
  /**
   * GraphQL refuses queries with more work than this with RESOURCE_LIMITS_EXCEEDED, in milliseconds of GitHub's own time
   * (see graphql-cost.ts). Null: no limit.
   */
  resourceLimit: number | null;
  /**
   * The GitHub Pages site of the repository that the workflow runs in, which need not be in `repositories`. Null: Pages is
   * off.
   */
  pages: Pages | null;
  /** The user's gists. */
  gists: Gist[];
};

export type Gist = {
  id: string;
  /** The texts of its files by their names. */
  files: Record<string, string>;
  createdAt: string;
  updatedAt: string;
  isSecret: boolean;
};

/** With GitHub's field names (docs.github.com, REST API, Pages). */
export type Pages = { html_url: string; build_type: 'workflow' | 'legacy' | null };

export type User = {
  id: number;
  login: string;
  name: string | null;
  createdAt: string;
  isOrganization: boolean;
  /** GitHub's count, which is not always right. Null: count the public repositories. */
  publicRepositories: number | null;
  /** The optional fields of the public profile, with GitHub's names. */
  profile?: { bio?: string; blog?: string; email?: string };
};

export type Repository = {
  id: number;
  /** `owner/name`. */
  name: string;
  /** Names that redirect here, until another repository takes them. */
  formerNames: string[];
  ownerIsOrganization: boolean;
  description: string | null;
  homepage: string | null;
  topics: string[];
  /** Bytes by language. */
  languages: Record<string, number>;
  /** SPDX identifier; `NOASSERTION` for a license that GitHub cannot identify; null for none. */
  license: string | null;
  stars: number;
  forks: number;
  watchers: number;
  /** Open issues that are only counted, in addition to those in `issues`. */
  openIssues: number;
  hasIssues: boolean;
  /** Newest first. */
  issues: Issue[];
  openPullRequests: number;
  createdAt: string;
  updatedAt: string;
  pushedAt: string | null;
  defaultBranch: string;
  /** Commits of each branch, newest first. No branch or no commit: an empty repository. */
  branches: Record<string, Commit[]>;
  /** Files at the head of the default branch. */
  files: string[];
  /** The tree is too large for one answer. */
  treeTruncated: boolean;
  releases: Release[];
  tags: Tag[];
  checkRuns: Record<string, CheckRun[]>;
  statuses: Record<string, Status[]>;
  archived: boolean;
  disabled: boolean;
  fork: boolean;
  isTemplate: boolean;
  private: boolean;
  /** Taken down: 451 for a copyright notice, 403 for the terms of service. */
  blocked: 'dmca' | 'tos' | null;
};

export type Issue = {
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  labels: string[];
  author: string;
  createdAt: string;
  updatedAt: string;
  comments: IssueComment[];
};

export type IssueComment = { body: string; author: string; createdAt: string };

export type Commit = {
  sha: string;
  /** Committer date. */
  date: string;
  authoredAt: string;
  /** The account with the author's email address; null if there is none. */
  login: string | null;
  message: string;
  /** Additional parents of a merge commit; the first parent is the next commit in the list. */
  mergedParents: string[];
};

export type Release = {
  id: number;
  tag: string;
  name: string | null;
  createdAt: string;
  /** Null in a draft. */
  publishedAt: string | null;
  draft: boolean;
  prerelease: boolean;
};

export type Tag = {
  name: string;
  sha: string;
  /** The date of an annotated tag; null if it has none. Undefined: the tag is not annotated. */
  annotatedAt?: string | null;
};

export type CheckRun = {
  name: string;
  status: 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
  conclusion:
    | 'success'
    | 'failure'
    | 'neutral'
    | 'cancelled'
    | 'skipped'
    | 'timed_out'
    | 'action_required'
    | 'startup_failure'
    | 'stale'
    | null;
  startedAt: string | null;
  completedAt: string | null;
};

export type Status = {
  context: string;
  state: 'success' | 'failure' | 'error' | 'pending';
  updatedAt: string;
};

export type PullRequest = {
  /** `owner/name` of the repository it was opened in. */
  repository: string;
  number: number;
  title: string;
  author: string;
  createdAt: string;
  mergedAt: string | null;
  state: 'open' | 'closed';
};

/** Sorts commits as git lists them if all clocks are right. */
export function newestFirst(commits: Commit[]): Commit[] {
  return [...commits].sort((one, other) => Date.parse(other.date) - Date.parse(one.date));
}

/** The newest commit of the default branch; undefined in an empty repository. */
export function headOf(repository: Repository): Commit | undefined {
  return repository.branches[repository.defaultBranch]?.[0];
}

/** The repository with this name. @throws Error if there is none */
export function repositoryNamed(world: World, name: string): Repository {
  const found = world.repositories.find((repository) => repository.name === name);
  if (!found) throw new Error(`No repository in this world is named "${name}"`);
  return found;
}
