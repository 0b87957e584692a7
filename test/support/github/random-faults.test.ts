import { expect, test } from 'vitest';
import { aRepository, aWorld } from './builders.ts';
import { query } from './graphql-client.ts';
import { seededRandom } from './random.ts';
import { dailyFaults, quickFaults, quickGraphqlFaults } from './random-faults.ts';
import { startFakeGitHub } from './server.ts';

test('faults occur on about the given share of days', () => {
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

test.each(Object.entries(quickFaults))(
  '%s changes a response, and the next one is valid',
  async (_, fault) => {
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
  },
);

const everything = `query ($after: String) {
  user(login: "sku0x20") {
    contributionsCollection { contributionCalendar { totalContributions } }
    repositories(first: 1, after: $after) { pageInfo { hasNextPage endCursor } nodes {
      languages(first: 1) { pageInfo { hasNextPage } } releases(first: 1) { pageInfo { hasNextPage } }
      refs(refPrefix: "refs/tags/", first: 1) { pageInfo { hasNextPage } }
      issues { totalCount } pullRequests { totalCount }
      defaultBranchRef { target { ... on Commit { history(first: 1) { pageInfo { hasNextPage } } } } }
    } }
  }
  search(type: ISSUE, query: "is:pr", first: 1) { pageInfo { hasNextPage } }
}`;

test.each(Object.entries(quickGraphqlFaults))(
  'GraphQL: %s changes a response, and the next one is valid',
  async (_, rule) => {
    const repositories = ['a', 'b'].map((name) => aRepository({ name: `sku0x20/${name}` }));
    const github = await startFakeGitHub(aWorld({ repositories }));
    const ask = async () => {
      const { status, body } = await query(github, everything);
      return { status, body };
    };
    const sound = await ask();
    expect(sound).not.toHaveProperty('body.errors');
    github.faults.push({ on: '/graphql', times: 1, ...rule(seededRandom(6)) });
    expect(await ask()).not.toEqual(sound);
    expect(await ask()).toEqual(sound);
    await github.close();
    expect(github.contractViolations).toEqual([]);
  },
);

test('some of the faults are specific to GraphQL', () => {
  const random = seededRandom(5);
  const days = Array.from({ length: 1000 }, () => dailyFaults(random, 1, 0.5));
  const names = new Set(days.flatMap((day) => day.names));
  expect([...names]).toEqual(
    expect.arrayContaining(Object.keys(quickGraphqlFaults).map((name) => `GraphQL: ${name}`)),
  );
});
