import { isFuture, sundayOf } from '../dates.ts';
import type { Fact, StoredFact } from '../facts/fact.ts';
import { type FactSet, namesOf, type Stored } from '../facts/fact-set.ts';
import { type FactValues, type OwnerFactValues, ownerFacts, repositoryFacts } from '../facts/index.ts';
import type { FetchLog } from './fetch-log.ts';
import type { Snapshot } from './schema.ts';

/** The sources for the time of a refresh, as instants. */
export interface Clocks {
  /** This machine's clock, which may be wrong by years. */
  local: string;
  /** GitHub's clock; null if GitHub did not respond. */
  github: string | null;
  /** The last Sunday that a refresh confirmed. */
  asOf: string | undefined;
}

/** Clocks agree if they differ by at most two of these. */
const DAY_IN_MS = 86_400_000;

/** The current time, and whether both clocks agree: only then may stored dates be corrected. */
export interface CurrentTime {
  now: string;
  isAgreed: boolean;
}

/**
 * Determines the current time. If the clocks agree, it is GitHub's. If not, it is the earlier of those that are not far before
 * `asOf`, a date that has passed. `asOf` itself counts as wrong only if both clocks agree that it is in the future. A first
 * refresh uses GitHub's clock.
 */
export function currentTime({ local, github, asOf }: Clocks): CurrentTime {
  const isAgreed = github !== null && Math.abs(Date.parse(github) - Date.parse(local)) <= 2 * DAY_IN_MS;
  if (asOf === undefined || github === null) return { now: notBefore(asOf, github ?? local), isAgreed };
  const [plausible] = [github, local].filter((clock) => !isFuture(asOf, clock)).sort();
  const now = isAgreed || plausible === undefined ? github : plausible;
  return { now: isAgreed && isFuture(asOf, now) ? now : notBefore(asOf, now), isAgreed };
}

function notBefore(asOf: string | undefined, now: string): string {
  return asOf === undefined || asOf <= now.slice(0, 10) ? now : `${asOf}T00:00:00Z`;
}

/** Removes dates in the future, left behind by a refresh on a machine with a wrong clock. */
export function healFutureDates(snapshot: Snapshot, now: string): Snapshot {
  const { repositories, asOf } = snapshot;
  return {
    ...snapshot,
    asOf: isFuture(asOf, now) ? sundayOf(now) : asOf,
    ...healFacts<OwnerFactValues>(ownerFacts, snapshot, now),
    repositories: repositories.map((repository) => ({
      ...repository,
      sections: healFacts<FactValues>(repositoryFacts, repository.sections, now),
    })),
  };
}

/** Replaces instants in the future by `now`. */
export function healFutureLog(fetchLog: FetchLog, now: string): FetchLog {
  return JSON.parse(JSON.stringify(fetchLog), (_, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) && isFuture(value, now) ? now : value,
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function healFacts<Values>(set: FactSet<Values>, stored: Stored<Values>, now: string): Stored<Values> {
  const healed: Stored<Values> = {};
  for (const name of namesOf(set)) healed[name] = healFact(set[name], stored[name], now);
  return healed;
}

/** Undefined if nothing of the fact remains. */
function healFact<T>(
  { heal }: Fact<T>,
  fact: StoredFact<T> | undefined,
  now: string,
): StoredFact<T> | undefined {
  if (!fact) return undefined;
  const { changedAt, pushedAt, stale } = fact;
  const value = heal ? heal(fact.value, now) : { healed: fact.value };
  if (value === null) return undefined;
  const healed = {
    ...fact,
    value: value.healed,
    changedAt: isFuture(changedAt, now) ? now : changedAt,
    pushedAt: pushedAt && isFuture(pushedAt, now) ? undefined : pushedAt,
  };
  if (!stale || !isFuture(stale.since, now)) return healed;
  return { ...healed, stale: { ...stale, since: now } };
}
