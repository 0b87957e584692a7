import { expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../src/github/client.ts';
import { askCommits } from '../../src/github/commits.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import { jobToken } from '../support/github/callers.ts';
import * as faults from '../support/github/faults.ts';
import { startFakeGitHub } from '../support/github/server.ts';
import { quick } from '../support/workspace.ts';

const TODAY = '2026-11-22T04:37:00Z';

/** Asks for the commits of a repository with so many of them. */
async function commitsUnder(fault: faults.Fault, count: number) {
  const commits = Array.from({ length: count }, (_, place) => ({ message: `Change ${place}` }));
  const github = await startFakeGitHub(aWorld({ repositories: [aRepository({ name: 'me/one', commits })] }));
  onTestFinished(github.close);
  github.faults.push({ on: '/repos/{owner}/{repo}/commits', fault });
  const { url: apiUrl, graphqlUrl } = github;
  const client = createClient({ apiUrl, graphqlUrl, token: jobToken(), maxRequests: 300, patience: quick });
  return askCommits(client, 'me/one', null, TODAY);
}

test.each([
  ['a single page that names itself as the next', faults.pageLoop, 37],
  ['pages that lead back to the first', faults.pageLoop, 250],
  ['pages that all have what the first one has', faults.duplicatedPage(), 250],
])('%s are no list to count from', async (_what, fault, count) => {
  await expect(commitsUnder(fault, count)).rejects.toMatchObject({ reason: 'unexpected answer' });
});

test('a sound list of many pages is counted whole', async () => {
  const sound: faults.Fault = (answer) => answer;
  expect(await commitsUnder(sound, 250)).toMatchObject({ total: 250 });
});
