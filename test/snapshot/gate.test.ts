import { expect, test } from 'vitest';
import type { FetchLogEntry } from '../../src/snapshot/fetch-log.ts';
import { applyGate } from '../../src/snapshot/gate.ts';

const MONDAY = '2026-11-16T04:37:00Z';
const TUESDAY = '2026-11-17T04:37:00Z';
const WEDNESDAY = '2026-11-18T04:37:00Z';

function ask(
  before: number | null,
  after: number | null,
  check?: FetchLogEntry,
  at = MONDAY,
  accepts = false,
) {
  const fetched = { kind: 'ok', value: after } as const;
  const rule = { countsOf: (stars: number | null) => ({ stars }) };
  return applyGate(fetched, before, rule, { logEntry: check, at, acceptRegressions: accepts });
}

test.each([
  [9, 0, true],
  [10, 0, false],
  [30, 20, true],
  [30, 19, false],
  [1200, 1199, true],
  [12, 5000, true],
  [null, 0, true],
  [12, null, true],
])('from %j to %j is believed: %j', (before, after, isBelieved) => {
  expect(ask(before, after).result.kind).toBe(isBelieved ? 'ok' : 'error');
});

test('the same answer is believed when it has come three times over 48 hours', () => {
  const first = ask(1200, 0);
  expect(first).toMatchObject({
    result: { reason: 'implausible answer' },
    refused: { since: MONDAY, times: 1 },
  });
  expect(first.result).toMatchObject({ detail: expect.stringContaining('stars 1200 → 0') });
  const second = ask(1200, 0, { refused: first.refused }, TUESDAY);
  expect(second.refused?.times).toBe(2);
  expect(ask(1200, 0, { refused: second.refused }, WEDNESDAY)).toEqual({
    result: { kind: 'ok', value: 0 },
  });
});

test('three times within a day are not enough, and another answer begins anew', () => {
  const refused = { answer: 'stars 1200 → 0', since: MONDAY, times: 2 };
  expect(ask(1200, 0, { refused }, '2026-11-16T20:00:00Z').refused).toMatchObject({ ...refused, times: 3 });
  expect(ask(1200, 7, { refused }, WEDNESDAY).refused).toEqual({
    answer: 'stars 1200 → 7',
    since: WEDNESDAY,
    times: 1,
    counts: { stars: 7 },
  });
});

test('a fall that goes on a little is the same fall: a rewritten history gets new commits while it waits', () => {
  const refused = { answer: 'stars 1200 → 60', since: MONDAY, times: 2, counts: { stars: 60 } };
  expect(ask(1200, 70, { refused }, TUESDAY).refused).toEqual({
    answer: 'stars 1200 → 70',
    since: MONDAY,
    times: 3,
    counts: { stars: 70 },
  });
  expect(ask(1200, 95, { refused }, TUESDAY).refused?.times).toBe(1);
});

test('the owner can vouch for a fall', () => {
  expect(ask(1200, 0, undefined, MONDAY, true).result.kind).toBe('ok');
});
