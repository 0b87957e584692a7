import { expect, test } from 'vitest';
import { pairRepositories } from '../../src/snapshot/pair-repositories.ts';
import type { Repository } from '../../src/snapshot/schema.ts';

const repository = (id: number | null, name: string): Repository => ({
  id,
  name,
  formerNames: [],
  sections: {},
});

test('a repository is followed by its id through a rename', () => {
  const before = repository(7, 'me/one');
  const after = repository(7, 'me/two');
  expect(pairRepositories([before], [after])).toEqual({
    pairs: [{ before, after, matchedBy: 'id' }],
    unmatched: [],
  });
});

test('a record without an id is matched by name, ignoring case', () => {
  const before = repository(null, 'me/One');
  const after = repository(7, 'Me/one');
  expect(pairRepositories([before], [after]).pairs).toEqual([{ before, after, matchedBy: 'name' }]);
});

test('a repository that still has no id is matched by name', () => {
  const before = repository(null, 'me/one');
  const after = repository(null, 'me/one');
  expect(pairRepositories([before], [after]).pairs).toEqual([{ before, after, matchedBy: 'name' }]);
});

test('the id takes precedence over the name', () => {
  const byId = repository(7, 'me/old');
  const byName = repository(null, 'me/one');
  const after = repository(7, 'me/one');
  expect(pairRepositories([byName, byId], [after])).toEqual({
    pairs: [{ before: byId, after, matchedBy: 'id' }],
    unmatched: [byName],
  });
});

test('a new repository that takes over a name is a different one', () => {
  const before = repository(7, 'me/one');
  const after = repository(8, 'me/one');
  expect(pairRepositories([before], [after])).toEqual({
    pairs: [{ before: undefined, after, matchedBy: null }],
    unmatched: [before],
  });
});

test('a repository without an id never matches a record with one', () => {
  const before = repository(7, 'me/one');
  const after = repository(null, 'me/one');
  expect(pairRepositories([before], [after]).pairs).toEqual([{ before: undefined, after, matchedBy: null }]);
});

test('pairs and unmatched repositories keep the order of the lists', () => {
  const before = [4, 3, 2, 1].map((id) => repository(id, `me/${id}`));
  const after = [1, 5, 3].map((id) => repository(id, `me/${id}`));
  const { pairs, unmatched } = pairRepositories(before, after);
  expect(pairs.map((pair) => pair.after.id)).toEqual([1, 5, 3]);
  expect(pairs.map((pair) => pair.before?.id)).toEqual([1, undefined, 3]);
  expect(unmatched.map(({ id }) => id)).toEqual([4, 2]);
});

test('fetched repositories can be paired, not just stored ones', () => {
  const before = repository(7, 'me/one');
  const fetched = { id: 7, name: 'me/one', pushedAt: null, facts: {} };
  expect(pairRepositories([before], [fetched]).pairs).toEqual([{ before, after: fetched, matchedBy: 'id' }]);
});
