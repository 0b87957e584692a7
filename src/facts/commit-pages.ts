import { addDays, sundayOf } from '../dates.ts';
import { z } from '../zod.ts';
import { ContradictionError, type ReadContext } from './answer.ts';
import type { Commits, Weeks } from './commit-weeks.ts';
import { count } from './fact.ts';
import { nullIfFuture, unverifiedDate } from './fields.ts';

/** GitHub's maximum page size. */
export const COMMITS_PER_PAGE = 100;

/** Up to this many of the newest commits are counted by week; older weeks come from earlier refreshes. */
export const MAX_COMMITS = 500;

/** The selection for one page of the commit history; `after` is the cursor argument, empty for the first page. */
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

/** The newest commits of a repository, as far as they have been read. */
export interface CommitPages {
  total: number;
  /** The date of every commit read; null if it is invalid. */
  dates: readonly (string | null)[];
  /** The cursor of the next page; null after the last. */
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
  if (totalCount === 0 && countsAllAuthors) throw new ContradictionError('the default branch has no commits');
  const dates = nodes.map(({ committedDate }) => nullIfFuture(committedDate, now));
  return { total: totalCount, dates, next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

/**
 * Counts the commits in these pages by committer date. A commit with an invalid date counts in the total, but is in no week and
 * is neither the first nor the last. The weeks are complete up to `now`. Throws {@link ContradictionError} if the pages end
 * before their total is reached.
 */
export function toCommits({ total, dates, next }: CommitPages, now: string): Commits {
  if (dates.length > total)
    throw new ContradictionError(`got ${dates.length} commits, more than the total of ${total}`);
  const isWhole = dates.length === total;
  if (!isWhole && next === null) throw new ContradictionError(`got ${dates.length} of ${total} commits`);
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
  // If there are older commits, some may be in the week of the oldest one read.
  const from = isWhole ? sundayOf(oldest) : addDays(sundayOf(oldest), 7);
  const to = sundayOf(now);
  return { from, to: to > from ? to : from, counts: countByWeek(dates.filter((date) => date >= from)) };
}

/** Counts dates, given in ascending order, by week. Computes the Sunday once per week, because per commit it is slow. */
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
