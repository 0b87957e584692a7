import type { Fact, FactSource, FetchResult, StoredFact } from '../facts/fact.ts';
import { type FactSet, type Fetched, namesOf, type Stored } from '../facts/fact-set.ts';
import { isSameJson } from '../json.ts';
import type { FetchLogEntry, RefusedAnswer } from './fetch-log.ts';
import { applyGate, type GateResult } from './gate.ts';

/** After this time a failure is recorded in the snapshot, so that it is visible even without the fetch log. */
const STALE_AFTER_MS = 48 * 3_600_000;

/** `at` is when the refresh began; `acceptRegressions` accepts all drops. */
export interface MergeContext {
  at: string;
  acceptRegressions: boolean;
}

/** The known facts of a set, with their fetch log. */
export interface KnownFacts<Values> {
  stored: Stored<Values>;
  log: FactLog<Values>;
}

/** The fetch log of a set of facts. */
export type FactLog<Values> = { [Name in keyof Values]?: FetchLogEntry | undefined };

/** Options that differ between the facts of a repository and those of the owner. */
interface SetOptions {
  /** The repository's latest push. */
  pushedAt?: string | null | undefined;
  /** Whether a fact that was not fetched is kept. If not, it no longer applies and is dropped. */
  keepsUnfetched?: boolean;
}

/** Merges the facts of a set. Facts from one GraphQL node are accepted or refused together. */
export function mergeFacts<Values>(
  set: FactSet<Values>,
  fetched: Fetched<Values>,
  known: KnownFacts<Values>,
  context: MergeContext,
  { pushedAt, keepsUnfetched = false }: SetOptions,
): KnownFacts<Values> {
  const gates = applyGates(set, fetched, known, context);
  const merged: KnownFacts<Values> = { stored: {}, log: {} };
  for (const name of namesOf(set)) {
    const before = { stored: known.stored[name], logEntry: known.log[name] };
    const gate = gates[name];
    if (!gate && !keepsUnfetched) continue;
    const after = gate ? mergeFact(set[name], gate, before, context, pushedAt) : before;
    merged.stored[name] = after.stored;
    merged.log[name] = after.logEntry;
  }
  return merged;
}

type GateResults<Values> = { [Name in keyof Values]?: GateResult<Values[Name]> };

function applyGates<Values>(
  set: FactSet<Values>,
  fetched: Fetched<Values>,
  known: KnownFacts<Values>,
  context: MergeContext,
): GateResults<Values> {
  const gates: GateResults<Values> = {};
  let companionFailure: FetchResult<never> | undefined;
  for (const name of namesOf(set)) {
    const result = fetched[name];
    if (!result) continue;
    const stored = known.stored[name];
    const gate = gateFact(set[name], withKnownFields(result, stored), stored, {
      earlier: known.log[name],
      ...context,
    });
    gates[name] = gate;
    if (gate.refused && isFetchedByGraphQL(set[name])) companionFailure ??= refusedWith(name, gate.refused);
  }
  for (const name of namesOf(set)) {
    if (companionFailure && gates[name]?.result.kind === 'ok' && isFetchedByGraphQL(set[name]))
      gates[name] = { result: companionFailure };
  }
  return gates;
}

/** Whether the fact comes from the GraphQL node of the repository, together with others. */
function isFetchedByGraphQL({ source }: { source?: FactSource<unknown> | undefined }): boolean {
  return source !== undefined && 'graphql' in source.by;
}

function refusedWith(name: string, { answer }: RefusedAnswer): FetchResult<never> {
  const detail = `it came with a refused answer about ${name} (${answer})`;
  return { kind: 'error', reason: 'implausible answer', detail };
}

/** One known fact: its last good value and its log entry. */
interface KnownFact<T> {
  stored: StoredFact<T> | undefined;
  logEntry: FetchLogEntry | undefined;
}

/**
 * Merges one fact: the accepted result, completed with the known value, or else the last good value. `pushedAt` is the
 * repository's, if there is one.
 */
function mergeFact<T>(
  fact: Fact<T>,
  { result, refused }: GateResult<T>,
  { stored, logEntry: earlier }: KnownFact<T>,
  { at }: MergeContext,
  pushedAt?: string | null,
): KnownFact<T> {
  const completed = fact.complete ? fact.complete(result, stored, at) : result;
  const logEntry = { ...mergeLogEntry(earlier, completed, pushedAt, at, stored), refused };
  const merged = mergeStored(stored, completed, logEntry, at, fact.isSame);
  // If fetching failed, the latest push is not recorded, so that the next run fetches again.
  const isFetched = fact.source?.onlyByPush && completed.kind !== 'error';
  return { stored: isFetched ? withPush(merged, stored, pushedAt) : merged, logEntry };
}

function gateFact<T>(
  { gate }: Fact<T>,
  fetched: FetchResult<T>,
  stored: StoredFact<T> | undefined,
  { earlier, ...context }: MergeContext & { earlier: FetchLogEntry | undefined },
): GateResult<T> {
  if (!gate) return { result: fetched };
  return applyGate(fetched, stored?.value, gate, { logEntry: earlier, ...context });
}

/** Replaces unreadable fields by their last known values, if there are any. */
function withKnownFields<T>(fetched: FetchResult<T>, stored: StoredFact<T> | undefined): FetchResult<T> {
  if (fetched.kind !== 'ok' || !fetched.unreadable || !stored) return fetched;
  const unreadable = new Set(fetched.unreadable.fields);
  const known = Object.entries(Object(stored.value)).filter(([field]) => unreadable.has(field));
  return { ...fetched, value: { ...fetched.value, ...Object.fromEntries(known) } };
}

/** The fetched value, or the last good one if there is none. `changedAt` changes only with the value. */
function mergeStored<T>(
  previous: StoredFact<T> | undefined,
  fetched: FetchResult<T>,
  logEntry: FetchLogEntry | undefined,
  at: string,
  isSame: (one: T, other: T) => boolean = isSameJson,
): StoredFact<T> | undefined {
  if (fetched.kind === 'ok') {
    const isUnchanged = previous !== undefined && isSame(previous.value, fetched.value);
    const fact = { value: fetched.value, changedAt: isUnchanged ? previous.changedAt : at };
    return fetched.unreadable ? withStaleMark({ ...fact, stale: previous?.stale }, logEntry, at) : fact;
  }
  if (!previous) return undefined;
  if (fetched.kind === 'error') return withStaleMark(previous, logEntry, at);
  return { value: previous.value, changedAt: previous.changedAt, source: previous.source };
}

/**
 * Stores the push after which the fact was fetched, so that a lost fetch log costs nothing. It is updated only if something else
 * of the fact changed: a push to another branch should not cause a commit.
 */
function withPush<T>(
  merged: StoredFact<T> | undefined,
  previous: StoredFact<T> | undefined,
  pushedAt: string | null | undefined,
): StoredFact<T> | undefined {
  if (!merged || merged === previous) return merged;
  const known = { ...merged, pushedAt: previous?.pushedAt };
  const isKept = previous?.pushedAt !== undefined && isSameJson(known, previous);
  return isKept ? known : { ...merged, pushedAt };
}

/** Marks the fact as stale if its failure has lasted 48 hours. */
function withStaleMark<T>(
  fact: StoredFact<T>,
  logEntry: FetchLogEntry | undefined,
  at: string,
): StoredFact<T> {
  const { failingSince, reason } = logEntry ?? {};
  const isLong = failingSince !== undefined && Date.parse(at) - Date.parse(failingSince) >= STALE_AFTER_MS;
  if (!isLong || !reason) return fact;
  // The first reason stays, so that a failure with varying reasons does not cause a commit every day.
  return { ...fact, stale: fact.stale ?? { since: failingSince, reason } };
}

/** Updates the log entry of a fact: when it was confirmed, or since when and why it fails. */
function mergeLogEntry(
  previousEntry: FetchLogEntry | undefined,
  fetched: FetchResult<unknown>,
  pushedAt: string | null | undefined,
  at: string,
  previous?: { stale?: { since: string } | undefined },
): FetchLogEntry {
  const confirmed = { checkedAt: at, ...(pushedAt !== undefined && { pushedAt }) };
  const failingSince = previousEntry?.failingSince ?? previous?.stale?.since ?? at;
  if (fetched.kind === 'error') {
    return { ...previousEntry, failingSince, reason: fetched.reason, detail: fetched.detail };
  }
  if (fetched.kind === 'unchanged' || !fetched.unreadable) return confirmed;
  return { ...confirmed, failingSince, reason: 'unexpected answer', detail: fetched.unreadable.detail };
}
