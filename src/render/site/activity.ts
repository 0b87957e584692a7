import type { ActivityItem, Portfolio } from '../../portfolio/model.ts';
import { formatCount } from '../format.ts';
import { sanitizeText } from '../sanitize.ts';

/** A dated entry for /activity/ and the feed. Its texts are untrusted and single-line. */
export interface ActivityEntry {
  /** A label of a word or two, such as `release`. */
  kind: string;
  /** Day or instant, UTC. */
  at: string;
  title: string;
  url: string;
  /** Permanent id for feed readers: repository id or pull request, kind and day. */
  id: string;
}

/** The entries of one month, newest first. */
export interface Month {
  /** YYYY-MM. */
  month: string;
  news: ActivityEntry[];
}

/** Events seen by refreshes, newest first, for the feed. */
export function activityEntries({ activity }: Portfolio): ActivityEntry[] {
  return activity.map(entryOf).filter((entry) => entry !== null);
}

/**
 * Events, the latest release and commit of each repository, and pull requests merged elsewhere: by month, newest first, at most
 * `limit` in total.
 */
export function activityByMonth(portfolio: Portfolio, limit: number): Month[] {
  const current = [
    ...releaseEntries(portfolio),
    ...pullRequestEntries(portfolio),
    ...lastCommitEntries(portfolio),
  ];
  // The facts have the exact time of a release or pull request, so the event with the same URL is redundant.
  const addresses = new Set(current.map(({ url }) => url));
  const events = activityEntries(portfolio).filter(
    ({ kind, url }) => kind === 'checks' || !addresses.has(url),
  );
  const all = [...current.map((entry) => ({ ...entry, id: entry.url })), ...events].sort(newestFirst);
  const months = new Map<string, ActivityEntry[]>();
  for (const entry of all.slice(0, limit)) {
    const month = entry.at.slice(0, 7);
    const news = months.get(month);
    if (news) news.push(entry);
    else months.set(month, [entry]);
  }
  return [...months].map(([month, news]) => ({ month, news }));
}

/** An entry from the current facts rather than from an event. */
type CurrentEntry = Omit<ActivityEntry, 'id'>;

function releaseEntries({ releases }: Portfolio): CurrentEntry[] {
  return releases.map(({ repository, release }) => ({
    kind: release.kind,
    at: release.publishedAt,
    title: `${repository.title} ${sanitizeText(release.tag)}`,
    url: release.url,
  }));
}

function pullRequestEntries({ pullRequestsElsewhere }: Portfolio): CurrentEntry[] {
  const items = pullRequestsElsewhere?.items ?? [];
  return items.map(({ title, url, mergedAt }) => ({
    kind: 'pull request',
    at: mergedAt,
    title: sanitizeText(title),
    url,
  }));
}

function lastCommitEntries({ repositories }: Portfolio): CurrentEntry[] {
  const entries: CurrentEntry[] = [];
  for (const { title, path, url, lastCommitAt } of repositories) {
    if (lastCommitAt) entries.push({ kind: 'last commit', at: lastCommitAt, title, url: path ?? url });
  }
  return entries;
}

function entryOf({ event, repository }: ActivityItem): ActivityEntry | null {
  if (event.kind === 'merged') {
    const { name, number, title, url, date } = event;
    return {
      kind: 'pull request',
      at: date,
      title: sanitizeText(title),
      url,
      id: `${name}/${number}/merged`,
    };
  }
  // Nothing is published about removed repositories.
  if (!repository || event.kind === 'departed') return null;
  const { title, url } = repository;
  const common = { at: event.date, url, id: `${event.repository}/${event.kind}/${event.date}` };
  switch (event.kind) {
    case 'new':
      return { ...common, kind: 'new repository', title };
    case 'renamed':
      return { ...common, kind: 'renamed', title: `${event.from} is now ${repository.name}` };
    case 'archived':
      return { ...common, kind: 'archived', title };
    case 'released':
      return { ...common, kind: 'release', title: `${title} ${sanitizeText(event.tag)}`, url: event.url };
    case 'checks':
      return { ...common, kind: 'checks', title: `${title}: ${event.state}` };
    case 'stars':
    case 'forks':
      return { ...common, kind: event.kind, title: `${title}: ${formatCount(event.step)} ${event.kind}` };
  }
}

function newestFirst(a: ActivityEntry, b: ActivityEntry): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
