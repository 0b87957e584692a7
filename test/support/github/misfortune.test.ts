import { expect, test } from 'vitest';
import { aRepository, aWorld } from './builders.ts';
import { dailyFaults, quickFaults } from './misfortune.ts';
import { seededRandom } from './random.ts';
import { startFakeGitHub } from './server.ts';

test('misfortune strikes on about as many days as it is told', () => {
  const random = seededRandom(5);
  const days = Array.from({ length: 1000 }, () => dailyFaults(random, 0.3)).filter(
    ({ rules }) => rules.length > 0,
  );
  expect(days.length).toBeGreaterThan(250);
  expect(days.length).toBeLessThan(350);
});

async function answer(address: string) {
  try {
    const response = await fetch(address, { redirect: 'manual' });
    const headers = [...response.headers].filter(([name]) => !name.startsWith('x-ratelimit'));
    return { status: response.status, headers, text: await response.text() };
  } catch {
    return 'no answer';
  }
}

test.each(Object.entries(quickFaults))('%s spoils an answer, and the next one is sound', async (_, fault) => {
  const repositories = ['a', 'b'].map((name) => aRepository({ name: `sku0x20/${name}` }));
  const github = await startFakeGitHub(aWorld({ repositories }));
  const list = `${github.url}/users/sku0x20/repos?per_page=1&page=`;
  const sound = await answer(`${list}2`);
  github.faults.push({ times: 2, fault: fault(seededRandom(6)) });
  await answer(`${list}1`);
  expect(await answer(`${list}2`)).not.toEqual(sound);
  expect(await answer(`${list}2`)).toEqual(sound);
  await github.close();
  expect(github.contractViolations).toEqual([]);
});
