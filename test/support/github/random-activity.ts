import { aCommit } from './builders.ts';
import * as changes from './changes.ts';
import type { Random } from './random.ts';
import { pickOne, randomUpTo } from './random.ts';
import type { CheckRun, Commit, Repository, World } from './world.ts';
import { headOf } from './world.ts';

export const dayMs = 86_400_000;
const languages = ['Go', 'TypeScript', 'Rust', 'HCL', 'Shell'];

/** Something that may happen to a repository; `chance` is the probability per day. */
type Activity = {
  chance: number;
  also?: 'when archived';
  apply: (repository: Repository, day: Day) => string;
};
/** The world to change, and the source of randomness. */
export type Day = { world: World; random: Random };

/** Everything that may happen to a repository. */
export const activities: Activity[] = [
  { chance: 0.08, apply: pushes },
  { chance: 0.1, also: 'when archived', apply: starsChange },
  { chance: 0.01, also: 'when archived', apply: isForked },
  { chance: 0.04, apply: issuesChange },
  { chance: 0.03, apply: checksTurn },
  { chance: 0.007, apply: publishes },
  { chance: 0.004, apply: isDescribed },
  { chance: 0.003, apply: mergesAnOldBranch },
  { chance: 0.0005, apply: isRewritten },
  { chance: 0.0005, apply: pushesByAWrongClock },
  { chance: 0.0003, apply: isRenamed },
  { chance: 0.0002, apply: defaultBranchIsRenamed },
  { chance: 0.0002, apply: isArchived },
  { chance: 0.0001, apply: isDeleted },
  { chance: 0.0001, apply: isHidden },
];

function pushes(repository: Repository, { world, random }: Day): string {
  const commits = Array.from({ length: 1 + randomUpTo(random, 3) }, () => recentCommit(world, random));
  changes.push(world, repository.name, commits);
  const day = world.now.slice(0, 10);
  world.contributions[day] = (world.contributions[day] ?? 0) + commits.length;
  repository.languages = bytes(random, repository.languages);
  if (repository.files.length === 0) repository.files = ['README.md'];
  return `${repository.name} got ${commits.length} commits`;
}

function pushesByAWrongClock(repository: Repository, { world, random }: Day): string {
  changes.push(world, repository.name, [
    { date: pickOne(random, ['2090-01-01T00:00:00Z', '1969-06-01T00:00:00Z']) },
  ]);
  return `${repository.name} got a commit by a wrong clock`;
}

function starsChange(repository: Repository, { random }: Day): string {
  const change = random() < 0.8 || repository.stars === 0 ? 1 : -1;
  repository.stars += change;
  return `${repository.name} has ${repository.stars} stars`;
}

function isForked(repository: Repository): string {
  repository.forks += 1;
  return `${repository.name} was forked`;
}

function issuesChange(repository: Repository, { random }: Day): string {
  const kind = pickOne(random, ['openIssues', 'openPullRequests'] as const);
  repository[kind] += repository[kind] > 0 && random() < 0.5 ? -1 : 1;
  return `${repository.name} has ${repository[kind]} ${kind}`;
}

function checksTurn(repository: Repository, { world, random }: Day): string {
  if (!headOf(repository)) return pushes(repository, { world, random });
  const conclusion = pickOne<CheckRun['conclusion']>(random, [
    'success',
    'success',
    'failure',
    'timed_out',
    null,
  ]);
  const unfinished = conclusion === null ? { status: 'in_progress' as const, completedAt: null } : {};
  changes.setChecks(world, repository.name, [{ conclusion, ...unfinished }]);
  return `${repository.name} has checks ${conclusion}`;
}

function publishes(repository: Repository, { world, random }: Day): string {
  if (!headOf(repository)) return pushes(repository, { world, random });
  const tag = `v1.${repository.releases.length}.0`;
  changes.publish(world, repository.name, { tag, id: repository.id * 1000 + repository.releases.length });
  return `${repository.name} released ${tag}`;
}

function isDescribed(repository: Repository, { world, random }: Day): string {
  repository.description = random() < 0.2 ? null : `Described on ${world.now.slice(0, 10)}`;
  repository.topics = random() < 0.5 ? [] : ['tools', 'testing'];
  repository.license = pickOne(random, [null, 'MIT', 'Apache-2.0', 'NOASSERTION']);
  return `${repository.name} was described`;
}

function mergesAnOldBranch(repository: Repository, { world, random }: Day): string {
  const commits = [40, 70].map((age) => recentCommit(world, random, age));
  changes.mergeBranch(world, repository.name, commits);
  return `${repository.name} merged an old branch`;
}

function isRewritten(repository: Repository, { world, random }: Day): string {
  changes.forcePush(world, repository.name, [recentCommit(world, random), recentCommit(world, random, 20)]);
  return `${repository.name} got another history`;
}

function isRenamed(repository: Repository, { world }: Day): string {
  const before = repository.name;
  changes.rename(world, before, `${before}-${world.now.slice(2, 10).replaceAll('-', '')}`);
  return `${before} is ${repository.name} now`;
}

function defaultBranchIsRenamed(repository: Repository, { world }: Day): string {
  changes.renameDefaultBranch(world, repository.name, repository.defaultBranch === 'main' ? 'trunk' : 'main');
  return `${repository.name} has ${repository.defaultBranch} as its default branch`;
}

function isArchived(repository: Repository): string {
  repository.archived = true;
  return `${repository.name} was archived`;
}

function isDeleted(repository: Repository, { world }: Day): string {
  changes.remove(world, repository.name);
  return `${repository.name} was deleted`;
}

function isHidden(repository: Repository): string {
  repository.private = true;
  return `${repository.name} is private now`;
}

/** A commit from the last day, or some days ago, by the user or someone else. */
export function recentCommit(world: World, random: Random, daysAgo = 0): Commit {
  const date = iso(Date.parse(world.now) - daysAgo * dayMs - randomUpTo(random, 86_000) * 1000);
  const login = pickOne(random, [
    world.user.login,
    world.user.login,
    world.user.login,
    'a-contributor',
    null,
  ]);
  return aCommit({ date, login, message: `Change ${randomUpTo(random, 1_000_000_000)}` });
}

/** Bytes by language, slightly more than before. */
export function bytes(random: Random, before: Record<string, number> = {}): Record<string, number> {
  const language = Object.keys(before)[0] ?? pickOne(random, languages);
  return { ...before, [language]: (before[language] ?? 0) + 100 + randomUpTo(random, 4000) };
}

/** An instant in GitHub's format. */
export function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
