import type { Portfolio } from '../../portfolio/model.ts';
import { type Month, monthlyWork, summarizeWork } from '../charts/monthly-work.ts';
import { workChart } from '../charts/work-chart.ts';
import { counted } from './live-line.ts';
import { type Phrase, textPiece, total } from './phrase.ts';
import { words } from './words.ts';

/** The section about all public work on the home page. */
export interface PublicWorkView {
  /** `1,998 commits in 29 public repositories since April 2020`. */
  summary: string;
  /** What the chart lacks, or null. */
  gap: string | null;
  /** SVG. */
  chart: string;
  /** Whether the chart shows both key projects and other repositories. */
  hasKeyProjects: boolean;
  /** The numbers of the chart by year, latest first. */
  years: readonly { year: string; key: number; others: number }[];
  /** `99 pull requests merged into other projects`, or null. */
  pullRequests: Phrase | null;
}

/** The commits to all repositories by month; null if fewer than two repositories, or no commits, are known. */
export function publicWorkView(portfolio: Portfolio): PublicWorkView | null {
  const work = monthlyWork(portfolio);
  if (!work || portfolio.repositories.length < 2) return null;
  return {
    summary: summarizeWork(work),
    gap:
      work.incomplete > 0
        ? words.home.incomplete(work.incomplete, words.common.repositories(portfolio.repositories.length))
        : null,
    chart: workChart(work, portfolio.asOf),
    hasKeyProjects: work.months.some(({ key }) => key > 0),
    years: byYear(work.months),
    pullRequests: pullRequests(portfolio),
  };
}

function pullRequests({ pullRequestsElsewhere: elsewhere }: Portfolio): Phrase | null {
  if (!elsewhere?.total) return null;
  const number = total(elsewhere.total, 'pullRequestsElsewhere');
  return [...counted(number, words.home.pullRequest), textPiece(` ${words.home.mergedElsewhere}`)];
}

function byYear(months: readonly Month[]): PublicWorkView['years'] {
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))].reverse();
  return years.map((year) => {
    const members = months.filter(({ month }) => month.startsWith(year));
    const sum = (of: (month: Month) => number) => members.reduce((all, month) => all + of(month), 0);
    return { year, key: sum(({ key }) => key), others: sum(({ others }) => others) };
  });
}
