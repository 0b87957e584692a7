import type { Role, Usage } from '../config/portfolio-schema.ts';
import { factNames } from '../facts/index.ts';
import { type FetchLog, fetchLogKey } from '../snapshot/fetch-log.ts';
import type { DayEntry } from '../snapshot/history.ts';
import type { Repository } from '../snapshot/schema.ts';
import { repositoryStatusOf } from './data-status.ts';
import { freshnessOf } from './freshness.ts';
import type { Group, PortfolioRepository } from './model.ts';
import { commitFacts, coreFacts, languageShares, treeFacts } from './repository-facts.ts';
import { releasesOf, starsOverTime } from './repository-history.ts';

/** What the owner says about a repository: role, group, usage and page in the configuration, title and purpose in the résumé. */
export interface Classification {
  role: Role;
  group: Group;
  title: string | null;
  purpose: string | null;
  usage: Usage;
  /** Path of its page, and of that page under former names; null and empty without a page. */
  path: string | null;
  formerPaths: readonly string[];
}

/** What earlier refreshes recorded. */
export interface RefreshRecords {
  fetchLog: FetchLog;
  history: readonly DayEntry[];
}

/** Combines the facts about one repository with what the owner says about it. */
export function toPortfolioRepository(
  { id, name, sections: facts }: Repository,
  classification: Classification,
  { fetchLog, history }: RefreshRecords,
): PortfolioRepository {
  const core = facts.core?.value;
  const latestRelease = facts.release?.value ?? null;
  const logEntries = fetchLog.repositories[fetchLogKey({ id, name })] ?? {};
  return {
    id,
    name,
    title: classification.title ?? shortName(name),
    url: core?.url ?? `https://github.com/${name}`,
    role: classification.role,
    group: classification.group,
    path: classification.path,
    formerPaths: classification.formerPaths,
    purpose: classification.purpose,
    usage: classification.usage,
    ...coreFacts(core),
    ...commitFacts(facts.commits?.value),
    ...openItems(facts),
    languages: facts.languages ? languageShares(facts.languages.value) : null,
    latestRelease,
    releases: releasesOf(id, latestRelease, history),
    ci: facts.checks?.value ?? null,
    starsOverTime: starsOverTime(id, history),
    has: treeFacts(facts.tree?.value),
    changedAt: latestOf(factNames.map((fact) => facts[fact]?.changedAt ?? null)),
    freshness: freshnessOf(facts, logEntries),
    status: repositoryStatusOf(facts),
    facts,
  };
}

/** Open issues and pull requests. */
function openItems({ issues, pullRequests }: Repository['sections']) {
  const openIssues = issues?.value ?? null;
  const openPullRequests = pullRequests?.value ?? null;
  const areKnown = openIssues !== null && openPullRequests !== null;
  return {
    openIssues,
    openPullRequests,
    openIssuesAndPullRequests: areKnown ? openIssues + openPullRequests : null,
  };
}

/** The latest of the instants (or days); null if there is none. */
export function latestOf(instants: readonly (string | null)[]): string | null {
  return instants.reduce((best, at) => (at !== null && (best === null || at > best) ? at : best), null);
}

/** Sort order: newest first, unknown last. */
export function newestFirst(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a > b ? -1 : 1;
}

function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
