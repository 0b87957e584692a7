import type { ActivityItem, Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { sanitizeText } from '../sanitize.ts';
import { words } from './words.ts';

/** A dated entry for /activity/ and the feed. Its texts are untrusted and single-line. */
export interface ActivityEntry {
  /** A label of a word or two, such as `release`. */
  kind: string;
  /** Day or instant, UTC. */
  at: string;
  /** The repository, with its page on the site, else on GitHub. */
  repository: { name: string; url: string };
  /** What happened in it, such as the tag of a release, and its own address if it has one; null if the kind says it all. */
  what: { text: string; url: string | null } | null;
  /** What happened where, for the feed. */
  title: string;
  /** The address that the feed links to. */
  url: string;
  /** Permanent id for feed readers: repository id or pull request, kind and day. */
  id: string;
}

/** The entries of one month, newest first. */
export interface Month {
  /** YYYY-MM. */
  month: string;
  entries: ActivityEntry[];
}

/** Events seen by refreshes, newest first, for the feed. */
export function activityEntries({ activity }: Portfolio): ActivityEntry[] {
  return activity.map(entryOf).filter((entry) => entry !== null);
}

/** Events, the latest release of each repository, and pull requests merged elsewhere: by month, newest first, at most `limit` in total. */
export function activityByMonth(portfolio: Portfolio, limit: number): Month[] {
  const current = [...releaseEntries(portfolio), ...pullRequestEntries(portfolio)];
  // The facts have the exact time of a release or pull request, so the event with the same URL is redundant.
  const addresses = new Set(current.map(({ url }) => url));
  const events = activityEntries(portfolio).filter(({ url }) => !addresses.has(url));
  const all = [...current.map((entry) => ({ ...entry, id: entry.url })), ...events].sort(newestFirst);
  const months = new Map<string, ActivityEntry[]>();
  for (const entry of all.slice(0, limit)) {
    const month = entry.at.slice(0, 7);
    const entries = months.get(month);
    if (entries) entries.push(entry);
    else months.set(month, [entry]);
  }
  return [...months].map(([month, entries]) => ({ month, entries }));
}

/** An entry from the current facts rather than from an event. */
type CurrentEntry = Omit<ActivityEntry, 'id'>;

function releaseEntries({ releases }: Portfolio): CurrentEntry[] {
  return releases.map(({ repository, release: { kind, tag, publishedAt, url } }) =>
    releaseEntry(repository, { kind, tag, url, at: publishedAt }),
  );
}

function releaseEntry(
  repository: PortfolioRepository,
  { kind, tag, url, at }: { kind: string; tag: string; url: string; at: string },
): CurrentEntry {
  const text = sanitizeText(tag);
  const title = `${repository.title} ${text}`;
  return { kind, at, repository: linkTo(repository), what: { text, url }, title, url };
}

function pullRequestEntries({ pullRequestsElsewhere }: Portfolio): CurrentEntry[] {
  const items = pullRequestsElsewhere?.items ?? [];
  return items.map(({ repository, title, url, mergedAt }) =>
    pullRequestEntry({ name: repository, title, url, at: mergedAt }),
  );
}

function pullRequestEntry(merged: { name: string; title: string; url: string; at: string }): CurrentEntry {
  const { name, url, at } = merged;
  const text = sanitizeText(merged.title);
  const repository = { name, url: `https://github.com/${name}` };
  return {
    kind: words.activity.kinds.merged,
    at,
    repository,
    what: { text, url },
    title: `${name}: ${text}`,
    url,
  };
}

function entryOf({ event, repository }: ActivityItem): ActivityEntry | null {
  if (event.kind === 'merged') {
    const { name, number, title, url, date } = event;
    return { ...pullRequestEntry({ name, title, url, at: date }), id: `${name}/${number}/merged` };
  }
  // Nothing is published about removed repositories.
  if (!repository || event.kind === 'departed') return null;
  const id = `${event.repository}/${event.kind}/${event.date}`;
  if (event.kind === 'released') {
    const { tag, url, date } = event;
    return { ...releaseEntry(repository, { kind: words.activity.kinds.release, tag, url, at: date }), id };
  }
  const { kind, text } = describeEvent(event);
  const what = text === null ? null : { text, url: null };
  const title = `${repository.title}: ${text ?? kind}`;
  return { kind, at: event.date, repository: linkTo(repository), what, title, url: repository.url, id };
}

type RepositoryEvent = Exclude<ActivityItem['event'], { kind: 'merged' | 'departed' | 'released' }>;

function describeEvent(event: RepositoryEvent): { kind: string; text: string | null } {
  switch (event.kind) {
    case 'new':
      return { kind: words.activity.kinds.new, text: null };
    case 'renamed':
      return { kind: words.activity.kinds.renamed, text: words.activity.formerly(event.from) };
    case 'archived':
      return { kind: words.activity.archived, text: null };
    case 'checks':
      return { kind: words.activity.ci, text: `${words.activity.ci} ${event.state}` };
    case 'stars':
    case 'forks':
      return { kind: event.kind, text: words.activity.reached[event.kind](event.step) };
  }
}

function linkTo({ title, path, url }: PortfolioRepository): ActivityEntry['repository'] {
  return { name: title, url: path ?? url };
}

function newestFirst(a: ActivityEntry, b: ActivityEntry): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
