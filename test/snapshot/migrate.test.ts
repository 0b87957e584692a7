import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseSnapshot, serializeSnapshot } from '../../src/snapshot/file.ts';
import { migrateSnapshot } from '../../src/snapshot/migrate.ts';

const AT = '2026-11-16T04:37:00Z';

const CORE = {
  archived: false,
  defaultBranch: 'main',
  description: 'One',
  fork: false,
  forks: 4,
  homepage: null,
  language: 'Go',
  license: 'MIT',
  stars: 12,
  topics: ['go'],
  url: 'https://github.com/me/one',
};

const STALE = { since: AT, reason: 'server error' };

/** A snapshot written by version 1; `core` adds fields to the first repository. */
function version1(core: Record<string, unknown> = {}) {
  return {
    version: 1,
    asOf: '2026-11-15',
    repositories: [
      {
        id: 7,
        name: 'me/one',
        formerNames: ['me/uno'],
        sections: {
          core: { value: { ...CORE, openIssuesAndPullRequests: 6, ...core }, changedAt: AT, stale: STALE },
          watchers: { value: 9, changedAt: AT },
          languages: { value: { Go: 900 }, changedAt: AT, source: 'git history' },
          pullRequests: { value: 2, changedAt: AT },
        },
      },
      {
        id: null,
        name: 'me/two',
        formerNames: [],
        sections: {
          core: { value: { ...CORE, openIssuesAndPullRequests: null }, changedAt: AT, source: 'git history' },
        },
      },
      { id: 9, name: 'me/three', formerNames: [], sections: { watchers: { value: 0, changedAt: AT } } },
      { id: 10, name: 'me/four', formerNames: [], sections: {} },
    ],
    departed: [3],
    goneLinks: ['me/old'],
    profile: { value: { id: 1, name: null, publicRepositories: 4 }, changedAt: AT },
  };
}

test('a snapshot of version 1 is read without watchers and the joint count of issues and pull requests', () => {
  const { version: _, repositories, ...rest } = version1();
  const [one, two, three, four] = repositories;
  expect(parseSnapshot(JSON.stringify(version1()), 'snapshot.json')).toEqual({
    ...rest,
    version: 2,
    repositories: [
      {
        ...one,
        sections: {
          core: { value: CORE, changedAt: AT, stale: STALE },
          languages: one?.sections.languages,
          pullRequests: one?.sections.pullRequests,
        },
      },
      { ...two, sections: { core: { value: CORE, changedAt: AT, source: 'git history' } } },
      { ...three, sections: {} },
      four,
    ],
  });
});

test('a migrated snapshot is written as version 2 and parses to the same snapshot', () => {
  const read = parseSnapshot(JSON.stringify(version1()), 'snapshot.json');
  const text = serializeSnapshot(read);
  expect(text).toContain('"version": 2');
  expect(text).not.toMatch(/watchers|openIssuesAndPullRequests/);
  expect(parseSnapshot(text, 'snapshot.json')).toEqual(read);
});

test.each([
  null,
  'text',
  [],
  {},
  { version: 1 },
  { version: 1, repositories: 7 },
  { version: 1, repositories: [{ name: 'me/one' }] },
  { version: 1, repositories: [{ sections: { core: 'damaged' } }] },
  { version: '1', repositories: [] },
  { version: 0, repositories: [] },
  { version: 2, repositories: [{ sections: { watchers: { value: 9, changedAt: AT } } }] },
  { version: 3, repositories: [] },
])('anything but version 1 is returned unchanged: %j', (stored) => {
  expect(migrateSnapshot(stored)).toBe(stored);
});

test.each([
  ['a version that is not known yet', { ...version1(), version: 3 }, /version/],
  ['a version that never was', { ...version1(), version: 0 }, /version/],
  ['watchers in version 2', { ...version1(), version: 2 }, /watchers/],
  ['a damaged field', version1({ stars: 'many' }), /repositories\.0\.sections\.core\.value\.stars/],
  ['a field that no version has', version1({ color: 'red' }), /color/],
  [
    'a repository without facts',
    { ...version1(), repositories: [{ id: 7, name: 'me/one' }] },
    /snapshot\.json/,
  ],
])('%s is rejected, with the file and how to restore it', (_, stored, where) => {
  const read = () => parseSnapshot(JSON.stringify(stored), 'snapshot.json');
  expect(read).toThrow(UserError);
  expect(read).toThrow(where);
  expect(read).toThrow(/not a valid snapshot/);
  expect(read).toThrow('"git checkout -- snapshot.json"');
});
