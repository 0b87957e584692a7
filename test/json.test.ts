import { expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { MAX_NESTING, parseJson } from '../src/json.ts';
import { emptyFetchLog, parseFetchLog } from '../src/snapshot/fetch-log.ts';
import { parseSnapshot } from '../src/snapshot/file.ts';
import { parseHistory } from '../src/snapshot/history.ts';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

test('rejects JSON that is nested deeper than any real file', () => {
  expect(parseJson(nested(MAX_NESTING))).toMatchObject({ ok: true });
  for (const levels of [MAX_NESTING + 1, 5000, 1_000_000]) {
    expect(parseJson(nested(levels))).toEqual({ ok: false, message: 'nested more than 100 levels deep' });
  }
  expect(parseJson(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)).toMatchObject({ ok: false });
  expect(parseJson('[[1,2],[3,{"a":null}]]')).toEqual({
    ok: true,
    value: [
      [1, 2],
      [3, { a: null }],
    ],
  });
});

test.each([
  ['at the top level', nested(5000)],
  ['in a known field', `{ "version": 1, "repositories": ${nested(5000)} }`],
])('a snapshot or history with excessive nesting %s is one error', (_, text) => {
  expect(() => parseSnapshot(text, 'snapshot.json')).toThrow(UserError);
  expect(() => parseSnapshot(text, 'snapshot.json')).toThrow(
    /nested more than 100 levels deep\n {2}→ restore it/,
  );
  expect(() => parseHistory(text, 'history.ndjson')).toThrow(/history\.ndjson:1: not a valid history entry/);
  expect(parseFetchLog(text)).toEqual(emptyFetchLog);
});
