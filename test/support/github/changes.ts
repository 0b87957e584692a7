import type { GivenRepository } from './builders.ts';
import { aCheckRun, aCommit, aRelease, aRepository } from './builders.ts';
import type { CheckRun, Commit, Release, Repository, World } from './world.ts';
import { headOf, newestFirst, repositoryNamed } from './world.ts';

/** Pushes commits to the default branch now. Their date defaults to now. Returns the new head. */
export function push(world: World, name: string, commits: Partial<Commit>[] = [{}]): Commit {
  const repository = repositoryNamed(world, name);
  const made = commits.map((commit, place) =>
    aCommit({ date: world.now, message: `Change ${history(repository).length + place + 1}`, ...commit }),
  );
  return replaceHistory(world, repository, [...newestFirst(made), ...history(repository)]);
}

/** Replaces the whole history of the default branch, as `git push --force` does. */
export function forcePush(world: World, name: string, commits: Partial<Commit>[]): Commit {
  const made = commits.map((commit) => aCommit({ date: world.now, message: 'Rewritten', ...commit }));
  return replaceHistory(world, repositoryNamed(world, name), newestFirst(made));
}

/** Merges a branch. Its commits may be older than the head, and are sorted by date below the merge commit. */
export function mergeBranch(world: World, name: string, commits: Partial<Commit>[]): Commit {
  const repository = repositoryNamed(world, name);
  const brought = commits.map((commit) => aCommit(commit));
  const merge = aCommit({
    date: world.now,
    message: 'Merge branch',
    mergedParents: brought.slice(0, 1).map((commit) => commit.sha),
  });
  return replaceHistory(world, repository, [merge, ...newestFirst([...brought, ...history(repository)])]);
}

/** Publishes a release, by default now, and tags the head. */
export function publish(world: World, name: string, release: Partial<Release> & { tag: string }): void {
  const repository = repositoryNamed(world, name);
  const head = headOf(repository);
  repository.releases.unshift(aRelease({ publishedAt: world.now, ...release }));
  if (head) repository.tags.unshift({ name: release.tag, sha: head.sha });
}

/** Replaces the check runs of the head of the default branch. */
export function setChecks(world: World, name: string, runs: Partial<CheckRun>[]): void {
  const repository = repositoryNamed(world, name);
  const head = headOf(repository);
  if (!head) throw new Error(`${name} is empty: it has no head for check runs`);
  repository.checkRuns[head.sha] = runs.map((run) =>
    aCheckRun({ startedAt: world.now, completedAt: world.now, ...run }),
  );
}

/** Renames or transfers a repository; the old name redirects. */
export function rename(world: World, name: string, newName: string): Repository {
  const repository = repositoryNamed(world, name);
  repository.formerNames.push(name);
  repository.name = newName;
  repository.updatedAt = world.now;
  return repository;
}

/** Renames the default branch. */
export function renameDefaultBranch(world: World, name: string, branch: string): void {
  const repository = repositoryNamed(world, name);
  const commits = history(repository);
  delete repository.branches[repository.defaultBranch];
  if (commits.length > 0) repository.branches[branch] = commits;
  repository.defaultBranch = branch;
}

/** Adds a repository; it may have the former name of another. */
export function create(world: World, given: GivenRepository): Repository {
  const newest = Math.max(1_000_000, ...world.repositories.map((repository) => repository.id));
  const repository = aRepository({ id: newest + 1, createdAt: world.now, ...given });
  world.repositories.push(repository);
  return repository;
}

/** Deletes a repository. */
export function remove(world: World, name: string): void {
  const gone = repositoryNamed(world, name);
  world.repositories = world.repositories.filter((repository) => repository !== gone);
}

function history(repository: Repository): Commit[] {
  return repository.branches[repository.defaultBranch] ?? [];
}

function replaceHistory(world: World, repository: Repository, commits: Commit[]): Commit {
  const [head] = commits;
  if (!head) throw new Error('A push needs a commit');
  repository.branches[repository.defaultBranch] = commits;
  repository.pushedAt = world.now;
  repository.updatedAt = world.now;
  return head;
}
