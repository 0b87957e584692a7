import { describe, expect, it } from 'vitest';
import { readWorkflowInputs } from '../../src/context/workflow-inputs.ts';
import type { Notice } from '../../src/errors.ts';
import { jobSummary } from '../../src/report/job-summary.ts';
import { refreshNotices } from '../../src/report/refresh-notices.ts';
import { aRefreshReport, aRefusal, aStaleFact } from '../support/refresh-report.ts';

const stage = (name: string, notices: readonly Notice[] = []) => ({
  name,
  seconds: 1.26,
  result: 'done',
  notices,
});
const summaryOf = (...given: Parameters<typeof aRefreshReport>) => {
  const refresh = aRefreshReport(...given);
  return jobSummary({ refresh, stages: [stage('refresh', refreshNotices(refresh))] });
};
const star = (subject: string) => ({ subject, field: 'stars', before: null, after: 41 });

describe('the job summary', () => {
  it('says that nothing changed or that GitHub could not be reached, and how long the run took', () => {
    expect(summaryOf()).toBe(
      [
        '## Nothing changed',
        '1,000 repositories as of 22 Nov 2026; 33 requests (967 of 1,000 left this hour).',
        '### Timing',
        '| Step | Time | Result |\n| --- | --- | --- |\n| refresh | 1.3 s | done |\n',
      ].join('\n\n'),
    );
    expect(summaryOf({ isComplete: false })).toMatch(/^## Couldn't reach GitHub: no new data/);
  });

  it('starts with the changes, with the values before and after', () => {
    const listed = { subject: 'o/new', field: 'repository', before: null, after: 'listed' };
    const gone = { subject: 'a repository', field: 'repository', before: 'listed', after: null };
    const release = { subject: 'o/a_b', field: 'latest release', before: 'v1', after: 'v2' };
    const summary = summaryOf({ changes: [release, star('o/c'), listed, gone] });
    expect(summary).toMatchInlineSnapshot(`
      "## a\\_b v2 released; 1 repository added; 1 repository removed; 1 repository updated

      1,000 repositories as of 22 Nov 2026; 33 requests (967 of 1,000 left this hour).

      | What | Field | Before | After |
      | --- | --- | --- | --- |
      | o/a\\_b | latest release | v1 | v2 |
      | o/c | stars | unknown | 41 |
      | o/new | added |  |  |
      | a repository | removed |  |  |

      ### Timing

      | Step | Time | Result |
      | --- | --- | --- |
      | refresh | 1.3 s | done |
      "
    `);
  });

  it('formats numbers, booleans and dates for people', () => {
    const was = { subject: 'o/a', before: null };
    const summary = summaryOf({
      changes: [
        { ...was, field: 'commits', after: 2051 },
        { ...was, field: 'tests', before: false, after: true },
        { ...was, field: 'last commit', after: '2026-11-23T04:37:00Z' },
      ],
    });
    expect(summary).toContain('| commits | unknown | 2,051 |');
    expect(summary).toContain('| tests | no | yes |');
    expect(summary).toContain('| last commit | unknown | 23 Nov 2026 04:<!-- -->37 |');
    const words = { subject: 'o/a', field: 'latest release', before: '2024-05-01', after: '2024-31-12' };
    expect(summaryOf({ changes: [words] })).toContain('| latest release | 2024-05-01 | 2024-31-12 |');
  });

  it('lists the requested options', () => {
    const inputs = readWorkflowInputs({
      REFRESH_REPOSITORIES: 'o/a o/b',
      REFRESH_FULL: 'true',
      REFRESH_ACCEPT_REGRESSIONS: 'true',
    });
    const summary = summaryOf({ isComplete: false, inputs });
    expect(summary).toMatchInlineSnapshot(`
      "## Nothing changed

      1,000 repositories as of 22 Nov 2026; 33 requests (967 of 1,000 left this hour).

      Only o/a, o/b.

      Everything was fetched again.

      Sharp drops were accepted.

      ### Timing

      | Step | Time | Result |
      | --- | --- | --- |
      | refresh | 1.3 s | done |
      "
    `);
  });

  it('lists what needs attention separately from facts that could not be updated', () => {
    const stale = [aStaleFact('o/a', 'tree'), aRefusal('o/b')];
    const summary = summaryOf({ isTokenRejected: true, stale });
    expect(summary).toMatchInlineSnapshot(`
      "## Nothing changed

      1,000 repositories as of 22 Nov 2026; 33 requests (967 of 1,000 left this hour).

      ### Action needed

      - **Token rejected (error):** GitHub rejected the token, so the refresh continued without one and updated only the profile and the list of repositories. → renew the token in GITHUB\\_TOKEN or GH\\_TOKEN.

      ### Not updated

      The site keeps the last known values.

      - o/b: stars 30 → 2, seen 2 times since 22 Nov 2026; the last known values are kept. → if it is correct, run with accept-regressions; otherwise do nothing: it is accepted only after three identical answers over 48 hours.
      - files of o/a not updated since 20 Nov 2026: server error (GET /tree answered with status 500). → nothing to do unless it persists: the next run tries again.

      ### Timing

      | Step | Time | Result |
      | --- | --- | --- |
      | refresh | 1.3 s | done |
      "
    `);
  });

  it('says where to edit what, even if a stage failed', () => {
    const location = 'data/portfolio.yaml:1:8';
    const notice: Notice = {
      level: 'error',
      title: 'Wrong input',
      message: 'login is "@me"',
      location,
      fix: 'a',
    };
    const failed = { name: 'refresh', seconds: 0.5, result: null, notices: [notice] };
    const summary = jobSummary({ refresh: null, stages: [failed] });
    expect(summary).toMatchInlineSnapshot(`
      "## Nothing was fetched

      ### Action needed

      - **Wrong input (error):** \`data/portfolio.yaml:1:8\`: login is "@<!-- -->me". → a.

      ### Timing

      | Step | Time | Result |
      | --- | --- | --- |
      | refresh | 0.5 s | failed |
      "
    `);
  });

  it('collapses the notices', () => {
    const note: Notice = { level: 'notice', title: 'Audit', message: 'no license', fix: 'add one' };
    expect(jobSummary({ refresh: null, stages: [stage('audit', [note])] })).toMatch(
      /<details><summary>For your information: 1 notice<\/summary>\n\n- \*\*Audit:\*\* no license\. → add one\.\n\n<\/details>\n$/,
    );
  });

  it('escapes untrusted text', () => {
    const words = '<b>\n| @octo #1 `x`';
    const change = { subject: 'o/a', field: 'description', before: 'x | y\n| z', after: '<img src=x> @octo' };
    const notice: Notice = { level: 'error', title: words, message: words, location: 'a`b', fix: words };
    const refresh = aRefreshReport({ changes: [change] });
    const notices = [notice, { ...notice, level: 'notice' as const }, { ...notice, since: '2026-11-20' }];
    const summary = jobSummary({ refresh, stages: [{ ...stage('build', notices), result: words }] });
    expect(summary).toContain('| o/a | description | x &#124; y &#124; z | \\<img src=x\\> @<!-- -->octo |');
    expect(summary).not.toMatch(/(?<!\\)<b|@octo|\n\| @/);
  });

  it('stays below the one-mebibyte limit of GitHub, however much a thousand repositories change', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `o/${'r'.repeat(90)}${index}`);
    const long = '|'.repeat(2000);
    const notice: Notice = { level: 'error', title: 'a', location: 'a:1:1', message: long, fix: long };
    const refresh = aRefreshReport({
      changes: many.map((name) => ({ ...star(name), before: '@'.repeat(2000), after: long })),
    });
    const notices = many.map(() => notice);
    const summary = jobSummary({ refresh, stages: [stage('build', notices)] });
    expect(summary).toContain('… and 800 more in the report');
    expect(summary).toMatch(/\n\n… see the report artifact for the rest\n$/);
    expect(new TextEncoder().encode(summary).length).toBeLessThan(2 ** 20);
  });
});
