import type { Role } from '../config/portfolio-schema.ts';
import { factNames } from '../facts/index.ts';
import { isSameName } from '../repository-name.ts';
import { type FetchLog, fetchLogKey } from '../snapshot/fetch-log.ts';
import type { DayEntry } from '../snapshot/history.ts';
import type { Repository } from '../snapshot/schema.ts';
import { freshnessOf } from './freshness.ts';
import type { Group, PortfolioRepository } from './model.ts';
import { commitFacts, coreFacts, languageShares, treeFacts } from './repository-facts.ts';
import { releasesOf, starsOverTime } from './repository-history.ts';

/** What the owner says of a repository: role and group by the configuration, title and purpose by the résumé. */
export interface Classification {
  role: Role;
  group: Group;
  title: string | null;
  purpose: string | null;
  login: string;
}

/** What is remembered of earlier refreshes. */
export interface Memory {
  fetchLog: FetchLog;
  history: readonly DayEntry[];
}

/** Joins the facts about one repository with the owner's words. */
export function toPortfolioRepository(
  { id, name, formerNames, sections: facts }: Repository,
  classification: Classification,
  { fetchLog, history }: Memory,
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
    path: pathOf(name, classification),
    formerPaths: formerPathsOf(formerNames, classification),
    purpose: classification.purpose,
    ...coreFacts(core),
    ...commitFacts(facts.commits?.value),
    ...openItems(facts),
    languages: facts.languages ? languageShares(facts.languages.value) : null,
    watchers: facts.watchers?.value ?? null,
    latestRelease,
    releases: releasesOf(id, latestRelease, history),
    ci: facts.checks?.value ?? null,
    starsOverTime: starsOverTime(id, history),
    has: treeFacts(facts.tree?.value),
    changedAt: newest(factNames.map((fact) => facts[fact]?.changedAt ?? null)),
    sections: freshnessOf(facts, logEntries),
  };
}

/** Issues and pull requests that are open: GitHub counts them together, and pull requests alone. */
function openItems({ core, pullRequests }: Repository['sections']) {
  const openIssuesAndPullRequests = core?.value.openIssuesAndPullRequests ?? null;
  const openPullRequests = pullRequests?.value ?? null;
  const openIssues = difference(openIssuesAndPullRequests, openPullRequests);
  return { openIssues, openPullRequests, openIssuesAndPullRequests };
}

function difference(whole: number | null, part: number | null): number | null {
  // The two are fetched at different moments, so the part can exceed the whole: then the difference is unknown.
  return whole === null || part === null || part > whole ? null : whole - part;
}

/** The newest of the instants (or days), or null where there is none. */
export function newest(instants: readonly (string | null)[]): string | null {
  return instants.reduce((best, at) => (at !== null && (best === null || at > best) ? at : best), null);
}

/** Newest first, unknown last. */
export function compareNewest(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a > b ? -1 : 1;
}

/** The last part of the project's address: the lower-case name, with the owner before it where that is not the login. */
export function slugOf(name: string, login: string): string {
  const [owner = '', own = ''] = name.toLowerCase().split('/');
  return isSameName(owner, login) ? own : `${owner}--${own}`;
}

function pathOf(name: string, { group, login }: Classification): string | null {
  return group === 'other' ? null : `/projects/${slugOf(name, login)}/`;
}

function formerPathsOf(formerNames: readonly string[], classification: Classification): string[] {
  return formerNames.map((name) => pathOf(name, classification)).filter((path) => path !== null);
}

function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
