import { describe, expect, it } from 'vitest';
import { readWorkflowInputs } from '../../src/context/workflow-inputs.ts';
import { reasons } from '../../src/facts/fact.ts';
import { refreshNotices } from '../../src/report/refresh-notices.ts';
import type { StaleReport } from '../../src/report/refresh-report.ts';
import { aRefreshReport, aRefusal, aStaleFact } from '../support/refresh-report.ts';

const messagesOf = (stale: StaleReport[]) =>
  refreshNotices(aRefreshReport({ stale })).map(({ message }) => message);

describe('the notices of a refresh', () => {
  it('are empty if everything was updated', () => {
    expect(refreshNotices(aRefreshReport())).toEqual([]);
  });

  it('report a rejected token, repositories that were not found, refused counts and facts that were not updated', () => {
    const inputs = readWorkflowInputs({ REFRESH_REPOSITORIES: 'o/nope' });
    const stale = [aStaleFact('o/a', 'tree'), aRefusal('o/c')];
    const notShown = ['o/nope', 'o/configured'];
    const notices = refreshNotices(aRefreshReport({ stale, isTokenRejected: true, notShown, inputs }));
    expect(notices.map(({ level, title }) => `${level} ${title}`)).toEqual([
      'error Token rejected',
      'warning Requested but not found',
      'warning Sharp drop not accepted',
      'warning Last known values kept',
    ]);
    expect(notices.map(({ message }) => message).join()).not.toContain('o/configured');
  });

  it('combine all facts of a repository that fail for the same reason', () => {
    expect(messagesOf([aStaleFact('o/a', 'commits'), aStaleFact('o/a', 'tree')])).toEqual([
      'commits, files of o/a not updated since 20 Nov 2026: server error (GET /commits answered with status 500)',
    ]);
  });

  it('combine repositories whose facts fail for the same reason, and report other failures separately', () => {
    const stale = ['o/a', 'o/b', 'o/c', 'o/d', 'o/e'].flatMap((name) => [
      aStaleFact(name, 'commits', 'unreachable'),
      { ...aStaleFact(name, 'tree', 'unreachable'), detail: 'something else' },
    ]);
    stale.push(aStaleFact('o/f', 'commits', 'unreachable'));
    expect(messagesOf(stale)).toEqual([
      expect.stringMatching(/^commits, files of o\/a, o\/b, o\/c and 2 more not updated since/),
      expect.stringMatching(/^commits of o\/f not updated since/),
    ]);
  });

  it("name one of the owner's facts without a repository", () => {
    expect(messagesOf([aStaleFact('pull requests elsewhere', 'pullRequestsElsewhere')])[0]).toMatch(
      /^pull requests elsewhere not updated since 20 Nov 2026/,
    );
  });

  it('describe a refused answer, how often it was seen, and how to accept it', () => {
    const [refusal] = refreshNotices(aRefreshReport({ stale: [aRefusal('o/a')] }));
    expect(refusal).toMatchInlineSnapshot(`
      {
        "fix": "if it is correct, run with accept-regressions; otherwise do nothing: it is accepted only after three identical answers over 48 hours",
        "level": "warning",
        "message": "o/a: stars 30 → 2, seen 2 times since 22 Nov 2026; the last known values are kept",
        "since": "2026-11-20T04:37:00Z",
        "title": "Sharp drop not accepted",
      }
    `);
  });

  it('report a wrong login once, although it makes every fact fail', () => {
    const detail = 'the account octo is now called cat: write "login: cat" in data/portfolio.yaml';
    const stale = [aStaleFact('profile', 'profile', 'not found'), aStaleFact('o/a', 'tree', 'not found')];
    const notices = refreshNotices(aRefreshReport({ stale: stale.map((fact) => ({ ...fact, detail })) }));
    expect(notices).toMatchObject([{ level: 'error', title: 'Login not found', message: detail }]);
  });

  it.each(reasons)('say what to do about a fact that is stale because of "%s"', (reason) => {
    const [notice] = refreshNotices(aRefreshReport({ stale: [aStaleFact('o/a', 'tree', reason)] }));
    expect(notice?.fix).toMatch(/^\w.{10}/);
    expect(notice?.level).toBe(reason === 'no token' ? 'notice' : 'warning');
  });

  it('count the facts that need a token, and say how to set one', () => {
    const stale = ['o/a', 'o/b'].flatMap((name) => [
      aStaleFact(name, 'commits', 'no token'),
      aStaleFact(name, 'tree', 'no token'),
    ]);
    expect(refreshNotices(aRefreshReport({ stale }))).toEqual([
      {
        level: 'notice',
        title: 'No token',
        message: '4 facts could not be updated without a token; the last known values are kept',
        fix: 'set one: GITHUB_TOKEN=$(gh auth token) npm run refresh',
        since: '2026-11-20T04:37:00Z',
      },
    ]);
  });

  it('do not ask for a token if GitHub rejected it', () => {
    const stale = [aStaleFact('o/a', 'tree', 'no token')];
    expect(refreshNotices(aRefreshReport({ stale, isTokenRejected: true }))).toMatchObject([
      { title: 'Token rejected' },
    ]);
  });

  it('ask for nothing if GitHub does not let workflows read a fact', () => {
    const detail = 'GET /x answered with status 403: Resource not accessible by integration';
    const stale = [{ ...aStaleFact('o/a', 'checks', 'not allowed'), detail }];
    expect(refreshNotices(aRefreshReport({ stale }))).toMatchObject([{ level: 'notice' }]);
  });
});
