import { aCommit, aPullRequest, aRepository, aWorld } from './builders.ts';
import * as changes from './changes.ts';
import type { Random } from './random.ts';
import { pickOne, randomUpTo } from './random.ts';
import type { Day } from './random-activity.ts';
import { activities, bytes, dayMs, iso, recentCommit } from './random-activity.ts';
import type { Repository, World } from './world.ts';

/** A world with repositories of different ages and sizes, each with at most `maxCommits` commits. */
export function aRandomWorld(repositories: number, random: Random, maxCommits = 61): World {
  const world = aWorld({ now: '2026-11-22T04:37:00Z' });
  const today = Date.parse(world.now);
  for (let number = 1; number <= repositories; number++) {
    const commits = Array.from({ length: 1 + randomUpTo(random, maxCommits - 1) }, (_, place) =>
      aCommit({
        date: iso(today - randomUpTo(random, 900) * dayMs - place * 1000),
        message: `Change ${place}`,
      }),
    );
    const name = `${world.user.login}/project-${number}`;
    world.repositories.push(
      aRepository({
        name,
        id: 5_000_000 + number,
        commits,
        stars: randomUpTo(random, 40),
        languages: bytes(random),
      }),
    );
  }
  return world;
}

/** Lets a day pass. Returns a sentence for each public change; none on a quiet day. */
export function advanceDay(world: World, random: Random, maxRepositories = 30): string[] {
  world.now = iso(Date.parse(world.now) + dayMs);
  const isQuiet = random() < 0.3;
  if (isQuiet) return [];
  const day = { world, random };
  const happened: string[] = [];
  for (const repository of [...world.repositories]) {
    if (repository.private) continue;
    for (const { chance, also, apply } of activities) {
      if (repository.archived && !also) continue;
      if (random() < chance && world.repositories.includes(repository)) happened.push(apply(repository, day));
    }
    forgetOldChecks(repository, world);
  }
  const shown = world.repositories.filter((repository) => !repository.private);
  if (shown.length < maxRepositories && random() < 0.03) happened.push(createsRepository(day));
  if (random() < 0.02) happened.push(isMergedElsewhere(day));
  return happened;
}

/** Creates a repository: sometimes empty, sometimes with the former name of another one. */
function createsRepository({ world, random }: Day): string {
  const freed = world.repositories.flatMap(({ formerNames }) => formerNames);
  const name =
    random() < 0.2 && freed.length > 0
      ? pickOne(random, freed)
      : `${world.user.login}/made-${world.now.slice(0, 10)}`;
  const commits = random() < 0.3 ? [] : [recentCommit(world, random)];
  const taken = world.repositories.some((repository) => repository.name === name);
  const { name: given } = changes.create(world, { name: taken ? `${name}-again` : name, commits });
  return `${given} is new`;
}

function isMergedElsewhere({ world }: Day): string {
  const number = world.pullRequests.length + 1;
  const title = `Improve thing ${number}`;
  world.pullRequests.push(aPullRequest({ number, title, createdAt: world.now, mergedAt: world.now }));
  return `elsewhere/tool merged pull request ${number}`;
}

/** GitHub keeps check runs for about 400 days. */
function forgetOldChecks(repository: Repository, world: World): void {
  for (const [sha, runs] of Object.entries(repository.checkRuns)) {
    const newest = Math.max(
      ...runs.map(({ startedAt, completedAt }) => Date.parse(completedAt ?? startedAt ?? world.now)),
    );
    if (Date.parse(world.now) - newest > 400 * dayMs) delete repository.checkRuns[sha];
  }
}
