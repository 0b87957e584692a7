import { isFuture, sundayOf } from '../dates.ts';
import { isSameJson } from '../json.ts';
import { z } from '../zod.ts';
import { count, day, instant } from './fact.ts';

const weeks = z.strictObject({
  /** Counts are complete from this day on … */
  from: day,
  /** … up to, but not including, this day. Commits made since then in the current week may be counted too. */
  to: day,
  /** Commits by the Sunday that starts the week (UTC); weeks without commits are omitted. */
  counts: z.record(day, count.positive()),
});

/** Schema of the commits on the default branch, as stored. */
export const commits = z.strictObject({
  total: count,
  firstCommitAt: instant.nullable(), // null also in an empty repository
  lastCommitAt: instant.nullable(), // null also in an empty repository
  weeks: weeks.nullable(),
});

/** Commits by week over a period. */
export type Weeks = z.infer<typeof weeks>;
/** The commits on the default branch. */
export type Commits = z.infer<typeof commits>;

/**
 * Adds known older weeks to the ones just counted. They are dropped if there is a gap between the two, or if the number of older
 * commits has changed: then the history was rewritten, or a branch with old commits was merged.
 */
export function withEarlierWeeks(fresh: Commits, known: Commits | undefined): Commits {
  if (!fresh.weeks || !known?.weeks || fresh.firstCommitAt !== null) return fresh;
  const { from, counts } = fresh.weeks;
  if (known.weeks.from >= from || known.weeks.to < from) return fresh;
  if (commitsBefore(from, known.total, known.weeks) !== commitsBefore(from, fresh.total, fresh.weeks))
    return fresh;
  const earlier = Object.entries(known.weeks.counts).filter(([week]) => week < from);
  const weeks: Weeks = {
    ...fresh.weeks,
    from: known.weeks.from,
    counts: { ...Object.fromEntries(earlier), ...counts },
  };
  return { ...fresh, weeks, firstCommitAt: known.firstCommitAt };
}

/** The number of commits that are in no week from this Sunday on. */
function commitsBefore(sunday: string, total: number, { counts }: Weeks): number {
  const since = Object.entries(counts).filter(([week]) => week >= sunday);
  return since.reduce((rest, [, count]) => rest - count, total);
}

/** Extends the confirmed period to the Sunday that started this week: weeks without a push are known to be empty. */
export function confirmedUpTo(commits: Commits, at: string): Commits {
  const sunday = sundayOf(at);
  if (!commits.weeks || commits.weeks.to >= sunday) return commits;
  return { ...commits, weeks: { ...commits.weeks, to: sunday } };
}

/** Whether the commits are the same, regardless of the confirmed period. */
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

/** Removes dates in the future: they are unknown until the commits are fetched again. */
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

/** The newest 500 commits may start in the middle of a week of up to 100, which is not counted. */
const ENOUGH_COMMITS = 400;

/** Whether the weeks go back as far as a refresh ever reads. */
export function hasAllRecentWeeks({ total, firstCommitAt, weeks }: Commits): boolean {
  if (total === 0 || firstCommitAt !== null) return true;
  return weeks !== null && sumOf(weeks) >= ENOUGH_COMMITS;
}

/** Whether the newest commits together with the known weeks go back as far as a refresh ever reads. */
export function reachesKnownWeeks(fresh: Commits, known: Commits | undefined): boolean {
  if (hasAllRecentWeeks(fresh)) return true;
  if (!fresh.weeks || !known?.weeks || !hasAllRecentWeeks(known)) return false;
  const joined = withEarlierWeeks(fresh, known);
  return hasAllRecentWeeks(joined);
}
