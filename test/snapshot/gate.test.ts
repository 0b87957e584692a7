import { expect, test } from 'vitest';
import type { FetchLogEntry } from '../../src/snapshot/fetch-log.ts';
import { applyGate } from '../../src/snapshot/gate.ts';

const MONDAY = '2026-11-16T04:37:00Z';
const TUESDAY = '2026-11-17T04:37:00Z';
const WEDNESDAY = '2026-11-18T04:37:00Z';

function gate(
  before: number | null,
  after: number | null,
  logEntry?: FetchLogEntry,
  at = MONDAY,
  accepts = false,
) {
  const fetched = { kind: 'ok', value: after } as const;
  const rule = { countsOf: (stars: number | null) => ({ stars }) };
  return applyGate(fetched, before, rule, { logEntry, at, acceptRegressions: accepts });
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
])('a change from %j to %j is accepted: %j', (before, after, isAccepted) => {
  expect(gate(before, after).result.kind).toBe(isAccepted ? 'ok' : 'error');
});

test('the same drop is accepted once seen three times over 48 hours', () => {
  const first = gate(1200, 0);
  expect(first).toMatchObject({
    result: { reason: 'implausible answer' },
    refused: { since: MONDAY, times: 1 },
  });
  expect(first.result).toMatchObject({ detail: expect.stringContaining('stars 1200 → 0') });
  const second = gate(1200, 0, { refused: first.refused }, TUESDAY);
  expect(second.refused?.times).toBe(2);
  expect(gate(1200, 0, { refused: second.refused }, WEDNESDAY)).toEqual({
    result: { kind: 'ok', value: 0 },
  });
});

test('three times within a day is not enough, and a different drop starts over', () => {
  const refused = { answer: 'stars 1200 → 0', since: MONDAY, times: 2 };
  expect(gate(1200, 0, { refused }, '2026-11-16T20:00:00Z').refused).toMatchObject({ ...refused, times: 3 });
  expect(gate(1200, 7, { refused }, WEDNESDAY).refused).toEqual({
    answer: 'stars 1200 → 7',
    since: WEDNESDAY,
    times: 1,
    counts: { stars: 7 },
  });
});

test('a slightly different drop is the same one: a rewritten history gets new commits meanwhile', () => {
  const refused = { answer: 'stars 1200 → 60', since: MONDAY, times: 2, counts: { stars: 60 } };
  expect(gate(1200, 70, { refused }, TUESDAY).refused).toEqual({
    answer: 'stars 1200 → 70',
    since: MONDAY,
    times: 3,
    counts: { stars: 70 },
  });
  expect(gate(1200, 95, { refused }, TUESDAY).refused?.times).toBe(1);
});

test('the owner can accept a drop immediately', () => {
  expect(gate(1200, 0, undefined, MONDAY, true).result.kind).toBe('ok');
});
