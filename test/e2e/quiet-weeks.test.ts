import { expect, test } from 'vitest';
import { updateReadme } from '../../src/commands/readme.ts';
import { refresh } from '../../src/commands/refresh.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { commitMessage } from '../../src/report/commit-message.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

const MONDAY = Date.parse('2026-11-23T04:37:00Z');
const DAY_IN_MS = 86_400_000;
const WEEKS = 3;

test('quiet weeks have one commit each, on Sunday, so that GitHub does not disable the schedule', async () => {
  const github = await aGitHub(aWorld({ repositories: [aRepository({ name: 'sku0x20/relay' })] }));
  const workspace = await aWorkspace({ shortResume: true });
  const commits: string[] = [];
  for (let day = -1; day < 7 * WEEKS; day += 1) {
    github.world.now = `${new Date(MONDAY + day * DAY_IN_MS).toISOString().slice(0, 19)}Z`;
    const report = await refresh(aContext(workspace, github), quick);
    const { isChanged } = await updateReadme(await loadPortfolio(workspace.data), workspace.readme);
    const isNews = report.written.some((path) => path.startsWith(workspace.data));
    if (isNews || isChanged) commits.push(`${github.world.now.slice(0, 10)} ${commitMessage(report)}`);
  }
  const [first, ...weekly] = commits;
  expect(first).toBe('2026-11-22 1 repository added');
  const sundays = Array.from({ length: WEEKS }, (_, week) =>
    new Date(MONDAY + (week * 7 + 6) * DAY_IN_MS).toISOString().slice(0, 10),
  );
  expect(weekly).toEqual(sundays.map((sunday) => `${sunday} Data as of ${sunday}`));
});
