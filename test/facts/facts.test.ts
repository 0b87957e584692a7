import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, sundayOf } from '../../src/dates.ts';
import { combineResults } from '../../src/facts/ci.ts';
import { readCommitPage, toCommits } from '../../src/facts/commit-pages.ts';
import { githubInstant, homepage, line, name, unverifiedDate } from '../../src/facts/fields.ts';
import { detectFileKinds } from '../../src/facts/tree.ts';
import { highestVersion, parseVersion } from '../../src/facts/versions.ts';

test.each([
  ['README.md', 'readme', true],
  ['docs/readme.rst', 'readme', true],
  ['src/README.md', 'readme', false],
  ['LICENSE', 'license', true],
  ['COPYING.txt', 'license', true],
  ['src/LICENSE', 'license', false],
  ['deploy/Dockerfile.prod', 'dockerfile', true],
  ['docs/Dockerfiles.md', 'dockerfile', false],
  ['src/dockerfile.go', 'dockerfile', false],
  ['.github/workflows/ci.yml', 'workflow', true],
  ['.github/workflows/readme.md', 'workflow', false],
  ['assert_test.go', 'tests', true],
  ['src/main/Latest.kt', 'tests', false],
  ['src/UserTest.kt', 'tests', true],
  ['contest/main.c', 'tests', false],
  ['src/integrationTest/App.kt', 'tests', true],
  ['web/button.spec.ts', 'tests', true],
  ['pkg/test_pool.py', 'tests', true],
  ['attest.py', 'tests', false],
] as const)('%s shows %s: %s', (path, fact, expected) => {
  expect(detectFileKinds([path])[fact]).toBe(expected);
});

test('versions compare by number, with or without v, ignoring pre-releases', () => {
  const highest = (...tags: string[]) => highestVersion(tags, (tag) => tag);
  expect(highest('v1.9.0', '1.10.0', 'v2.0.0-rc.1', 'nightly', 'v1.10.0-beta')).toBe('1.10.0');
  expect(highest('latest', 'deadbeef99', 'build-7')).toBeUndefined();
});

test.each([
  ['v1.2', '1.2.0'],
  ['@scope/pkg@1.2.3', '1.2.3'],
  ['release-3.4', '3.4.0'],
  ['2026.01.15', '2026.1.15'],
  ['v7', '7.0.0'],
  ['1.2.3.4', '1.2.3'],
  ['go1.22.0', '1.22.0'],
  ['v1.0.0-rc.1', '1.0.0-rc.1'],
  ['v1.0.0+build.5', '1.0.0'],
])('the tag %s has version %s', (tag, version) => {
  expect(parseVersion(tag)?.version).toBe(version);
});

test.each([
  [['passing', 'failing', 'running'], 'failing'],
  [['passing', 'running'], 'running'],
  [['passing', 'neutral'], 'passing'],
  [['neutral'], 'none'],
  [[], 'none'],
] as const)('CI results %j combine to %s', (outcomes, state) => {
  expect(combineResults(outcomes.map((outcome) => ({ outcome, at: null }))).state).toBe(state);
});

test.each([
  ['https://example.org', 'https://example.org'],
  ['example.org, my page', null],
  ['dots.example.org', 'https://dots.example.org'],
  ['octo.example/blog?x=1', 'https://octo.example/blog?x=1'],
  ['example.org:8080', 'https://example.org:8080'],
  ['readme.md and more', null],
  ['localhost', null],
  ['javascript.com:alert(1)', null],
  ['', null],
  [null, null],
  ['ftp://example.org', null],
])('the homepage %j becomes %j', (given, expected) => {
  expect(homepage.parse(given)).toBe(expected);
});

test('impossible and unsafe values are rejected', () => {
  expect(githubInstant.safeParse('3024-01-01T00:00:00Z').success).toBe(false);
  expect(name.safeParse('v1\u202e').success).toBe(false);
  expect(line.safeParse('x'.repeat(2_000_000)).success).toBe(false);
});

test('a homepage that is not a web address counts as none', () => {
  for (const text of [' JavaScript:alert(1)', 'data:text/html,x', 'vbscript:x', 'my page, soon', '', null]) {
    expect(homepage.parse(text)).toBeNull();
  }
});

test('dates with an offset become UTC, free text becomes one line without controls', () => {
  expect(githubInstant.parse('2025-04-05T23:53:44+05:30')).toBe('2025-04-05T18:23:44Z');
  expect(line.parse(' a\u0000b\u202e \n c ')).toBe('a b c');
  expect(line.parse('')).toBeNull();
});

const twoDigits = (most: number) =>
  fc.integer({ min: 0, max: most }).map((part) => String(part).padStart(2, '0'));

/** Dates in GitHub's format, with each part in and out of its range. */
const almostADate = fc
  .tuple(
    fc.integer({ min: 1960, max: 2110 }),
    twoDigits(13),
    twoDigits(32),
    twoDigits(25),
    twoDigits(61),
    twoDigits(61),
    fc.constantFrom('Z', 'Z', 'Z', '+02:00', '-05:30', '.000Z', '', 'z', 'Z\n'),
  )
  .map(([year, month, day, hour, minute, second, zone]) =>
    [year, '-', month, '-', day, 'T', hour, ':', minute, ':', second, zone].join(''),
  );

test('an unverified date is parsed like any instant, and is null if that fails', async () => {
  await fc.assert(
    fc.property(almostADate, (text) => {
      expect(unverifiedDate.parse(text)).toBe(githubInstant.safeParse(text).data ?? null);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59Z'],
  ['2023-02-29T00:00:00Z', null],
  ['2023-01-01T24:00:00Z', null],
  ['2023-06-30T23:59:60Z', null],
  ['1969-12-31T23:59:59Z', null],
  ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
  ['2099-12-31T23:59:59Z', '2099-12-31T23:59:59Z'],
  ['2100-01-01T00:00:00Z', null],
  ['2023-01-01T01:00:00+02:00', '2022-12-31T23:00:00Z'],
])('the commit date %s is stored as %s', (text, stored) => {
  expect(unverifiedDate.parse(text)).toBe(stored);
});

test('commits are counted by week, from Sunday to Saturday', async () => {
  const now = '2024-06-12T12:00:00Z';
  const within = { min: new Date('2024-01-01T00:00:00Z'), max: new Date(now), noInvalidDate: true };
  const dates = fc.array(
    fc.date(within).map((date) => `${date.toISOString().slice(0, 19)}Z`),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  await fc.assert(
    fc.property(dates, fc.boolean(), (committed, isWhole) => {
      const { weeks } = commitsOf(committed, isWhole, now);
      const oldest = sundayOf([...committed].sort()[0] ?? '');
      const from = isWhole ? oldest : addDays(oldest, 7);
      const counts: Record<string, number> = {};
      for (const sunday of committed.map(sundayOf)) {
        if (sunday >= from) counts[sunday] = 1 + (counts[sunday] ?? 0);
      }
      expect(weeks?.from).toBe(from);
      expect(weeks?.counts).toEqual(counts);
    }),
  );
});

test.each([
  ['2024-03-03', '2024-03-03'],
  ['2024-03-09T23:59:59Z', '2024-03-03'],
  ['2024-01-01T00:00:00Z', '2023-12-31'],
  ['2024-03-01', '2024-02-25'],
  ['1970-01-01T00:00:00Z', '1969-12-28'],
  ['1969-12-27', '1969-12-21'],
])('the week of %s starts on Sunday, %s', (date, sunday) => {
  expect(sundayOf(date)).toBe(sunday);
});

test('the first and the last second of a week belong to it', () => {
  const sunday = '2024-03-03T00:00:00Z';
  const saturday = '2024-03-09T23:59:59Z';
  const { weeks } = commitsOf(['2024-03-10T00:00:00Z', saturday, sunday], true, '2024-03-12T00:00:00Z');
  expect(weeks?.counts).toEqual({ '2024-03-03': 2, '2024-03-10': 1 });
});

function commitsOf(committed: readonly string[], isWhole: boolean, now: string) {
  const history = {
    totalCount: committed.length + (isWhole ? 0 : 1),
    pageInfo: { hasNextPage: !isWhole, endCursor: isWhole ? null : 'next' },
    nodes: committed.map((committedDate) => ({ committedDate })),
  };
  const answer = { isEmpty: false, defaultBranchRef: { target: { history } } };
  return toCommits(readCommitPage(answer, { now, countsAllAuthors: true }), now);
}
