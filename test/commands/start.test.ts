import { expect, test } from 'vitest';
import { describeFreshness } from '../../src/commands/start.ts';
import { samplePortfolio } from '../render/sample.ts';
import { aRefreshReport, aStaleFact } from '../support/refresh-report.ts';

const portfolio = { ...samplePortfolio(), changedAt: '2026-11-20T08:00:00Z' };
const now = new Date('2026-11-23T08:00:00Z');
const AGE = 'data last changed 20 Nov 2026, 3 days ago';
const stale = aStaleFact('o/a', 'commits');

test.each([
  ['completely', {}, `Refreshed from GitHub: ${AGE}.`],
  [
    'without one fact',
    { stale: [stale] },
    `Refreshed from GitHub, except 1 fact that could not be updated: ${AGE}.`,
  ],
  [
    'without several facts',
    { stale: [stale, aStaleFact('o/a', 'tree')] },
    `Refreshed from GitHub, except 2 facts that could not be updated: ${AGE}.`,
  ],
  [
    'without the facts that need a token',
    { stale: [aStaleFact('o/a', 'commits', 'no token')] },
    `Refreshed from GitHub, except 1 fact that needs a token (GITHUB_TOKEN=$(gh auth token) npm start): ${AGE}.`,
  ],
  [
    'without several facts, some of which need a token',
    { stale: [stale, aStaleFact('o/a', 'tree', 'no token')] },
    `Refreshed from GitHub, except 2 facts that could not be updated: ${AGE}.`,
  ],
  [
    'not at all',
    { stale: [stale], isComplete: false },
    `Couldn't reach GitHub, using the stored snapshot: ${AGE}.`,
  ],
])('describes the freshness of the data: GitHub answered %s', (_, given, expected) => {
  expect(describeFreshness(aRefreshReport(given), portfolio, now)).toBe(expected);
});
