import { addDays, sundayOf } from '../dates.ts';
import type { FetchLog } from './fetch-log.ts';
import type { FactValue, Repository, Snapshot, StoredFact, StoredFacts, Weeks } from './schema.ts';

/**
 * So much later than the present a stored date may be without being wrong: GitHub's own servers disagree by days only
 * where something is broken. In days.
 */
const TOLERANCE_IN_DAYS = 7;

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
export interface PresentTime {
  now: string;
  isAgreed: boolean;
}

/**
 * The present. Where the clocks agree, it is GitHub's time; else the earlier one of those that do not lie far before `asOf`,
 * which has begun. Only where both agree is `asOf` itself wrong; a first refresh has only GitHub's word.
 */
export function presentTime({ local, github, asOf }: Clocks): PresentTime {
  const isAgreed = github !== null && Math.abs(Date.parse(github) - Date.parse(local)) <= 2 * DAY_IN_MS;
  if (asOf === undefined || github === null) return { now: notBefore(asOf, github ?? local), isAgreed };
  const [plausible] = [github, local].filter((clock) => !isFuture(asOf, clock)).sort();
  const now = isAgreed || plausible === undefined ? github : plausible;
  return { now: isAgreed && isFuture(asOf, now) ? now : notBefore(asOf, now), isAgreed };
}

function notBefore(asOf: string | undefined, now: string): string {
  return asOf === undefined || asOf <= now.slice(0, 10) ? now : `${asOf}T00:00:00Z`;
}

function latestDay(now: string): string {
  return addDays(now.slice(0, 10), TOLERANCE_IN_DAYS);
}

/** Whether a day or instant is later than the present by more than broken servers explain. */
export function isFuture(date: string, now: string): boolean {
  return date.slice(0, 10) > latestDay(now);
}

/** The snapshot without dates in the future, which a refresh on a machine with a wrong clock has left. */
export function healFutureDates(snapshot: Snapshot, now: string): Snapshot {
  const { profile, pullRequestsElsewhere, contributions, repositories, asOf } = snapshot;
  const isCalendarFuture = contributions !== undefined && isFuture(contributions.value.to, now);
  return {
    ...snapshot,
    asOf: isFuture(asOf, now) ? sundayOf(now) : asOf,
    profile: profile && healFact(profile, now),
    pullRequestsElsewhere: pullRequestsElsewhere && healFact(pullRequestsElsewhere, now),
    // A calendar of days that have not come tells nothing.
    contributions: contributions && !isCalendarFuture ? healFact(contributions, now) : undefined,
    repositories: repositories.map((repository) => healRepository(repository, now)),
  };
}

/** The fetch log without instants in the future. */
export function healFutureLog(fetchLog: FetchLog, now: string): FetchLog {
  return JSON.parse(JSON.stringify(fetchLog), (_, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) && isFuture(value, now) ? now : value,
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function healFact<T extends StoredFact<unknown>>(fact: T, now: string): T {
  const { changedAt, stale } = fact;
  const healed = { ...fact, changedAt: isFuture(changedAt, now) ? now : changedAt };
  if (!stale || !isFuture(stale.since, now)) return healed;
  return { ...healed, stale: { ...stale, since: now } };
}

function healRepository(repository: Repository, now: string): Repository {
  const { core, watchers, languages, commits, tree, release, checks, pullRequests } = repository.sections;
  const healed: StoredFacts = {
    core: core && healFact(core, now),
    watchers: watchers && healFact(watchers, now),
    languages: languages && healFact(languages, now),
    commits: commits && healFact({ ...commits, value: healCommits(commits.value, now) }, now),
    tree: tree && healFact(tree, now),
    release: release && healFact(release, now),
    checks: checks && healFact(checks, now),
    pullRequests: pullRequests && healFact(pullRequests, now),
  };
  return { ...repository, sections: healed };
}

type Commits = FactValue<'commits'>;

/** Impossible dates of commits become unknown until they are asked for again. */
function healCommits(commits: Commits, now: string): Commits {
  const { firstCommitAt, lastCommitAt, weeks } = commits;
  const possible = (date: string | null) => (date !== null && isFuture(date, now) ? null : date);
  return {
    ...commits,
    firstCommitAt: possible(firstCommitAt),
    lastCommitAt: possible(lastCommitAt),
    weeks: weeks && !isFuture(weeks.from, now) ? healWeeks(weeks, now) : null,
  };
}

function healWeeks(weeks: Weeks, now: string): Weeks {
  const counts = Object.entries(weeks.counts).filter(([week]) => !isFuture(week, now));
  const sunday = sundayOf(now);
  const to = isFuture(weeks.to, now) ? sunday : weeks.to;
  return { ...weeks, to: to > weeks.from ? to : weeks.from, counts: Object.fromEntries(counts) };
}
