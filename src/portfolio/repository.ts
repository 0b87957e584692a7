import type { Role } from '../config/portfolio-schema.ts';
import { isSameName } from '../repository-name.ts';
import { type FetchLog, type FetchLogEntry, fetchLogKey } from '../snapshot/fetch-log.ts';
import type { DayEntry } from '../snapshot/history.ts';
import { type FactName, factNames, type Repository } from '../snapshot/schema.ts';
import type { Freshness, Group, LanguageShare, PortfolioRepository } from './model.ts';

/** What the owner says of a repository: where it stands and, in the résumé's words, what it is for. */
export interface Placement {
  role: Role;
  group: Group;
  title: string | null;
  purpose: string | null;
  login: string;
}

/** What is remembered of earlier refreshes. */
export interface Memory {
  checks: FetchLog;
  history: readonly DayEntry[];
}

/** Joins the facts about one repository with the owner's words. */
export function toPortfolioRepository(
  { id, name, formerNames, sections }: Repository,
  placement: Placement,
  { checks, history }: Memory,
): PortfolioRepository {
  const core = sections.core?.value;
  const commits = sections.commits?.value;
  const tree = sections.tree?.value;
  const openPullRequests = sections.pullRequests?.value ?? null;
  const openIssuesAndPullRequests = core?.openIssuesAndPullRequests ?? null;
  const remembered = checks.repositories[fetchLogKey({ id, name })] ?? {};
  return {
    id,
    name,
    title: placement.title ?? shortName(name),
    url: core?.url ?? `https://github.com/${name}`,
    role: placement.role,
    group: placement.group,
    path: pathOf(name, placement),
    formerPaths: formerNames.flatMap((former) => pathOf(former, placement) ?? []),
    purpose: placement.purpose,
    description: core?.description ?? null,
    homepage: core?.homepage ?? null,
    language: core?.language ?? null,
    languages: sections.languages ? languageShares(sections.languages.value) : null,
    stars: core?.stars ?? null,
    forks: core?.forks ?? null,
    watchers: sections.watchers?.value ?? null,
    openIssues: difference(openIssuesAndPullRequests, openPullRequests),
    openPullRequests,
    openIssuesAndPullRequests,
    license: core?.license ?? null,
    topics: core?.topics ?? null,
    archived: core?.archived ?? null,
    fork: core?.fork ?? null,
    commits: commits?.total ?? null,
    firstCommitAt: commits?.firstCommitAt ?? null,
    lastCommitAt: commits?.lastCommitAt ?? null,
    commitsByWeek: commits?.weeks
      ? { from: commits.weeks.from, to: commits.weeks.to, weeks: commits.weeks.counts }
      : null,
    latestRelease: sections.release?.value ?? null,
    releases: releasesOf(id, sections.release?.value ?? null, history),
    ci: sections.checks?.value ?? null,
    starsOverTime: starsOverTime(id, history),
    has: {
      readme: tree?.readme ?? null,
      tests: tree?.tests ?? null,
      dockerfile: tree?.dockerfile ?? null,
      workflow: tree?.workflow ?? null,
      license: tree?.license ?? null,
    },
    changedAt: newest(factNames.map((section) => sections[section]?.changedAt ?? null)),
    sections: freshnessOf(sections, remembered),
  };
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

function pathOf(name: string, { group, login }: Placement): string | null {
  return group === 'other' ? null : `/projects/${slugOf(name, login)}/`;
}

function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

function releasesOf(
  id: number | null,
  latest: PortfolioRepository['latestRelease'],
  history: readonly DayEntry[],
): PortfolioRepository['releases'] {
  const seen = history
    .flatMap(({ events }) => events)
    .flatMap((event) => (event.kind === 'released' && event.repository === id ? [event] : []))
    .filter(({ tag }) => tag !== latest?.tag)
    .map(({ tag, date, url }) => ({ tag, date, url }));
  const newest = latest && { tag: latest.tag, date: latest.publishedAt.slice(0, 10), url: latest.url };
  return [...(newest ? [newest] : []), ...seen.reverse()];
}

function starsOverTime(
  id: number | null,
  history: readonly DayEntry[],
): PortfolioRepository['starsOverTime'] {
  return history.flatMap(({ date, changed }) => {
    const stars = id === null ? undefined : changed[String(id)]?.stars;
    return stars === undefined ? [] : [{ date, stars }];
  });
}

function difference(whole: number | null, part: number | null): number | null {
  // The two are asked for at different moments, so that the part can for once exceed the whole: then neither tells.
  return whole === null || part === null || part > whole ? null : whole - part;
}

function languageShares(bytesByName: Record<string, number>): LanguageShare[] {
  const total = Object.values(bytesByName).reduce((sum, bytes) => sum + bytes, 0);
  return Object.entries(bytesByName)
    .filter(([, bytes]) => bytes > 0)
    .map(([name, bytes]) => ({ name, bytes, share: bytes / total }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

function freshnessOf(sections: Repository['sections'], remembered: Partial<Record<string, FetchLogEntry>>) {
  const entries = factNames.map((name) => [name, freshness(sections[name], remembered[name])]);
  return Object.fromEntries(entries) as Record<FactName, Freshness>;
}

function freshness(section: Repository['sections'][FactName], check: FetchLogEntry | undefined): Freshness {
  if (!section) return { state: 'unknown', since: null, reason: check?.reason ?? null };
  // Facts that no refresh has met yet are true of their day, and nothing has confirmed them since.
  const since = section.source ? section.changedAt : (check?.failingSince ?? section.stale?.since);
  const reason = check?.reason ?? section.stale?.reason ?? null;
  if (since) return { state: 'stale', since, reason };
  return { state: 'fresh', since: section.changedAt, reason: null };
}
