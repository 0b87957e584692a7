import type { FetchLogEntry } from '../snapshot/fetch-log.ts';
import type { FactName, Repository } from '../snapshot/schema.ts';
import type { Freshness } from './model.ts';

type Facts = Repository['sections'];

/** How far each fact of a repository can be trusted, by the snapshot and the fetch log. */
export function freshnessOf(
  facts: Facts,
  logEntries: Partial<Record<string, FetchLogEntry>>,
): Record<FactName, Freshness> {
  const of = (name: FactName) => freshness(facts[name], logEntries[name]);
  return {
    core: of('core'),
    watchers: of('watchers'),
    languages: of('languages'),
    commits: of('commits'),
    tree: of('tree'),
    release: of('release'),
    checks: of('checks'),
    pullRequests: of('pullRequests'),
  };
}

function freshness(fact: Facts[FactName], logEntry: FetchLogEntry | undefined): Freshness {
  if (!fact) return { state: 'unknown', since: null, reason: logEntry?.reason ?? null };
  // A fact that does not come from GitHub's API is as of its day: no refresh has confirmed it since.
  const since = fact.source ? fact.changedAt : (logEntry?.failingSince ?? fact.stale?.since);
  const reason = logEntry?.reason ?? fact.stale?.reason ?? null;
  if (since) return { state: 'stale', since, reason };
  return { state: 'fresh', since: fact.changedAt, reason: null };
}
