import { expect, it } from 'vitest';
import { readManualRun } from '../../src/commands/manual-run.ts';
import type { RefreshReport } from '../../src/commands/refresh-report.ts';
import { refreshSummary } from '../../src/commands/refresh-summary.ts';

const quiet: RefreshReport = {
  at: '2026-11-23T04:37:00Z',
  asOf: '2026-11-22',
  isComplete: true,
  repositories: 1000,
  changes: [],
  events: [],
  stale: [],
  unseen: [],
  requests: { used: 33, remaining: 967, limit: 1000 },
  isTokenRejected: false,
  written: [],
};
const nobody = readManualRun({});
const star = (repository: string) => ({ repository, metric: 'stars', before: null, after: 41 });
const stale = (subject: string, section: string) => ({
  subject,
  section,
  since: '2026-11-20T04:37:00Z',
  reason: 'server error',
  detail: `GET /${section} answered with status 500`,
});

it('says that nothing changed, or that nobody knows', () => {
  expect(refreshSummary(quiet, nobody)).toBe(
    '## Refresh\n\n1,000 repositories, as of 22 Nov 2026. 33 requests, 967 left this hour.\n\nNothing changed.\n',
  );
  expect(refreshSummary({ ...quiet, isComplete: false }, nobody)).toContain('so nothing new is known');
});

it('shows what changed, before and after, and what came and went', () => {
  const listed = { repository: 'o/new', metric: 'repository', before: null, after: 'listed' };
  const summary = refreshSummary({ ...quiet, changes: [star('o/a'), listed] }, nobody);
  expect(summary).toContain('| o/a | stars | unknown | 41 |\n| o/new | added |  |  |');
});

it('has one row for all sections of a repository that fail alike', () => {
  const failing = [stale('o/a', 'commits'), stale('o/a', 'tree'), stale('o/b', 'tree')];
  const summary = refreshSummary({ ...quiet, stale: failing }, nobody);
  expect(summary).toContain(
    '| o/a | commits, tree | server error | 20 Nov 2026 | GET /commits answered with status 500 |',
  );
  expect(summary).toContain('| o/b | tree | server error |');
});

it('lets nothing foreign out of its cell', () => {
  const hostile = {
    repository: 'o/a',
    metric: 'description',
    before: 'x | y\n| z',
    after: '<img src=x> @octo',
  };
  const summary = refreshSummary({ ...quiet, changes: [hostile] }, nobody);
  expect(summary).toContain('| o/a | description | x &#124; y &#124; z | \\<img src=x\\> @<!-- -->octo |');
});

it('stays far below the mebibyte that GitHub takes, whatever a thousand repositories do', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `o/${'r'.repeat(90)}${index}`);
  const changes = many.flatMap((name) => [
    { ...star(name), before: '@'.repeat(2000), after: '|'.repeat(2000) },
  ]);
  const summary = refreshSummary(
    { ...quiet, changes, stale: many.map((name) => stale(name, 'core')) },
    nobody,
  );
  expect(summary).toContain('… and 800 more');
  expect(new TextEncoder().encode(summary).length).toBeLessThan(2 ** 20);
});
