import { isFuture, sundayOf } from '../dates.ts';
import { isSameJson } from '../json.ts';
import { z } from '../zod.ts';
import { count, day, instant } from './fact.ts';

const weeks = z.strictObject({
  /** Counts are complete from this day on … */
  from: day,
  /** … up to, not including, this one. The week it lies in may hold commits that were made so far. */
  to: day,
  /** Commits by the Sunday that begins their week (UTC); weeks without a commit are left out. */
  counts: z.record(day, count.positive()),
});

/** The commits on the default branch, as they are stored. */
export const commits = z.strictObject({
  total: count,
  firstCommitAt: instant.nullable(), // null also in an empty repository
  lastCommitAt: instant.nullable(), // null also in an empty repository
  weeks: weeks.nullable(),
});

/** Commits by week over a stretch of time. */
export type Weeks = z.infer<typeof weeks>;
/** The commits on the default branch. */
export type Commits = z.infer<typeof commits>;

/**
 * The newest weeks as just counted, with the older ones as known from before. Older ones are let go where they do not
 * reach up to the newer ones, or do not fit the total any more because history was rewritten.
 */
export function withEarlierWeeks(fresh: Commits, known: Commits | undefined): Commits {
  if (!fresh.weeks || !known?.weeks || fresh.firstCommitAt !== null) return fresh;
  const { from, counts } = fresh.weeks;
  if (known.weeks.from >= from || known.weeks.to < from) return fresh;
  const earlier = Object.entries(known.weeks.counts).filter(([week]) => week < from);
  const weeks: Weeks = {
    ...fresh.weeks,
    from: known.weeks.from,
    counts: { ...Object.fromEntries(earlier), ...counts },
  };
  if (sumOf(weeks) > fresh.total) return fresh;
  return { ...fresh, weeks, firstCommitAt: known.firstCommitAt };
}

/** The same facts, confirmed up to the Sunday that began this week: weeks without a push become known. */
export function confirmedUpTo(commits: Commits, at: string): Commits {
  const sunday = sundayOf(at);
  if (!commits.weeks || commits.weeks.to >= sunday) return commits;
  return { ...commits, weeks: { ...commits.weeks, to: sunday } };
}

/** Whether the commits are the same, however far they are confirmed. */
export function areSameCommits(one: Commits, other: Commits): boolean {
  const facts = (commits: Commits) => ({
    ...commits,
    weeks: commits.weeks && { ...commits.weeks, to: null },
  });
  return isSameJson(facts(one), facts(other));
}

function sumOf({ counts }: Weeks): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The commits without dates that lie in the future: those become unknown until they are fetched again. */
export function healCommits(commits: Commits, now: string): Commits {
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

/** With so many commits counted by week, no older ones are read: the 500 newest may begin within a week of up to 100. */
const ENOUGH_COMMITS = 400;

/** Whether the weeks are known as far back as a refresh ever reads them. */
export function hasAllRecentWeeks({ total, firstCommitAt, weeks }: Commits): boolean {
  if (total === 0 || firstCommitAt !== null) return true;
  return weeks !== null && sumOf(weeks) >= ENOUGH_COMMITS;
}

/** Whether the newest commits together with what is known reach as far back as a refresh ever reads. */
export function reachesKnownWeeks(fresh: Commits, known: Commits | undefined): boolean {
  if (hasAllRecentWeeks(fresh)) return true;
  if (!fresh.weeks || !known?.weeks || !hasAllRecentWeeks(known)) return false;
  const joined = withEarlierWeeks(fresh, known);
  return hasAllRecentWeeks(joined);
}
