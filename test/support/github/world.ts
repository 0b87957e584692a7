/** What GitHub holds, as plain data that tests may change at any time. Instants are ISO 8601 in UTC, days `YYYY-MM-DD`. */
export type World = {
  /** The moment it is at GitHub: its `Date` header, its quota windows, and the time of changes. */
  now: string;
  user: User;
  repositories: Repository[];
  /** Pull requests that search finds, wherever they are. */
  pullRequests: PullRequest[];
  /** The user's contributions by day; absent days have none. */
  contributions: Record<string, number>;
  /** GitHub gave up before it had searched everything. */
  searchIncomplete: boolean;
  /** GraphQL refuses longer windows of contributions with RESOURCE_LIMITS_EXCEEDED. Null: it takes a whole year. */
  contributionWindowDays: number | null;
  /**
   * GraphQL answers RESOURCE_LIMITS_EXCEEDED to queries that make more work than this, in milliseconds of GitHub's own
   * time (see graphql-cost.ts). Null: it takes any.
   */
  resourceLimit: number | null;
  /**
   * What GitHub Pages says of the repository that the workflow runs in, which need not be among `repositories`. Null: Pages
   * is off.
   */
  pages: Pages | null;
};

/** In GitHub's own words (docs.github.com, REST API, Pages). */
export type Pages = { html_url: string; build_type: 'workflow' | 'legacy' | null };

export type User = {
  id: number;
  login: string;
  name: string | null;
  createdAt: string;
  isOrganization: boolean;
  /** GitHub counts them without delay, but not always rightly. Null: count the public repositories. */
  publicRepositories: number | null;
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
  /** SPDX identifier, `NOASSERTION` for a licence that GitHub cannot name, null for none. */
  license: string | null;
  stars: number;
  forks: number;
  watchers: number;
  /** Issues that only count; those in `issues` count besides. */
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
  /** The account behind the author's address; null where GitHub knows none. */
  login: string | null;
  message: string;
  /** Further parents than the commit that follows in the list: what a merge brought in. */
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
  /** When an annotated tag was made; null where it does not say. Undefined: the tag is not annotated. */
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
  /** `owner/name` of where it was opened. */
  repository: string;
  number: number;
  title: string;
  author: string;
  createdAt: string;
  mergedAt: string | null;
  state: 'open' | 'closed';
};

/** The order in which git lists a history whose clocks are right. */
export function newestFirst(commits: Commit[]): Commit[] {
  return [...commits].sort((one, other) => Date.parse(other.date) - Date.parse(one.date));
}

/** The newest commit of the default branch; undefined in an empty repository. */
export function headOf(repository: Repository): Commit | undefined {
  return repository.branches[repository.defaultBranch]?.[0];
}

/** The repository that has this name now. @throws Error if there is none */
export function repositoryNamed(world: World, name: string): Repository {
  const found = world.repositories.find((repository) => repository.name === name);
  if (!found) throw new Error(`No repository in this world is named ${name}`);
  return found;
}
