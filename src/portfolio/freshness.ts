import { reason, type StoredFact } from '../facts/fact.ts';
import { factNames, type StoredFacts } from '../facts/index.ts';
import type { FetchLogEntry } from '../snapshot/fetch-log.ts';
import { z } from '../zod.ts';

const freshness = z.object({
  state: z.enum(['fresh', 'stale', 'unknown']),
  since: z.string().nullable(),
  reason: reason.nullable(),
});

const freshnessByFact = z.record(z.enum(factNames), freshness);

/**
 * How far a fact can be trusted: `fresh` was confirmed by the newest refresh, `stale` was not, `unknown` never was known.
 * `since` is when it last changed (fresh) or since when it is not confirmed (stale).
 */
export type Freshness = z.infer<typeof freshness>;
/** The freshness of every fact of a repository. */
export type FreshnessByFact = z.infer<typeof freshnessByFact>;

/** How far each fact of a repository can be trusted, by the snapshot and the fetch log. */
export function freshnessOf(
  stored: StoredFacts,
  logEntries: Partial<Record<string, FetchLogEntry>>,
): FreshnessByFact {
  const entries = factNames.map((name) => [name, toFreshness(stored[name], logEntries[name])]);
  // Parsed, because an object that is made from a list has not all its keys by its type.
  return freshnessByFact.parse(Object.fromEntries(entries));
}

function toFreshness(fact: StoredFact<unknown> | undefined, logEntry: FetchLogEntry | undefined): Freshness {
  if (!fact) return { state: 'unknown', since: null, reason: logEntry?.reason ?? null };
  // A fact that does not come from GitHub's API is as of its day: no refresh has confirmed it since.
  const since = fact.source ? fact.changedAt : (logEntry?.failingSince ?? fact.stale?.since);
  const reason = logEntry?.reason ?? fact.stale?.reason ?? null;
  if (since) return { state: 'stale', since, reason };
  return { state: 'fresh', since: fact.changedAt, reason: null };
}
