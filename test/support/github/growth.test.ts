import { expect, test } from 'vitest';
import { advanceDay, aYoungWorld } from './growth.ts';
import { seededRandom } from './random.ts';
import { startFakeGitHub } from './server.ts';

function fiveYears(seed: number) {
  return grown(seed, 1825);
}

function grown(seed: number, howManyDays: number) {
  const random = seededRandom(seed);
  const world = aYoungWorld(25, random);
  const days = Array.from({ length: howManyDays }, () => advanceDay(world, random));
  return { world, days };
}

test('the days are the same for the same seed, and others for another', () => {
  expect(grown(1, 200)).toEqual(grown(1, 200));
  expect(grown(1, 200).days).not.toEqual(grown(2, 200).days);
});

test('in five years everything happens that a repository can live through', () => {
  const { world, days } = fiveYears(3);
  const told = days.flat().join('\n');
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
  ].filter((event) => !event.test(told));
  expect(missing).toEqual([]);
  expect(world.repositories.length).toBeGreaterThan(20);
  expect(days.filter((events) => events.length === 0).length).toBeGreaterThan(400);
});

test('what has grown keeps to the contract', async () => {
  const { world } = fiveYears(4);
  const github = await startFakeGitHub(world);
  github.quota.allow('anonymous', 'core', 100_000);
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
