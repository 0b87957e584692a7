import { Octokit } from '@octokit/rest';
import { afterEach, expect, test } from 'vitest';
import { aRepository, aWorld } from './builders.ts';
import { jobToken, personalToken } from './callers.ts';
import type { FakeGitHub } from './server.ts';
import { startFakeGitHub } from './server.ts';

const relay = { owner: 'sku0x20', repo: 'relay' };
const log = { debug() {}, info() {}, warn() {}, error() {} };

let github: FakeGitHub;

afterEach(async () => {
  await github.close();
  expect(github.contractViolations).toEqual([]);
});

async function start(hasIssues = true): Promise<void> {
  const repositories = [aRepository({ name: 'sku0x20/relay', openPullRequests: 4, hasIssues })];
  github = await startFakeGitHub(aWorld({ repositories }));
}

function as(auth?: string) {
  return new Octokit({ baseUrl: github.url, auth, log }).rest;
}

test('an issue is opened, changed, commented on, closed and found again', async () => {
  await start();
  const { issues, repos } = as(jobToken());
  const opened = await issues.create({ ...relay, title: 'Stale', body: 'Since May', labels: ['health'] });
  expect(opened).toMatchObject({ status: 201, data: { number: 5, user: { login: 'github-actions[bot]' } } });
  expect(await repos.get(relay)).toMatchObject({ data: { open_issues_count: 5 } });
  await as(personalToken).issues.create({ ...relay, title: 'Mine', labels: ['health'] });
  await issues.create({ ...relay, title: 'Other' });
  await issues.update({ ...relay, issue_number: 5, body: 'Since June' });
  await issues.createComment({ ...relay, issue_number: 5, body: 'All is fresh again.' });
  const find = (state: 'open' | 'all') =>
    issues.listForRepo({ ...relay, labels: 'health', creator: 'github-actions[bot]', state });
  expect(await find('open')).toMatchObject({ data: [{ body: 'Since June', comments: 1 }] });
  await issues.update({ ...relay, issue_number: 5, state: 'closed' });
  expect(await find('open')).toMatchObject({ data: [] });
  expect(await find('all')).toMatchObject({ data: [{ state: 'closed', closed_at: github.world.now }] });
});

test('writing fails without a token, with invalid data, or if issues are disabled', async () => {
  await start();
  const issue = { ...relay, title: 'Stale' };
  await expect(as().issues.create(issue)).rejects.toMatchObject({ status: 401 });
  await expect(as(jobToken()).issues.create({ ...relay, title: '' })).rejects.toMatchObject({ status: 422 });
  await github.close();
  await start(false);
  await expect(as(jobToken()).issues.create(issue)).rejects.toMatchObject({ status: 410 });
  await expect(as(jobToken()).issues.listForRepo(relay)).rejects.toMatchObject({ status: 410 });
});
