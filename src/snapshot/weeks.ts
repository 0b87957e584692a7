import { sundayOf } from '../dates.ts';
import { isSameJson } from '../json.ts';
import type { FactValue, Weeks } from './schema.ts';

type Commits = FactValue<'commits'>;

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
