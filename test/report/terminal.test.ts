import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/errors.ts';
import { dailyText, noticesText, refreshText } from '../../src/report/terminal.ts';
import { aRefreshReport } from '../support/refresh-report.ts';

const notice: Notice = {
  level: 'warning',
  title: 'Audit',
  message: 'a\nb',
  location: 'x.yaml:1:2',
  fix: 'c',
};

describe('in a terminal', () => {
  it('a notice starts with its location, then gives its level and what to do', () => {
    const { location: _, ...withoutLocation } = notice;
    expect(noticesText([notice, withoutLocation])).toBe(
      'x.yaml:1:2: warning: a b\n  → c\n\nwarning: a b\n  → c',
    );
  });

  it('notices beyond the limit are counted', () => {
    const text = noticesText(Array.from({ length: 1103 }, () => notice));
    expect(text).toMatch(/\n\n… and 1,003 more; --json has all of them$/);
  });

  it('a refresh reports how much is known and what changed', () => {
    const totals = '1,000 repositories as of 22 Nov 2026; 33 requests (967 of 1,000 left this hour)';
    expect(refreshText(aRefreshReport())).toBe(`${totals}\nNothing changed.`);
    expect(refreshText(aRefreshReport({ isComplete: false }))).toMatch(/no new data\.$/);
    const change = { subject: 'o/a', field: 'stars', before: 1, after: 2051 };
    const added = { subject: 'o/new', field: 'repository', before: null, after: 'listed' };
    expect(refreshText(aRefreshReport({ changes: [change, added] }))).toBe(
      `${totals}\nChanged:\n  o/a stars: 1 → 2,051\n  o/new added`,
    );
    const changes = Array.from({ length: 21 }, () => change);
    expect(refreshText(aRefreshReport({ changes }))).toMatch(/\n {2}… and 1 more$/);
  });

  it('a daily run has a line for each stage', () => {
    const stages = [
      { name: 'refresh', seconds: 1.26, result: 'done', notices: [] },
      { name: 'build', seconds: 12, result: null, notices: [] },
    ];
    expect(dailyText({ refresh: null, stages })).toBe(
      'refresh           1.3 s  done\nbuild            12.0 s  failed',
    );
    expect(dailyText({ refresh: aRefreshReport(), stages })).toMatch(/^1,000 repositories/);
  });
});
