import type { FetchResult, GateRule } from '../facts/fact.ts';
import type { FetchLogEntry, RefusedAnswer } from './fetch-log.ts';

/** Below this number, a drop by more than a third may well be real. */
const MIN_GATED_COUNT = 10;

/** `at` is when the refresh began; `logEntry` has earlier refusals; `acceptRegressions` accepts all drops. */
export interface GateContext {
  logEntry: FetchLogEntry | undefined;
  at: string;
  acceptRegressions: boolean;
}

const REQUIRED_ANSWERS = 3;
const REQUIRED_MS = 48 * 3_600_000;

/** The gate's decision about one fetched value. */
export interface GateResult<T> {
  /** What was fetched, or a failure if it was refused. */
  result: FetchResult<T>;
  refused?: RefusedAnswer;
}

/**
 * Refuses a value in which a number drops to 0 or by more than a third. The same drop is accepted once it was seen three times
 * over 48 hours, or immediately with `acceptRegressions`.
 */
export function applyGate<T>(
  fetched: FetchResult<T>,
  previous: T | undefined,
  rule: GateRule<T>,
  { logEntry, at, acceptRegressions }: GateContext,
): GateResult<T> {
  const accepted: GateResult<T> = { result: fetched };
  if (fetched.kind !== 'ok' || previous === undefined || acceptRegressions) return accepted;
  const drops = dropsBetween(previous, fetched.value, rule);
  if (drops.length === 0) return accepted;
  const answer = drops.map(({ name, before, after }) => `${name} ${before} → ${after}`).join(', ');
  const counts = Object.fromEntries(drops.map(({ name, after }) => [name, after]));
  const earlier = logEntry?.refused;
  const isRepeated =
    earlier !== undefined && (earlier.answer === answer || isSameDrop(earlier.counts, counts));
  const refused = addRefusal(isRepeated ? earlier : undefined, answer, at, counts);
  if (isConfirmed(refused, at)) return accepted;
  const failure = { kind: 'error', reason: 'implausible answer', detail: refusalDetail(refused) } as const;
  return { result: failure, refused };
}

/** Counts one more refusal of the same answer. */
export function addRefusal(
  earlier: RefusedAnswer | undefined,
  answer: string,
  at: string,
  counts?: RefusedAnswer['counts'],
): RefusedAnswer {
  const times = earlier ? earlier.times + 1 : 1;
  return { answer, since: earlier?.since ?? at, times, ...(counts && { counts }) };
}

/** Whether an answer was seen often enough, over a long enough time, to be accepted. */
export function isConfirmed({ since, times }: RefusedAnswer, at: string): boolean {
  return times >= REQUIRED_ANSWERS && Date.parse(at) - Date.parse(since) >= REQUIRED_MS;
}

/** Describes a refused answer and how often it was seen so far. */
export function refusalDetail({ answer, times }: RefusedAnswer): string {
  return `${answer}; refused until seen ${REQUIRED_ANSWERS} times over 48 hours (${times} so far)`;
}

interface Drop {
  name: string;
  before: number;
  after: number;
}

function dropsBetween<T>(
  previous: T,
  current: T,
  { countsOf, refusesDropToZero = false }: GateRule<T>,
): Drop[] {
  const counts = countsOf(current);
  const drops: Drop[] = [];
  for (const [name, before] of Object.entries(countsOf(previous))) {
    const after = counts[name] ?? null;
    if (before === null || after === null) continue;
    const hasVanished = refusesDropToZero && before > 0 && after === 0;
    if (hasVanished || (before >= MIN_GATED_COUNT && isDrop(before, after)))
      drops.push({ name, before, after });
  }
  return drops;
}

function isDrop(before: number, after: number): boolean {
  return after < (before * 2) / 3;
}

/** Whether two refusals are about the same drop. Numbers may differ a little: a rewritten history gets new commits meanwhile. */
function isSameDrop(one: RefusedAnswer['counts'], other: RefusedAnswer['counts'] = {}): boolean {
  if (one === undefined || Object.keys(one).length !== Object.keys(other).length) return false;
  for (const [name, count] of Object.entries(one)) {
    const otherCount = other[name];
    if (otherCount === undefined || isDrop(count, otherCount) || isDrop(otherCount, count)) return false;
  }
  return true;
}
