import { expect, it } from 'vitest';
import type { Notice } from '../../src/errors.ts';
import { healthText } from '../../src/report/health.ts';
import { aRefreshReport } from '../support/refresh-report.ts';

const stale: Notice = { level: 'warning', title: 't', message: 'tree of o/re_lay', fix: 'wait', since: '' };
const refresh = aRefreshReport({ at: '2026-11-22T04:37:00Z' });
const healthOf = (notice: Notice, result: string | null = 'done') =>
  healthText({ refresh, stages: [{ name: 'refresh', seconds: 1, result, notices: [notice] }] });

it('lists what has been stale for three days', () => {
  expect(healthOf({ ...stale, since: '2026-11-19T04:38:00Z' })).toBe('');
  expect(healthOf({ ...stale, since: '2026-11-19T04:37:00Z' })).toBe('- tree of o/re\\_lay. → wait.\n');
});

it('fits into an issue, however much fails', () => {
  const textOf = (message: string) => {
    const notices = Array.from({ length: 1000 }, () => ({ ...stale, message, since: '2026-11-01' }));
    return healthText({ refresh, stages: [{ name: 'refresh', seconds: 1, result: 'done', notices }] });
  };
  expect(textOf('x')).toMatch(/\n- … and 970 more in the run summary\n$/);
  expect(textOf('@'.repeat(2000))).toMatch(/\n- … and 9\d\d more in the run summary\n$/);
  expect(textOf('@'.repeat(2000)).length).toBeLessThan(65_000);
});

it('leaves out failures that nobody can fix, and findings of the audit', () => {
  expect(healthOf({ ...stale, level: 'notice', since: '2026-01-01T00:00:00Z' })).toBe('');
  expect(healthOf({ level: 'error', title: 'Audit', message: 'broken link', fix: 'fix it' })).toBe('');
});

it('reports immediately why a stage failed, even if the refresh did', () => {
  const failure: Notice = { level: 'error', title: 'x', message: '@octo', location: 'a`b:1', fix: 'fix it' };
  expect(healthOf(failure, null)).toBe('- `ab:1`: @<!-- -->octo. → fix it.\n');
  const stages = [{ name: 'start', seconds: 0, result: null, notices: [failure] }];
  expect(healthText({ refresh: null, stages })).toContain('fix it');
});
