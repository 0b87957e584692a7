import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/audit/finding.ts';
import { readWorkflowInputs } from '../../src/context/workflow-inputs.ts';
import { runSummary } from '../../src/report/job-summary.ts';
import { aRefreshReport, aRefusal, aStaleFact } from '../support/refresh-report.ts';

const step = (name: string) => ({ step: name, seconds: 1.26, result: 'done', problems: [] });
const summaryOf = (...given: Parameters<typeof aRefreshReport>) =>
  runSummary({ refresh: aRefreshReport(...given), findings: null, steps: [step('refresh')] });
const star = (subject: string) => ({ subject, field: 'stars', before: null, after: 41 });

describe('the summary of a run', () => {
  it('says that nothing changed, or that nobody knows, and what it took', () => {
    expect(summaryOf()).toBe(
      [
        '## Nothing changed',
        '1,000 repositories, as of 22 Nov 2026; 33 requests, 967 of 1,000 left this hour.',
        '### What it took',
        '| Step | Time | Result |\n| --- | --- | --- |\n| refresh | 1.3 s | done |\n',
      ].join('\n\n'),
    );
    expect(summaryOf({ isComplete: false })).toMatch(/^## GitHub did not list the repositories/);
  });

  it('begins with the news, and shows them before and after', () => {
    const listed = { subject: 'o/new', field: 'repository', before: null, after: 'listed' };
    const gone = { subject: 'a repository', field: 'repository', before: 'listed', after: null };
    const release = { subject: 'o/a_b', field: 'newest release', before: 'v1', after: 'v2' };
    const summary = summaryOf({ changes: [release, star('o/c'), listed, gone] });
    expect(summary).toMatch(
      /^## a\\_b v2 released; 1 repository added; 1 repository removed; 1 repository updated\n/,
    );
    expect(summary).toContain(
      '| o/a\\_b | newest release | v1 | v2 |\n| o/c | stars | unknown | 41 |\n| o/new | added |  |  |\n| a repository | removed |  |  |',
    );
  });

  it('writes facts for people', () => {
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
    const words = { subject: 'o/a', field: 'newest release', before: '2024-05-01', after: '2024-31-12' };
    expect(summaryOf({ changes: [words] })).toContain('| newest release | 2024-05-01 | 2024-31-12 |');
  });

  it('says that the token was rejected', () => {
    expect(summaryOf({ isTokenRejected: true })).toContain('GitHub **rejected the token**');
  });

  it('tells what a person asked for', () => {
    const inputs = readWorkflowInputs({
      REFRESH_REPOSITORIES: 'o/a o/b',
      REFRESH_FULL: 'true',
      REFRESH_ACCEPT_REGRESSIONS: 'true',
      REFRESH_REASON: 'a *clean* look',
    });
    expect(summaryOf({ inputs })).toContain(
      'Reason: a \\*clean\\* look\n\nAsked only for o/a, o/b.\n\nAsked again where nothing was pushed.\n\nNumbers that fell are believed.',
    );
  });

  it('says which of the named repositories are not shown', () => {
    const inputs = readWorkflowInputs({ REFRESH_REPOSITORIES: 'o/nope' });
    const summary = summaryOf({ isComplete: false, inputs, notShown: ['o/nope'] });
    expect(summary).toMatch(/^## Nothing changed\n/);
    expect(summary).toContain('### Named, but not shown\n\no/nope. GitHub gave no public repository');
  });

  it('has one row for all facts of a repository that fail alike', () => {
    const stale = [aStaleFact('o/a', 'commits'), aStaleFact('o/a', 'tree'), aStaleFact('o/b', 'tree')];
    const summary = summaryOf({ stale });
    expect(summary).toContain(
      '| o/a | commits, tree | server error | 20 Nov 2026 | GET /commits answered with status 500 |\n| o/b | tree |',
    );
    expect(summary).not.toContain('### Refused');
  });

  it('has one row for all repositories to which the same befell', () => {
    const stale = ['o/a', 'o/b', 'o/c', 'o/d', 'o/e'].flatMap((name) => [
      aStaleFact(name, 'core', 'unreachable'),
      { ...aStaleFact(name, 'tree', 'unreachable'), detail: 'something else' },
    ]);
    stale.push({ ...aStaleFact('o/f', 'core', 'unreachable') });
    expect(summaryOf({ stale })).toContain('| o/a, o/b, o/c and 2 more | core, tree | unreachable |');
    expect(summaryOf({ stale })).toContain('| o/f | core | unreachable |');
  });

  it('tells apart what was refused, and how to have it believed', () => {
    const summary = summaryOf({ stale: [aRefusal('o/a')] });
    expect(summary).toContain('at once by a run by hand with *accept-regressions*');
    expect(summary).toContain('| o/a | stars 30 → 2 | 2 times since 22 Nov 2026 |');
    expect(summary).not.toContain('### Not confirmed');
  });

  it('lists what a person should mend, also where a command failed', () => {
    const problems = [
      { what: 'login is "@me"', where: 'data/portfolio.yaml:1:8', fix: 'write the login alone' },
    ];
    const failed = { step: 'refresh', seconds: 0.5, result: null, problems };
    const summary = runSummary({ refresh: null, findings: null, steps: [failed] });
    expect(summary).toMatch(/^## No refresh\n/);
    expect(summary).toContain(
      '- `data/portfolio.yaml:1:8`: login is "@<!-- -->me". → write the login alone.',
    );
    expect(summary).toContain('| refresh | 0.5 s | failed |');
  });

  it('lets nothing foreign out of its place', () => {
    const words = '<b>\n| @octo #1 `x`';
    const finding: Finding = { severity: 'note', where: 'a:1:1', what: words, why: words, fix: words };
    const change = {
      subject: 'o/a',
      field: 'description',
      before: 'x | y\n| z',
      after: '<img src=x> @octo',
    };
    const problem = { what: words, where: 'a`b', fix: words };
    const refresh = aRefreshReport({ changes: [change], notShown: ['<b>'] });
    const steps = [{ ...step('build'), result: words, problems: [problem] }];
    const summary = runSummary({ refresh, findings: [finding], steps });
    expect(summary).toContain('| o/a | description | x &#124; y &#124; z | \\<img src=x\\> @<!-- -->octo |');
    expect(summary).not.toMatch(/(?<!\\)<b|@octo|\n\| @/);
  });

  it('stays far below the mebibyte that GitHub takes, whatever a thousand repositories do', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `o/${'r'.repeat(90)}${index}`);
    const long = '|'.repeat(2000);
    const finding = { severity: 'error' as const, where: 'a:1:1', what: long, why: long, fix: long };
    const summary = runSummary({
      refresh: aRefreshReport({
        changes: many.map((name) => ({ ...star(name), before: '@'.repeat(2000), after: long })),
        stale: many.flatMap((name) => [aStaleFact(name, 'tree'), aRefusal(name)]),
        notShown: many,
      }),
      findings: many.map(() => finding),
      steps: [{ ...step('build'), problems: many.map(() => finding) }],
    });
    expect(summary).toContain('… and 800 more in the report');
    expect(summary).toMatch(/\n\n… the rest stands in the report\n$/);
    expect(new TextEncoder().encode(summary).length).toBeLessThan(2 ** 20);
  });
});
