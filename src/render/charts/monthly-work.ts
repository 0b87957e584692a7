import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { formatCount, formatDate, pluralize } from '../format.ts';
import { commitsByMonth } from './commit-timeline.ts';
import { formatMonth } from './months.ts';

/** The known commits of a month to all repositories. */
export interface Month {
  /** YYYY-MM. */
  month: string;
  /** Commits to key projects, and to all other repositories. */
  key: number;
  others: number;
  /** The repository with the most commits. */
  busiest: { title: string; commits: number };
}

/** The known commits to all repositories by month. */
export interface MonthlyWork {
  /** The months with commits, oldest first; at least one. */
  months: readonly [Month, ...Month[]];
  /** The sum of these commits, and how many repositories they were made to. */
  commits: number;
  repositories: number;
  /** Repositories with commits that are not among these, because GitHub's data is incomplete. */
  incomplete: number;
}

/** Commits by month as far as they are known; null if none is. */
export function monthlyWork({ repositories, keyProjects }: Portfolio): MonthlyWork | null {
  const byMonth = new Map<string, Month>();
  let counted = 0;
  for (const repository of repositories) {
    const isKey = keyProjects.includes(repository);
    const months = commitsByMonth(repository.commitsByWeek);
    if (months.size > 0) counted += 1;
    for (const [month, commits] of months) {
      const before = byMonth.get(month);
      byMonth.set(month, withCommits(before, { month, commits, isKey, title: repository.title }));
    }
  }
  const [first, ...rest] = [...byMonth.values()].sort((one, other) => (one.month < other.month ? -1 : 1));
  if (!first) return null;
  const months: MonthlyWork['months'] = [first, ...rest];
  return {
    months,
    commits: months.reduce((sum, month) => sum + commitsIn(month), 0),
    repositories: counted,
    incomplete: repositories.filter(isIncomplete).length,
  };
}

/** All commits of a month. */
export function commitsIn({ key, others }: Month): number {
  return key + others;
}

/** The month with the most commits, the earliest if several tie. */
export function busiestMonth({ months }: MonthlyWork): Month {
  return months.reduce<Month>(
    (best, month) => (commitsIn(month) > commitsIn(best) ? month : best),
    months[0],
  );
}

/** `1,998 commits in 29 public repositories since April 2020`. */
export function summarizeWork(work: MonthlyWork): string {
  return `${amountOf(work)} since ${formatDate(work.months[0].month)}`;
}

/** `1,998 commits in 29 public repositories from Apr 2020 to Nov 2026; most in Jul 2025: 180`. */
export function describeWork(work: MonthlyWork): string {
  const busiest = busiestMonth(work);
  const [first, last] = [work.months[0], work.months.at(-1) ?? work.months[0]].map(({ month }) =>
    formatMonth(month),
  );
  const period = first === last ? `in ${first}` : `from ${first} to ${last}`;
  const most = `most in ${formatMonth(busiest.month)}: ${formatCount(commitsIn(busiest))}`;
  return `${amountOf(work)} ${period}; ${most}`;
}

/** The sum is only a lower bound if some weeks are not known. */
function amountOf({ commits, repositories, incomplete }: MonthlyWork): string {
  const places = pluralize(repositories, 'public repository', 'public repositories');
  const amount = `${pluralize(commits, 'commit')} in ${places}`;
  return incomplete > 0 ? `At least ${amount}` : amount;
}

function withCommits(
  before: Month | undefined,
  { month, commits, isKey, title }: { month: string; commits: number; isKey: boolean; title: string },
): Month {
  const { key = 0, others = 0, busiest } = before ?? {};
  return {
    month,
    key: key + (isKey ? commits : 0),
    others: others + (isKey ? 0 : commits),
    busiest: busiest && busiest.commits >= commits ? busiest : { title, commits },
  };
}

/** Whether a repository has commits whose weeks are not known. */
function isIncomplete({ commits, commitsByWeek, firstCommitAt }: PortfolioRepository): boolean {
  if (commits === 0) return false;
  if (!commitsByWeek) return true;
  return firstCommitAt === null || firstCommitAt.slice(0, 10) < commitsByWeek.from;
}
