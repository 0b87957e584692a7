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
 * How current a fact is: `fresh` was confirmed by the latest refresh, `stale` was not, `unknown` has never been fetched.
 * `since` is when the value last changed (fresh) or when confirming it first failed (stale).
 */
export type Freshness = z.infer<typeof freshness>;
/** The freshness of every fact of a repository. */
export type FreshnessByFact = z.infer<typeof freshnessByFact>;

/** The freshness of each fact of a repository, from the snapshot and the fetch log. */
export function freshnessOf(
  stored: StoredFacts,
  logEntries: Partial<Record<string, FetchLogEntry>>,
): FreshnessByFact {
  const entries = factNames.map((name) => [name, toFreshness(stored[name], logEntries[name])]);
  // Parsing restores the key types that `Object.fromEntries` loses.
  return freshnessByFact.parse(Object.fromEntries(entries));
}

function toFreshness(fact: StoredFact<unknown> | undefined, logEntry: FetchLogEntry | undefined): Freshness {
  if (!fact) return { state: 'unknown', since: null, reason: logEntry?.reason ?? null };
  // A fact from another source than GitHub's API, such as git history, has not been confirmed since it was recorded.
  const since = fact.source ? fact.changedAt : (logEntry?.failingSince ?? fact.stale?.since);
  const reason = logEntry?.reason ?? fact.stale?.reason ?? null;
  if (since) return { state: 'stale', since, reason };
  return { state: 'fresh', since: fact.changedAt, reason: null };
}
