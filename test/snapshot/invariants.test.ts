import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sundayOf } from '../../src/dates.ts';
import { type FactName, factNames } from '../../src/facts/index.ts';
import { stableJson } from '../../src/json.ts';
import { changesBetween } from '../../src/snapshot/diff.ts';
import { type Event, eventsBetween } from '../../src/snapshot/events.ts';
import { emptyFetchLog, type FetchLog } from '../../src/snapshot/fetch-log.ts';
import type { FetchedState } from '../../src/snapshot/fetched-state.ts';
import { parseSnapshot, serializeSnapshot } from '../../src/snapshot/file.ts';
import {
  continueHistory,
  type DayEntry,
  parseHistory,
  serializeHistory,
} from '../../src/snapshot/history.ts';
import { merge } from '../../src/snapshot/merge.ts';
import type { Repository, Snapshot } from '../../src/snapshot/schema.ts';
import { fetchSequences, shuffled, startSnapshots } from './arbitraries.ts';

/** One refresh of a sequence: the snapshot before, the fetched state, and the snapshot after. */
interface Step {
  before: Snapshot | null;
  fetchLogBefore: FetchLog;
  seen: FetchedState;
  after: Snapshot;
  fetchLog: FetchLog;
}

/** Runs a refresh for each fetched state. */
function run(start: Snapshot | null, sequence: readonly FetchedState[]): Step[] {
  let before = start;
  let fetchLogBefore = emptyFetchLog;
  return sequence.map((seen) => {
    const { snapshot, fetchLog } = merge(before, fetchLogBefore, seen);
    const step = { before, fetchLogBefore, seen, after: snapshot, fetchLog };
    [before, fetchLogBefore] = [snapshot, fetchLog];
    return step;
  });
}

const RUNS = { numRuns: 60, seed: Date.now() };
const inputs = fc.tuple(startSnapshots, fetchSequences);
let sequences: Step[][] | undefined;

/** Checks the same sequences for every invariant. One that breaks it is sought again by fast-check, which shrinks it. */
async function checkSequences(holds: (steps: Step[]) => void): Promise<void> {
  sequences ??= fc.sample(inputs, RUNS).map(([start, sequence]) => run(start, sequence));
  try {
    for (const steps of sequences) holds(steps);
  } catch (error) {
    await fc.assert(
      fc.property(inputs, ([start, sequence]) => holds(run(start, sequence))),
      RUNS,
    );
    throw error;
  }
}

/** The earlier record of a repository: by id, or by name for records without an id. */
function recordIn(snapshot: Snapshot | null, { id, name }: { id: number | null; name: string }) {
  const known = snapshot?.repositories ?? [];
  const unmet = known.find((one) => one.id === null && one.name.toLowerCase() === name.toLowerCase());
  return known.find((one) => one.id !== null && one.id === id) ?? unmet;
}

/** Each known fact after a step, with what was fetched and what was known before. */
function knownIn({ before, seen, after }: Step) {
  return after.repositories.flatMap((repository) => {
    const observed = seen.repositories.find(({ id }) => id === repository.id)?.facts ?? {};
    const was = recordIn(before, repository)?.sections ?? {};
    return factNames.flatMap((name) => {
      const fact = repository.sections[name];
      return fact ? [{ name, fact, seen: observed[name], was: was[name] }] : [];
    });
  });
}

const namesOf = (sections: Repository['sections']) => factNames.filter((name) => sections[name]);

/** The immediate removals: all of them, or only the excluded repositories if there are many. */
function removedIn(before: Snapshot | null, { removals }: FetchedState) {
  const known = before?.repositories ?? [];
  const leaving = removals.filter(
    ({ id, why }) => why === 'not public' && known.some((repository) => repository.id === id),
  );
  const isMass = leaving.length >= 3 && leaving.length * 3 > known.length;
  return isMass ? removals.filter(({ why }) => why === 'excluded') : removals;
}

test('known facts are lost only with a removed repository', async () => {
  await checkSequences((steps) => {
    for (const { before, fetchLogBefore, seen, after } of steps) {
      const gone = new Set(removedIn(before, seen).map(({ id }) => id));
      // A repository missing with many others for the third time may be removed.
      const isWaiting = (id: number | null) =>
        Number(fetchLogBefore.repositories[String(id)]?.core?.refused?.times) >= 2;
      const kept = (before?.repositories ?? []).filter(
        ({ id }) => id === null || !(gone.has(id) || isWaiting(id)),
      );
      for (const was of kept) {
        const now =
          after.repositories.find(({ id }) => id === was.id) ??
          after.repositories.find((one) => was.id === null && recordIn(before, one) === was);
        expect(namesOf(now?.sections ?? {})).toEqual(expect.arrayContaining(namesOf(was.sections)));
      }
      for (const own of ['profile', 'pullRequestsElsewhere', 'contributions'] as const) {
        if (before?.[own]) expect(after[own]).toBeDefined();
      }
      expect(after.repositories.filter(({ id }) => id !== null && gone.has(id))).toEqual([]);
    }
  });
});

test('no value is invented: every fact, and every 0, was just fetched or was known before', async () => {
  await checkSequences((steps) => {
    for (const { fact, seen, was, name } of steps.flatMap(knownIn)) {
      const candidates = [seen?.kind === 'ok' ? seen.value : undefined, was?.value];
      if (name === 'commits') continue;
      if (seen?.kind === 'ok' && seen.unreadable && was) {
        const kept = Object.entries(was.value ?? {}).filter(([field]) =>
          seen.unreadable?.fields.includes(field),
        );
        candidates.push({ ...Object(seen.value), ...Object.fromEntries(kept) });
      }
      expect(candidates.map((one) => one !== undefined && stableJson(one))).toContain(stableJson(fact.value));
      if (seen?.kind !== 'ok') expect(fact.value).toEqual(was?.value);
    }
  });
});

test('no commits are invented, and weeks before the newest 500 are kept', async () => {
  await checkSequences((steps) => {
    for (const { before, seen, after } of steps) {
      for (const repository of after.repositories) {
        const now = repository.sections.commits?.value;
        const observed = seen.repositories.find(({ id }) => id === repository.id)?.facts.commits;
        const said = observed?.kind === 'ok' ? observed.value : undefined;
        const candidates = [said, recordIn(before, repository)?.sections.commits?.value];
        if (!now) continue;
        expect(candidates.map((one) => one?.total)).toContain(now.total);
        const weeks = Object.entries(now.weeks?.counts ?? {});
        for (const [week, count] of weeks) {
          expect(candidates.map((one) => one?.weeks?.counts[week])).toContain(count);
        }
        expect(weeks.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(now.total);
        if (now.firstCommitAt !== null) expect(sundayOf(now.firstCommitAt)).toBe(now.weeks?.from);
      }
    }
  });
});

test('changedAt changes only with the value, and asOf never goes back', async () => {
  await checkSequences((steps) => {
    for (const step of steps) {
      for (const { name, fact, was } of knownIn(step)) {
        const isSame = was !== undefined && withoutEnd(name, was.value) === withoutEnd(name, fact.value);
        expect(fact.changedAt).toBe(isSame ? was.changedAt : step.seen.at);
      }
      expect(step.after.asOf >= (step.before?.asOf ?? '')).toBe(true);
    }
  });
});

/** Without the end of the confirmed weeks, which every refresh moves and which is not part of the value. */
function withoutEnd(name: FactName, value: unknown): string {
  return name === 'commits' ? stableJson(value).replace(/"to": "[\d-]+"/, '') : stableJson(value);
}

test('fetching the same state again changes nothing', async () => {
  await checkSequences((steps) => {
    for (const { seen, after, fetchLog } of steps) {
      // Not so for refused values: the gate counts how often they were seen.
      if (stableJson(fetchLog).includes('"refused"')) continue;
      const again = merge(after, fetchLog, seen);
      expect(serializeSnapshot(again.snapshot)).toBe(serializeSnapshot(after));
      expect(stableJson(again.fetchLog)).toBe(stableJson(fetchLog));
    }
  });
});

test('the order of fetched repositories does not matter', async () => {
  await fc.assert(
    fc.property(startSnapshots, fetchSequences, fc.integer(), (start, sequence, seed) => {
      const last = run(start, sequence).at(-1);
      const other = run(
        start,
        sequence.map((seen) => shuffled(seen, seed)),
      ).at(-1);
      expect(other && serializeSnapshot(other.after)).toBe(last && serializeSnapshot(last.after));
      expect(stableJson(other?.fetchLog)).toBe(stableJson(last?.fetchLog));
    }),
    RUNS,
  );
});

test('a serialized snapshot parses to the same snapshot', async () => {
  await checkSequences((steps) => {
    for (const { after } of steps) {
      const text = serializeSnapshot(after);
      const read = parseSnapshot(text, 'snapshot.json');
      expect(read).toEqual(after);
      expect(serializeSnapshot(read)).toBe(text);
    }
  });
});

test('the history adds up to the snapshot, with only ids of removed repositories', async () => {
  await checkSequences((steps) => {
    let lines: DayEntry[] = [];
    for (const { before, seen, after } of steps) {
      const date = seen.at.slice(0, 10);
      lines = continueHistory(lines, before, after, eventsBetween(before, after, date), date);
      const text = serializeHistory(lines);
      expect(parseHistory(text, 'history.ndjson')).toEqual(lines);
      expect(serializeHistory(parseHistory(text, 'history.ndjson'))).toBe(text);
      expect(sumsOf(lines)).toMatchObject(numbersIn(after));
      const isLeft = (event: Event) => event.kind === 'departed' || !('repository' in event);
      const reported = lines.flatMap(({ events }) => events.filter((event) => !isLeft(event)));
      const ids = [
        ...Object.keys(sumsOf(lines)),
        ...reported.map((event) => Reflect.get(event, 'repository')),
      ];
      expect(ids.map(Number).filter((id) => after.departed.includes(id))).toEqual([]);
    }
  });
});

function sumsOf(lines: readonly DayEntry[]) {
  const sums: DayEntry['changed'] = {};
  for (const [id, counts] of lines.flatMap(({ changed }) => Object.entries(changed))) {
    sums[id] = { ...sums[id], ...counts };
  }
  return sums;
}

function numbersIn({ repositories }: Snapshot) {
  const met = repositories.filter(({ id }) => id !== null);
  const numbers = met.map(({ id, sections }) => {
    const { stars, forks } = sections.core?.value ?? {};
    const all = { stars, forks, commits: sections.commits?.value.total };
    return [
      String(id),
      Object.fromEntries(Object.entries(all).filter(([, value]) => value != null)),
    ] as const;
  });
  return Object.fromEntries(numbers.filter(([, all]) => Object.keys(all).length > 0));
}

test('exactly what causes a commit is reported as a change', async () => {
  // Not reported: confirmed facts from git history, the end of the confirmed weeks, and ids of repositories never shown.
  const isReported = (key: string) => !['source', 'to', 'departed'].includes(key);
  const reported = (snapshot: Snapshot) =>
    JSON.stringify(snapshot, (key, value: unknown) => (isReported(key) ? value : undefined));
  await checkSequences((steps) => {
    for (const { before, after } of steps) {
      if (before === null) continue;
      expect(changesBetween(before, after).length > 0).toBe(reported(before) !== reported(after));
    }
  });
});
