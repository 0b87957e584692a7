import { expect, test } from 'vitest';
import { seededRandom } from './random.ts';
import { advanceDay, aRandomWorld } from './random-world.ts';
import { startFakeGitHub } from './server.ts';
import { repositoryNamed } from './world.ts';

function grown(seed: number, howManyDays: number) {
  const random = seededRandom(seed);
  const world = aRandomWorld(25, random);
  const days = Array.from({ length: howManyDays }, () => advanceDay(world, random));
  return { world, days };
}

test('the same seed gives the same days, another seed different ones', () => {
  expect(grown(1, 200)).toEqual(grown(1, 200));
  expect(grown(1, 200).days).not.toEqual(grown(2, 200).days);
});

test('in five years every kind of activity happens', () => {
  const { world, days } = grown(3, 1825);
  const sentences = days.flat().join('\n');
  const missing = [
    /got \d commits/,
    /has \d+ stars/,
    /was forked/,
    /has \d+ openIssues/,
    /has \d+ openPullRequests/,
    /has checks failure/,
    /has checks null/,
    /released v1/,
    /was described/,
    /merged an old branch/,
    /got another history/,
    /is sku0x20\/\S+ now/,
    /trunk as its default/,
    /was archived/,
    /was deleted/,
    /is private now/,
    /is new/,
    /merged pull request/,
  ].filter((event) => !event.test(sentences));
  expect(missing).toEqual([]);
  expect(world.repositories.length).toBeGreaterThan(20);
  expect(days.filter((events) => events.length === 0).length).toBeGreaterThan(400);
});

test('the sentences of a day match the world', () => {
  const random = seededRandom(21);
  const world = aRandomWorld(25, random);
  const starsBefore = new Map(world.repositories.map((repository) => [repository.name, repository.stars]));
  const stars = advanceDay(world, random).flatMap((sentences) => {
    const [, name = '', count] = /^(\S+) has (\d+) stars$/.exec(sentences) ?? [];
    return count === undefined ? [] : [{ name, count: Number(count) }];
  });
  expect(stars.length).toBeGreaterThan(0);
  for (const { name, count } of stars) {
    expect(repositoryNamed(world, name).stars).toBe(count);
    expect(starsBefore.get(name)).not.toBe(count);
  }
});

test('check runs are deleted after 400 days', () => {
  const { world } = grown(8, 500);
  const shown = world.repositories.filter((repository) => !repository.private);
  const dates = shown.flatMap(({ checkRuns }) => Object.values(checkRuns).flat());
  const oldest = dates.map(({ startedAt, completedAt }) => completedAt ?? startedAt ?? '').sort()[0] ?? '';
  expect(Date.parse(world.now) - Date.parse(oldest)).toBeLessThan(410 * 86_400_000);
});

test('a world after random activity keeps the contract', async () => {
  const { world } = grown(4, 500);
  const github = await startFakeGitHub(world);
  github.quota.setLimit('anonymous', 'core', 100_000);
  for (const { name } of world.repositories) {
    for (const path of [
      '',
      '/commits?per_page=100',
      '/releases',
      '/tags',
      '/pulls',
      '/git/trees/HEAD?recursive=1',
    ]) {
      await fetch(`${github.url}/repos/${name}${path}`);
    }
  }
  await fetch(`${github.url}/users/sku0x20/repos?per_page=100`);
  await fetch(`${github.url}/search/issues?q=is:pr+author:sku0x20&per_page=100`);
  await github.close();
  expect(github.contractViolations).toEqual([]);
  expect(github.requests.filter(({ status }) => status === 500)).toEqual([]);
});
