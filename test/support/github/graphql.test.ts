import { afterEach, expect, test } from 'vitest';
import { aWorld } from './builders.ts';
import { jobToken } from './callers.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';

const calendar = `query ($login: String!, $from: DateTime!, $to: DateTime!) {
  user(login: $login) {
    contributionsCollection(from: $from, to: $to) {
      contributionCalendar { totalContributions weeks { contributionDays { date contributionCount } } }
    }
  }
}`;

let github: FakeGitHub;

afterEach(() => github.close());

async function ask(query: string, variables: Record<string, string>, token: string | null = jobToken()) {
  const headers: Record<string, string> = token === null ? {} : { authorization: `bearer ${token}` };
  const response = await fetch(`${github.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const window = { login: 'sku0x20', from: '2026-11-13T00:00:00Z', to: '2026-11-16T00:00:00Z' };

test('the calendar has weeks that start on Sunday', async () => {
  github = await startFakeGitHub(aWorld({ contributions: { '2026-11-14': 3, '2026-11-12': 9 } }));
  const { status, headers, body } = await ask(calendar, window);
  expect([status, headers.get('x-ratelimit-resource')]).toEqual([200, 'graphql']);
  const days = (dates: string[]) =>
    dates.map((date) => ({ date, contributionCount: date === '2026-11-14' ? 3 : 0 }));
  expect(body.data.user.contributionsCollection.contributionCalendar).toEqual({
    totalContributions: 3,
    weeks: [
      { contributionDays: days(['2026-11-13', '2026-11-14']) },
      { contributionDays: days(['2026-11-15', '2026-11-16']) },
    ],
  });
  expect(github.contractViolations).toEqual([]);
});

test('errors have status 200 and no user', async () => {
  github = await startFakeGitHub(aWorld({ contributionWindowDays: 184 }));
  const year = { ...window, from: '2025-11-22T00:00:00Z' };
  const tooMuch = { data: { user: null }, errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED' }] };
  expect(await ask(calendar, year)).toMatchObject({ status: 200, body: tooMuch });
  expect(await ask(calendar, { ...window, from: '2026-05-18T00:00:00Z' })).not.toHaveProperty('body.errors');
  const longer = { data: { user: null }, errors: [{ message: expect.stringMatching(/exceed 1 year/) }] };
  expect(await ask(calendar, { ...window, from: '2025-11-01T00:00:00Z' })).toMatchObject({ body: longer });
  const nobody = { data: { user: null }, errors: [{ type: 'NOT_FOUND', path: ['user'] }] };
  expect(await ask(calendar, { ...window, login: 'nobody' })).toMatchObject({ status: 200, body: nobody });
  expect(github.contractViolations).toEqual([]);
});

test('an exhausted rate limit has status 200 too', async () => {
  github = await startFakeGitHub(aWorld());
  github.quota.setRemaining('job', 'graphql', 0);
  const answer = await ask(calendar, window);
  expect(answer).toMatchObject({ status: 200, body: { errors: [{ type: 'RATE_LIMITED' }] } });
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('0');
});

test('a query without a token is rejected', async () => {
  github = await startFakeGitHub(aWorld());
  expect(await ask(calendar, window, null)).toMatchObject({ status: 401 });
});

test.each([
  ['{ user(login: "sku0x20") { nickname } }', /Cannot query field "nickname"/],
  ['{ user(login: ', /Syntax Error/],
  ['{ viewer { login } }', /Cannot return null/],
])('a query that GitHub would reject is a violation: %s', async (query, violation) => {
  github = await startFakeGitHub(aWorld());
  await ask(query, {});
  expect(github.contractViolations).toEqual([expect.stringMatching(violation)]);
});
