import { isFuture, sundayOf } from '../dates.ts';
import type { Fact, StoredFact } from '../facts/fact.ts';
import { type FactSet, namesOf, type Stored } from '../facts/fact-set.ts';
import { type FactValues, type OwnerFactValues, ownerFacts, repositoryFacts } from '../facts/index.ts';
import type { FetchLog } from './fetch-log.ts';
import type { Snapshot } from './schema.ts';

/** What tells the time of a refresh, as instants. */
export interface Clocks {
  /** This machine's clock, which may be wrong by years. */
  local: string;
  /** GitHub's, null where GitHub did not answer. */
  github: string | null;
  /** The last Sunday that a refresh confirmed. */
  asOf: string | undefined;
}

/** Two clocks that differ by less than this tell the same time. */
const DAY_IN_MS = 86_400_000;

/** The present, and whether both clocks agree on it, so that they may correct what is stored. */
export interface CurrentTime {
  now: string;
  isAgreed: boolean;
}

/**
 * The present. Where the clocks agree, it is GitHub's time; else the earlier one of those that do not lie far before `asOf`,
 * which has begun. Only where both agree is `asOf` itself wrong; a first refresh has only GitHub's word.
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

/** The snapshot without dates in the future, which a refresh on a machine with a wrong clock has left. */
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

/** The fetch log without instants in the future. */
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

/** Undefined where nothing of the fact is left. */
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
