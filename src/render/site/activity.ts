import type { ActivityItem, Portfolio } from '../../portfolio/model.ts';
import { formatCount } from '../format.ts';
import { sanitizeText } from '../sanitize.ts';

/** Something with a date, for /activity/ and the feed. Texts are foreign, in one line. */
export interface ActivityEntry {
  /** What kind of thing it is, in a word or two. */
  kind: string;
  /** Day or instant, UTC. */
  at: string;
  title: string;
  url: string;
  /** What a feed knows it by, for good: the repository's id or the pull request, with kind and day. */
  id: string;
}

/** The news of one month, newest first. */
export interface Month {
  /** YYYY-MM. */
  month: string;
  news: ActivityEntry[];
}

/** What happened on GitHub between two refreshes, newest first: for the feed. */
export function activityEntries({ activity: happenings }: Portfolio): ActivityEntry[] {
  return happenings.flatMap((happening) => newsOfHappening(happening) ?? []);
}

/**
 * By month, newest first, at most `limit` in all: what happened, the newest release of each repository and its last commit,
 * and pull requests merged elsewhere.
 */
export function activityByMonth(portfolio: Portfolio, limit: number): Month[] {
  const { releases, pullRequestsElsewhere, repositories } = portfolio;
  const standing: Omit<ActivityEntry, 'id'>[] = [
    ...releases.map(({ repository: { title }, release: { kind, tag, publishedAt, url } }) => ({
      kind,
      at: publishedAt,
      title: `${title} ${sanitizeText(tag)}`,
      url,
    })),
    ...(pullRequestsElsewhere?.items ?? []).map(({ title, url, mergedAt }) => ({
      kind: 'pull request',
      at: mergedAt,
      title: sanitizeText(title),
      url,
    })),
    ...repositories.flatMap(({ title, path, url, lastCommitAt }) =>
      lastCommitAt ? [{ kind: 'last commit', at: lastCommitAt, title, url: path ?? url }] : [],
    ),
  ];
  // Releases and pull requests are known to the instant where they stand; the event of the same address adds nothing.
  const addresses = new Set(standing.map(({ url }) => url));
  const events = activityEntries(portfolio).filter(
    ({ kind, url }) => kind === 'checks' || !addresses.has(url),
  );
  const all = [...standing.map((news) => ({ ...news, id: news.url })), ...events].sort(newestFirst);
  const months = new Map<string, ActivityEntry[]>();
  for (const news of all.slice(0, limit)) {
    const month = news.at.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), news]);
  }
  return [...months].map(([month, news]) => ({ month, news }));
}

function newsOfHappening({ event, repository }: ActivityItem): ActivityEntry | null {
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
  // What happened to a repository that has left is not told.
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
