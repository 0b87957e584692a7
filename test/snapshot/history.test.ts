import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, sundayOf } from '../../src/dates.ts';
import { type Event, eventsBetween, milestoneCrossed } from '../../src/snapshot/events.ts';
import {
  continueHistory,
  type DayEntry,
  parseHistory,
  serializeHistory,
  thinOut,
} from '../../src/snapshot/history.ts';
import { type Repository, SNAPSHOT_VERSION, type Snapshot } from '../../src/snapshot/schema.ts';

const AT = '2026-11-16T04:37:00Z';

function repository(stars: number | null, more: Partial<Repository> = {}): Repository {
  const core = {
    url: 'https://github.com/me/one',
    description: null,
    homepage: null,
    topics: [],
    language: 'Go',
    stars,
    forks: 0,
    license: null,
    archived: false,
    fork: false,
    defaultBranch: 'main',
  };
  return {
    id: 7,
    name: 'me/one',
    formerNames: [],
    sections: { core: { value: core, changedAt: AT } },
    ...more,
  };
}

function snapshot(repositories: Repository[], more: Partial<Snapshot> = {}): Snapshot {
  return { version: SNAPSHOT_VERSION, asOf: '2026-11-15', repositories, departed: [], ...more };
}

const day = (date: string, stars?: number, ...events: Event[]): DayEntry => ({
  date,
  changed: stars === undefined ? {} : { '7': { stars } },
  events,
});

test.each([
  [8, 9, null],
  [9, 10, 10],
  [9, 30, 25],
  [10, 12, null],
  [99, 1200, 1000],
  [12, 9, null],
  [null, 50, null],
])('a change from %j to %j passes the milestone %j', (before, after, step) => {
  expect(milestoneCrossed(before, after)).toBe(step);
});

test('events list what happened between two snapshots', () => {
  const head = { sha: 'a', completedAt: AT, url: 'https://github.com/me/one/commit/a' };
  const release = {
    kind: 'release',
    tag: 'v1',
    name: null,
    publishedAt: AT,
    url: 'https://example.org/v1',
  } as const;
  const was = repository(9);
  was.sections.checks = { value: { ...head, state: 'passing' }, changedAt: AT };
  was.sections.release = { value: null, changedAt: AT };
  const now = repository(60, { name: 'me/uno' });
  now.sections.checks = { value: { ...head, state: 'failing' }, changedAt: AT };
  now.sections.release = { value: release, changedAt: AT };
  if (now.sections.core) now.sections.core.value.archived = true;
  const after = snapshot([now, repository(0, { id: 9, name: 'me/two' })], { departed: [8] });
  const before = snapshot([was, repository(1, { id: 8, name: 'me/gone' })]);
  expect(eventsBetween(before, after, '2026-11-16')).toEqual([
    { date: '2026-11-16', repository: 7, kind: 'renamed', from: 'me/one' },
    { date: '2026-11-16', repository: 7, kind: 'archived' },
    { date: '2026-11-16', repository: 7, kind: 'released', tag: 'v1', url: 'https://example.org/v1' },
    { date: '2026-11-16', repository: 7, kind: 'checks', state: 'failing' },
    { date: '2026-11-16', repository: 7, kind: 'stars', step: 50 },
    { date: '2026-11-16', repository: 9, kind: 'new' },
    { date: '2026-11-16', repository: 8, kind: 'departed' },
  ]);
});

test('the first refresh has no events', () => {
  const after = snapshot([repository(60)]);
  expect(eventsBetween(null, after, '2026-11-16')).toEqual([]);
  expect(eventsBetween(snapshot([repository(null, { id: null })]), after, '2026-11-16')).toEqual([]);
});

test('a fact that becomes known is not an event', () => {
  const now = repository(60);
  now.sections.release = {
    value: { kind: 'tag', tag: 'v1', name: null, publishedAt: AT, url: 'https://example.org/v1' },
    changedAt: AT,
  };
  expect(eventsBetween(snapshot([repository(null)]), snapshot([now]), '2026-11-16')).toEqual([]);
});

test('a day without changes adds no line, a new week adds one', () => {
  const same = [repository(3)];
  const lines = [day('2026-11-16', 3)];
  const unchanged = (asOf: string, date: string) =>
    continueHistory(lines, snapshot(same), snapshot(same, { asOf }), [], date);
  expect(unchanged('2026-11-15', '2026-11-17')).toEqual(lines);
  expect(unchanged('2026-11-22', '2026-11-22')).toEqual([...lines, day('2026-11-22')]);
});

test('a refresh without any data does not start a history', () => {
  const same = snapshot([repository(3)]);
  expect(continueHistory([], same, same, [], '2026-11-22')).toEqual([]);
});

test('two refreshes on one day share its line', () => {
  const first = continueHistory([], null, snapshot([repository(3)]), [], '2026-11-16');
  const event: Event = { date: '2026-11-16', kind: 'archived', repository: 7 };
  const second = continueHistory(
    first,
    snapshot([repository(3)]),
    snapshot([repository(4)]),
    [event],
    '2026-11-16',
  );
  expect(second).toEqual([{ date: '2026-11-16', changed: { '7': { stars: 4, forks: 0 } }, events: [event] }]);
});

test('only the id of a removed repository stays', () => {
  const departed: Event = { date: '2026-11-16', kind: 'departed', repository: 7 };
  const lines = [
    day('2026-11-15', 3, { date: '2026-11-15', kind: 'renamed', repository: 7, from: 'me/secret' }),
  ];
  const after = snapshot([], { departed: [7] });
  const history = continueHistory(lines, snapshot([repository(3)]), after, [departed], '2026-11-16');
  expect(history).toEqual([day('2026-11-15'), day('2026-11-16', undefined, departed)]);
});

test('watchers, recorded by version 1, are read and then dropped', () => {
  const line = '{"date":"2026-11-15","changed":{"7":{"stars":5,"watchers":2}},"events":[]}\n';
  const entries = parseHistory(line, 'data/history.ndjson');
  expect(entries).toEqual([day('2026-11-15', 5)]);
  expect(serializeHistory(entries)).not.toContain('watchers');
});

test.each([
  ['that is cut short', '{"date":'],
  ['with a number that no fact has', '{"date":"2026-11-16","changed":{"7":{"star":5}},"events":[]}'],
])('an error about a line %s has its number', (_what, line) => {
  const text = `${JSON.stringify(day('2026-11-15'))}\n${line}\n`;
  expect(() => parseHistory(text, 'data/history.ndjson')).toThrow(/^data\/history\.ndjson:2: /);
});

const START = '2024-01-01';
const lineAt = fc.record({
  offset: fc.integer({ min: 0, max: 1000 }),
  stars: fc.option(fc.nat(1000), { nil: undefined }),
  step: fc.option(fc.constantFrom(10, 25, 50), { nil: undefined }),
});
const histories = fc.uniqueArray(lineAt, { selector: ({ offset }) => offset, maxLength: 60 }).map((lines) =>
  lines
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, stars, step }) => {
      const date = addDays(START, offset);
      return day(date, stars, ...(step ? [{ date, kind: 'stars' as const, repository: 7, step }] : []));
    }),
);

test('a serialized history parses to the same history', async () => {
  await fc.assert(
    fc.property(histories, (lines) => {
      expect(parseHistory(serializeHistory(lines), 'x')).toEqual(lines);
    }),
  );
});

test('thinning keeps all events, the last year, and the numbers at the end of each week', async () => {
  const starsAt = (lines: readonly DayEntry[], date: string) =>
    lines.filter((line) => line.date <= date).findLast(({ changed }) => changed['7']?.stars !== undefined)
      ?.changed['7'];
  await fc.assert(
    fc.property(histories, (lines) => {
      const asOf = sundayOf(addDays(START, 1000));
      const thin = thinOut(lines, asOf);
      expect(thin.flatMap(({ events }) => events)).toEqual(lines.flatMap(({ events }) => events));
      const isRecent = ({ date }: DayEntry) => date >= addDays(asOf, -365);
      expect(thin.filter(isRecent)).toEqual(lines.filter(isRecent));
      for (const { date } of lines) {
        const weekEnd = addDays(sundayOf(date), 6);
        expect(starsAt(thin, weekEnd)).toEqual(starsAt(lines, weekEnd));
      }
      expect(thinOut(thin, asOf)).toEqual(thin);
    }),
  );
});
