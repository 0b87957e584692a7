import { addDays, sundayOf } from '../dates.ts';
import { z } from '../zod.ts';
import { ContradictionError, type ReadContext } from './answer.ts';
import type { Commits, Weeks } from './commit-weeks.ts';
import { count } from './fact.ts';
import { nullIfFuture, unverifiedDate } from './fields.ts';

/** GitHub gives so many commits in one answer. */
export const COMMITS_PER_PAGE = 100;

/** The newest commits are counted by week, up to so many; older weeks are known from earlier refreshes. */
export const MAX_COMMITS = 500;

/** The selection of one page of a commit history; `after` is the argument with its cursor, where there is one. */
export function historyField(after = ''): string {
  return `history(first: ${COMMITS_PER_PAGE}, author: $author${after}) { totalCount pageInfo { hasNextPage endCursor } nodes { committedDate } }`;
}

const history = z.object({
  totalCount: count,
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(z.object({ committedDate: unverifiedDate })),
});

const node = z.object({
  isEmpty: z.boolean(),
  defaultBranchRef: z.object({ target: z.object({ history }) }).nullable(),
});

/** The newest commits of a repository, as far as they were read. */
export interface CommitPages {
  total: number;
  /** Of every commit that was read; null where it is impossible. */
  dates: readonly (string | null)[];
  /** Where the next page begins; null where there is none. */
  next: string | null;
}

/** Reads one page. Throws z.ZodError and {@link ContradictionError}. */
export function readCommitPage(
  answer: unknown,
  { now, countsAllAuthors }: Pick<ReadContext, 'now' | 'countsAllAuthors'>,
): CommitPages {
  const { isEmpty, defaultBranchRef } = node.parse(answer);
  if (!defaultBranchRef) {
    if (!isEmpty) throw new ContradictionError('no default branch, although the repository is not empty');
    return { total: 0, dates: [], next: null };
  }
  const { totalCount, pageInfo, nodes } = defaultBranchRef.target.history;
  if (totalCount === 0 && countsAllAuthors) throw new ContradictionError('a branch without a commit');
  const dates = nodes.map(({ committedDate }) => nullIfFuture(committedDate, now));
  return { total: totalCount, dates, next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

/**
 * The commits that these pages tell of, by committer date. One with an impossible date is counted, but is neither the first
 * nor the last and lies in no week. `now` ends the stretch for which the weeks are complete. Throws
 * {@link ContradictionError} where the pages end before their total is reached.
 */
export function toCommits({ total, dates, next }: CommitPages, now: string): Commits {
  if (dates.length > total) throw new ContradictionError(`${dates.length} commits of ${total}`);
  const isWhole = dates.length === total;
  if (!isWhole && next === null)
    throw new ContradictionError(`the last of ${total} commits after ${dates.length}`);
  const known = dates.filter((date) => date !== null).sort();
  return {
    total,
    firstCommitAt: isWhole ? (known[0] ?? null) : null,
    lastCommitAt: known.at(-1) ?? null,
    weeks: weeksOf(known, isWhole, now),
  };
}

/** `dates` in ascending order. */
function weeksOf(dates: readonly string[], isWhole: boolean, now: string): Weeks | null {
  const [oldest] = dates;
  if (oldest === undefined) return null;
  // Where older commits exist, the oldest one's week may hold some of them.
  const from = isWhole ? sundayOf(oldest) : addDays(sundayOf(oldest), 7);
  const to = sundayOf(now);
  return { from, to: to > from ? to : from, counts: countByWeek(dates.filter((date) => date >= from)) };
}

/** How many of these dates, in ascending order, lie in each week. Computes a week's Sunday once, not for each of its commits. */
function countByWeek(dates: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  let sunday = '';
  let nextSunday = '';
  for (const date of dates) {
    if (date >= nextSunday) {
      sunday = sundayOf(date);
      nextSunday = addDays(sunday, 7);
    }
    const before = counts[sunday];
    counts[sunday] = before === undefined ? 1 : before + 1;
  }
  return counts;
}
