import { expect, test } from 'vitest';
import { verdict } from '../../src/facts/ci.ts';
import { homepage, instant, line, name } from '../../src/facts/fields.ts';
import { kindsIn } from '../../src/facts/tree.ts';
import { highestVersion, versionIn } from '../../src/facts/versions.ts';

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
  expect(kindsIn([path])[fact]).toBe(expected);
});

test('the highest version is by number, with or without v, and no pre-release', () => {
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
])('the tag %s names the version %s', (tag, version) => {
  expect(versionIn(tag)?.version).toBe(version);
});

test.each([
  [['passing', 'failing', 'running'], 'failing'],
  [['passing', 'running'], 'running'],
  [['passing', 'neutral'], 'passing'],
  [['neutral'], 'none'],
  [[], 'none'],
] as const)('checks that are %j together are %s', (outcomes, state) => {
  expect(verdict(outcomes.map((outcome) => ({ outcome, at: null }))).state).toBe(state);
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
])('a homepage of %j counts as %j', (given, expected) => {
  expect(homepage.parse(given)).toBe(expected);
});

test('what cannot be true or would do harm is refused', () => {
  expect(instant.safeParse('3024-01-01T00:00:00Z').success).toBe(false);
  expect(name.safeParse('v1\u202e').success).toBe(false);
  expect(line.safeParse('x'.repeat(2_000_000)).success).toBe(false);
});

test('a homepage that is no web address counts as none', () => {
  for (const text of [' JavaScript:alert(1)', 'data:text/html,x', 'vbscript:x', 'my page, soon', '', null]) {
    expect(homepage.parse(text)).toBeNull();
  }
});

test('dates with an offset become UTC, free text becomes one line without controls', () => {
  expect(instant.parse('2025-04-05T23:53:44+05:30')).toBe('2025-04-05T18:23:44Z');
  expect(line.parse(' a\u0000b\u202e \n c ')).toBe('a b c');
  expect(line.parse('')).toBeNull();
});
