import { expect, test } from 'vitest';
import { dataStatusOf, repositoryStatusOf } from '../../src/portfolio/data-status.ts';
import { emptySnapshot, type Snapshot } from '../../src/snapshot/schema.ts';

const ASOF = '2026-11-22';
const SINCE = '2026-11-25T04:37:00Z';
const stale = { since: SINCE, reason: 'unreachable' } as const;
const profile = {
  value: { id: 1, name: null, publicRepositories: 3 },
  changedAt: '2026-11-01T00:00:00Z',
};

const refreshed = (more: Partial<Snapshot> = {}): Snapshot => ({ ...emptySnapshot(ASOF), profile, ...more });

test('the data is not refreshed until a refresh has reached GitHub', () => {
  expect(dataStatusOf(emptySnapshot(ASOF), null)).toEqual({ kind: 'not refreshed' });
  expect(dataStatusOf(refreshed(), null)).toEqual({ kind: 'current' });
  const repositories = [{ id: 7, name: 'ada/engine', formerNames: [], sections: {} }];
  expect(dataStatusOf({ ...emptySnapshot(ASOF), repositories }, null)).toEqual({ kind: 'current' });
});

test('the data is stale since the first failed check of the list of repositories', () => {
  const snapshot = refreshed({ profile: { ...profile, stale } });
  expect(dataStatusOf(snapshot, null)).toEqual({ kind: 'stale', ...stale, figuresFrom: ASOF });
  const checkedAt = '2026-11-24T04:37:00Z';
  expect(dataStatusOf(snapshot, checkedAt)).toEqual({ kind: 'stale', ...stale, figuresFrom: checkedAt });
});

test('figures are never from a day after the first failed check, as with --as-of', () => {
  const snapshot = { ...refreshed({ profile: { ...profile, stale } }), asOf: '2026-12-06' };
  expect(dataStatusOf(snapshot, null)).toEqual({ kind: 'stale', ...stale, figuresFrom: null });
});

test('a repository has the earliest failure, and the facts that only git history confirms', () => {
  const changedAt = '2026-11-01T00:00:00Z';
  const later = { since: '2026-11-28T04:37:00Z', reason: 'timed out' } as const;
  const history = { source: 'git history', stale } as const;
  expect(
    repositoryStatusOf({
      languages: { value: { Go: 1 }, changedAt, stale: later },
      issues: { value: 1, changedAt, stale },
      pullRequests: { value: 1, changedAt },
      release: { value: null, changedAt, ...history },
    }),
  ).toEqual({ stale: { ...stale, facts: ['languages', 'issues'] }, fromHistory: ['release'] });
  expect(repositoryStatusOf({ issues: { value: 1, changedAt } })).toEqual({ stale: null, fromHistory: [] });
});
