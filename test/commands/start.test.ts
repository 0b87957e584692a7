import { expect, test } from 'vitest';
import { describeFreshness } from '../../src/commands/start.ts';
import { samplePortfolio } from '../render/sample.ts';
import { aRefreshReport, aStaleFact } from '../support/refresh-report.ts';

const portfolio = { ...samplePortfolio(), changedAt: '2026-11-20T08:00:00Z' };
const now = new Date('2026-11-23T08:00:00Z');
const AGE = 'the newest fact is of 20 Nov 2026, 3 days ago';
const stale = aStaleFact('o/a', 'commits');

test.each([
  ['whole', {}, `GitHub answered: ${AGE}.`],
  [
    'without one fact',
    { stale: [stale] },
    `GitHub answered in part (1 fact keeps its last good value): ${AGE}.`,
  ],
  [
    'without several facts',
    { stale: [stale, aStaleFact('o/a', 'tree')] },
    `GitHub answered in part (2 facts keep their last good value): ${AGE}.`,
  ],
  [
    'not at all',
    { stale: [stale], isComplete: false },
    `GitHub could not be reached, so the snapshot is used: ${AGE}.`,
  ],
])('start says how fresh the facts are: GitHub answered %s', (_, given, expected) => {
  expect(describeFreshness(aRefreshReport(given), portfolio, now)).toBe(expected);
});
