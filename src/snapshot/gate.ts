import type { Check } from './checks.ts';
import type { Observed } from './observation.ts';

/** Numbers of a section that a lying or half-broken GitHub is known to drop. */
export type Counts = Readonly<Record<string, number | null>>;

/** From this number on, a fall to nothing or by more than a third is not believed at once. */
const SMALLEST = 10;
const TIMES = 3;
const HOURS_48_IN_MS = 48 * 3_600_000;

/** What the gate decided on one answer. */
export interface Gated<T> {
  seen: Observed<T>;
  refused?: Check['refused'];
}

/**
 * Refuses an answer in which a number falls to nothing or by more than a third. The same answer is believed when it has
 * come three times over 48 hours, or at once where `accepts` says so.
 */
export function gate<T>(
  seen: Observed<T>,
  was: T | undefined,
  countsOf: (value: T) => Counts,
  { check, at, accepts }: { check: Check | undefined; at: string; accepts: boolean },
): Gated<T> {
  if (seen.kind !== 'answer' || was === undefined || accepts) return { seen };
  const falls = fallsBetween(countsOf(was), countsOf(seen.value));
  if (falls === '') return { seen };
  const before = check?.refused?.answer === falls ? check.refused : { since: at, times: 0 };
  const refused = { answer: falls, since: before.since, times: before.times + 1 };
  const isOld = Date.parse(at) - Date.parse(refused.since) >= HOURS_48_IN_MS;
  if (refused.times >= TIMES && isOld) return { seen };
  const detail = `${falls}; refused until it has come ${TIMES} times over 48 hours (now ${refused.times})`;
  return { seen: { kind: 'failure', reason: 'implausible answer', detail }, refused };
}

function fallsBetween(was: Counts, now: Counts): string {
  return Object.entries(was)
    .flatMap(([name, before]) => {
      const after = now[name] ?? null;
      const isFall = before !== null && after !== null && before >= SMALLEST && after < (before * 2) / 3;
      return isFall ? [`${name} ${before} → ${after}`] : [];
    })
    .join(', ');
}
