import { expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../src/github/client.ts';
import { fetchCommits } from '../../src/github/commits.ts';
import { fetchOpenPullRequests } from '../../src/github/pull-requests.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import { jobToken } from '../support/github/callers.ts';
import type { FaultRule } from '../support/github/fault-rules.ts';
import * as faults from '../support/github/faults.ts';
import { startFakeGitHub } from '../support/github/server.ts';
import { quick } from '../support/workspace.ts';

const NAME = 'me/one';
const TODAY = '2026-11-22T04:37:00Z';
const COMMITS = '/repos/{owner}/{repo}/commits';

/** A client of a GitHub with one repository, of so many commits and open pull requests. */
async function aClient(count: number, ...rules: FaultRule[]) {
  const commits = Array.from({ length: count }, (_, place) => ({ message: `Change ${place}` }));
  const repository = aRepository({ name: NAME, commits, openPullRequests: count });
  const github = await startFakeGitHub(aWorld({ repositories: [repository] }));
  onTestFinished(github.close);
  github.faults.push(...rules);
  const { url: apiUrl, graphqlUrl } = github;
  return createClient({ apiUrl, graphqlUrl, token: jobToken(), maxRequests: 300, retryPolicy: quick });
}

test.each([
  ['a single page that names itself as the next', faults.pageLoop, 37],
  ['pages that lead back to the first', faults.pageLoop, 250],
  ['pages that all have what the first one has', faults.duplicatedPage(), 250],
])('%s are no list to count from', async (_what, fault, count) => {
  const client = await aClient(count, { on: COMMITS, fault });
  await expect(fetchCommits(client, NAME, null, TODAY)).rejects.toMatchObject({
    reason: 'unexpected answer',
  });
});

test('pages without a last one do not count as one', async () => {
  const unexpected = { reason: 'unexpected answer' };
  const total = await aClient(700, { on: /commits\?per_page=1$/, fault: faults.pageLoop });
  await expect(fetchCommits(total, NAME, null, TODAY)).rejects.toMatchObject(unexpected);
  const pulls = await aClient(3, { on: '/repos/{owner}/{repo}/pulls', fault: faults.pageLoop });
  await expect(fetchOpenPullRequests(pulls, NAME)).rejects.toMatchObject(unexpected);
});

test('a sound list of many pages is counted whole', async () => {
  const client = await aClient(650);
  expect(await fetchCommits(client, NAME, null, TODAY)).toMatchObject({ total: 650, firstCommitAt: null });
  expect(await fetchOpenPullRequests(client, NAME)).toBe(650);
});
