import { expect, test } from 'vitest';
import { emptyFetchLog, type FetchLog } from '../../src/snapshot/fetch-log.ts';
import type { FetchedRepository, FetchedState } from '../../src/snapshot/fetched-state.ts';
import { merge } from '../../src/snapshot/merge.ts';
import { type Repository, SNAPSHOT_VERSION, type Snapshot } from '../../src/snapshot/schema.ts';

const MONDAY = '2026-11-16T04:37:00Z';
const TUESDAY = '2026-11-17T04:37:00Z';
const THURSDAY = '2026-11-19T04:37:00Z';
const NEXT_SUNDAY = '2026-11-22T04:37:00Z';

const COMMITS = {
  total: 3,
  firstCommitAt: '2026-10-05T08:00:00Z',
  lastCommitAt: '2026-10-13T08:00:00Z',
  weeks: { from: '2026-10-04', to: '2026-11-15', counts: { '2026-10-04': 2, '2026-10-11': 1 } },
};

function known(more: Partial<Repository['sections']> = {}, id: number | null = 7): Repository {
  const commits = { value: COMMITS, changedAt: MONDAY };
  return { id, name: 'me/one', formerNames: [], sections: { commits, ...more } };
}

function snapshot(...repositories: Repository[]): Snapshot {
  return { version: SNAPSHOT_VERSION, asOf: '2026-11-15', repositories, departed: [] };
}

function seen(at: string, ...repositories: Partial<FetchedRepository>[]): FetchedState {
  const observed = repositories.map((one) => ({
    id: 7,
    name: 'me/one',
    pushedAt: MONDAY,
    facts: {},
    ...one,
  }));
  return { at, isComplete: true, repositories: observed, removals: [] };
}

const failure = {
  kind: 'error',
  reason: 'server error',
  detail: 'GET /x answered with status 502',
} as const;
const only = ({ snapshot: { repositories } }: { snapshot: Snapshot }) => repositories[0];

test('a failure keeps the last good value and logs since when and why', () => {
  const first = merge(snapshot(known()), emptyFetchLog, seen(TUESDAY, { facts: { commits: failure } }));
  expect(only(first)).toEqual(known());
  expect(first.fetchLog.repositories['7']?.commits).toEqual({
    failingSince: TUESDAY,
    reason: 'server error',
    detail: 'GET /x answered with status 502',
  });
});

test('a failure is stored once, after 48 hours, and removed by the next success', () => {
  const failing = { facts: { commits: failure } };
  const first = merge(snapshot(known()), emptyFetchLog, seen(TUESDAY, failing));
  const second = merge(first.snapshot, first.fetchLog, seen(THURSDAY, failing));
  const stale = { since: TUESDAY, reason: 'server error' };
  expect(only(second)?.sections.commits).toEqual({ value: COMMITS, changedAt: MONDAY, stale });
  const other = { ...failure, reason: 'timed out' } as const;
  const lostCache = merge(second.snapshot, emptyFetchLog, seen(NEXT_SUNDAY, { facts: { commits: other } }));
  expect(only(lostCache)?.sections.commits?.stale).toEqual(stale);
  expect(lostCache.fetchLog.repositories['7']?.commits?.failingSince).toBe(TUESDAY);
  const healed = merge(
    second.snapshot,
    second.fetchLog,
    seen(THURSDAY, { facts: { commits: { kind: 'ok', value: COMMITS } } }),
  );
  expect(only(healed)?.sections.commits).toEqual({ value: COMMITS, changedAt: MONDAY, pushedAt: MONDAY });
});

test('changedAt stays for an equal value and changes with a different one', () => {
  const same = seen(TUESDAY, { facts: { issues: { kind: 'ok', value: 4 } } });
  const before = snapshot(known({ issues: { value: 4, changedAt: MONDAY } }));
  expect(only(merge(before, emptyFetchLog, same))?.sections.issues?.changedAt).toBe(MONDAY);
  const other = seen(TUESDAY, { facts: { issues: { kind: 'ok', value: 5 } } });
  expect(only(merge(before, emptyFetchLog, other))?.sections.issues).toEqual({
    value: 5,
    changedAt: TUESDAY,
  });
});

test('a refresh without a push confirms an empty week, which is not a change', () => {
  const confirmed = seen(NEXT_SUNDAY, { facts: { commits: { kind: 'unchanged' } } });
  const merged = merge(snapshot(known()), emptyFetchLog, confirmed);
  expect(only(merged)?.sections.commits).toEqual({
    value: { ...COMMITS, weeks: { ...COMMITS.weeks, to: '2026-11-22' } },
    changedAt: MONDAY,
    pushedAt: MONDAY,
  });
  const failed = merge(snapshot(known()), emptyFetchLog, seen(NEXT_SUNDAY, { facts: { commits: failure } }));
  expect(only(failed)?.sections.commits?.value.weeks?.to).toBe('2026-11-15');
});

test('weeks before the newest 500 commits are kept while as many commits are older', () => {
  const weeks = { from: '2026-11-01', to: '2026-11-15', counts: { '2026-11-01': 500 } };
  const fresh = { total: 503, firstCommitAt: null, lastCommitAt: '2026-11-03T08:00:00Z', weeks };
  const merged = (value: typeof fresh) => {
    const facts = { commits: { kind: 'ok', value } } as const;
    return only(merge(snapshot(known()), emptyFetchLog, seen(TUESDAY, { facts })))?.sections.commits?.value;
  };
  expect(merged(fresh)).toMatchObject({
    firstCommitAt: COMMITS.firstCommitAt,
    weeks: { from: '2026-10-04', counts: { '2026-10-04': 2, '2026-10-11': 1, '2026-11-01': 500 } },
  });
  // The history was rewritten, or a branch with older commits was merged: it is not known into which weeks.
  expect(merged({ ...fresh, total: 501 })?.weeks).toEqual(weeks);
  expect(merged({ ...fresh, total: 504 })?.weeks).toEqual(weeks);
});

test('missing CI results for an unchanged head are not a change', () => {
  const passing = { state: 'passing', sha: 'a', completedAt: MONDAY, url: 'https://example.org/a' } as const;
  const before = snapshot(known({ checks: { value: passing, changedAt: MONDAY } }));
  const forgotten = { ...passing, state: 'none', completedAt: null } as const;
  const same = merge(
    before,
    emptyFetchLog,
    seen(TUESDAY, { facts: { checks: { kind: 'ok', value: forgotten } } }),
  );
  expect(only(same)?.sections.checks).toEqual({ value: passing, changedAt: MONDAY });
  const moved = { ...forgotten, sha: 'b' };
  const other = merge(
    before,
    emptyFetchLog,
    seen(TUESDAY, { facts: { checks: { kind: 'ok', value: moved } } }),
  );
  expect(only(other)?.sections.checks?.value).toEqual(moved);
});

test('a renamed repository keeps its record and its former names', () => {
  const merged = merge(
    snapshot(known()),
    emptyFetchLog,
    seen(TUESDAY, { name: 'me/two', facts: { commits: { kind: 'unchanged' } } }),
  );
  expect(only(merged)).toMatchObject({ id: 7, name: 'me/two', formerNames: ['me/one'] });
  const back = merge(merged.snapshot, merged.fetchLog, seen(THURSDAY, { facts: {} }));
  expect(only(back)).toMatchObject({ name: 'me/one', formerNames: ['me/two'] });
});

test('a record without an id is matched by name, ignoring case', () => {
  const merged = merge(
    snapshot(known({}, null)),
    emptyFetchLog,
    seen(TUESDAY, { name: 'Me/One', facts: { commits: failure } }),
  );
  expect(merged.snapshot.repositories).toHaveLength(1);
  expect(only(merged)).toMatchObject({ id: 7, sections: known().sections });
});

test('a removed repository leaves only its id in the snapshot, and nothing in the fetch log', () => {
  const first = merge(
    snapshot(known()),
    emptyFetchLog,
    seen(MONDAY, { facts: { commits: { kind: 'unchanged' } } }),
  );
  const gone = { ...seen(TUESDAY), removals: [{ id: 7, name: 'me/one', why: 'not public' as const }] };
  const merged = merge(first.snapshot, first.fetchLog, gone);
  expect(merged.snapshot).toMatchObject({ repositories: [], departed: [7] });
  expect(merged.fetchLog.repositories).toEqual({});
  const back = merge(merged.snapshot, merged.fetchLog, seen(THURSDAY, { facts: {} }));
  expect(back.snapshot.departed).toEqual([]);
});

test('asOf moves from Sunday to Sunday, never back, and only with a complete list', () => {
  const at = (instant: string, isComplete = true) =>
    merge(snapshot(known()), emptyFetchLog, { ...seen(instant), isComplete }).snapshot.asOf;
  expect(at(THURSDAY)).toBe('2026-11-15');
  expect(at(NEXT_SUNDAY)).toBe('2026-11-22');
  expect(at(NEXT_SUNDAY, false)).toBe('2026-11-15');
  expect(at('2026-01-01T00:00:00Z')).toBe('2026-11-15');
});

test('checkedAt and pushedAt change only with a response', () => {
  const checks: FetchLog = {
    ...emptyFetchLog,
    repositories: { '7': { commits: { checkedAt: MONDAY, pushedAt: MONDAY } } },
  };
  const pushed = { pushedAt: TUESDAY };
  const failed = merge(snapshot(known()), checks, seen(TUESDAY, { ...pushed, facts: { commits: failure } }));
  expect(failed.fetchLog.repositories['7']?.commits).toMatchObject({ checkedAt: MONDAY, pushedAt: MONDAY });
  const value = { kind: 'ok', value: COMMITS } as const;
  const answered = merge(snapshot(known()), checks, seen(TUESDAY, { ...pushed, facts: { commits: value } }));
  expect(answered.fetchLog.repositories['7']?.commits).toEqual({ checkedAt: TUESDAY, pushedAt: TUESDAY });
});

test('a push is not stored until its facts are fetched, however long that takes', () => {
  const before = snapshot(known({ commits: { value: COMMITS, changedAt: MONDAY, pushedAt: MONDAY } }));
  const failing = { pushedAt: TUESDAY, facts: { commits: failure } };
  const first = merge(before, emptyFetchLog, seen(TUESDAY, failing));
  const marked = merge(first.snapshot, first.fetchLog, seen(THURSDAY, failing));
  expect(only(marked)?.sections.commits).toMatchObject({ pushedAt: MONDAY, stale: { since: TUESDAY } });
  const unknownPush = merge(snapshot(known()), emptyFetchLog, seen(TUESDAY, failing));
  const stillUnknown = merge(unknownPush.snapshot, unknownPush.fetchLog, seen(THURSDAY, failing));
  expect(only(stillUnknown)?.sections.commits?.stale).toBeDefined();
  expect(only(stillUnknown)?.sections.commits).not.toHaveProperty('pushedAt');
});

test('while a mass removal is held back, no link counts as dead', () => {
  const many = [1, 2, 3, 4].map((id) => ({ ...known({}, id), name: `me/${id}` }));
  const removals = many.map(({ id, name }) => ({ id, name, why: 'not public' as const }));
  const missing = { ...seen(TUESDAY), removals, deadLinks: ['me/1', 'me/2'] };
  const before = { ...snapshot(...many), goneLinks: ['me/old'] };
  expect(merge(before, emptyFetchLog, missing).snapshot.goneLinks).toEqual(['me/old']);
  expect(merge(before, emptyFetchLog, missing, true).snapshot.goneLinks).toEqual(['me/1', 'me/2']);
});
