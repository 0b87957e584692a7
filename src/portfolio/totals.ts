import { addDays } from '../dates.ts';
import type { LanguageTotal, PartialSum, Portfolio, PortfolioRepository } from './model.ts';
import { latestOf } from './repository.ts';

const YEAR_IN_DAYS = 52 * 7;

/** Totals over the shown repositories. Stars and commits count only where the owner is the author. */
export function totalsOf(
  repositories: readonly PortfolioRepository[],
  publicRepositories: number | null,
  asOf: string,
): Portfolio['totals'] {
  const own = repositories.filter(({ role }) => role === 'author');
  return {
    repositories: { shown: repositories.length, public: publicRepositories },
    stars: partialSum(own.map(({ stars }) => stars)),
    commitsLastYear: partialSum(own.map((repository) => commitsInYearBefore(repository, asOf))),
    languages: languageTotals(repositories),
  };
}

/** Commits in the 52 whole weeks before the Sunday `asOf`; null if any of these weeks is unknown. */
export function commitsInYearBefore(repository: PortfolioRepository, asOf: string): number | null {
  const { commits, firstCommitAt, commitsByWeek } = repository;
  if (commits === 0) return 0;
  if (!commitsByWeek || commitsByWeek.to < asOf) return null;
  const start = addDays(asOf, -YEAR_IN_DAYS);
  const isWholeHistory = firstCommitAt !== null && commitsByWeek.from <= firstCommitAt;
  if (commitsByWeek.from > start && !isWholeHistory) return null;
  return Object.entries(commitsByWeek.weeks)
    .filter(([week]) => week >= start && week < asOf)
    .reduce((sum, [, count]) => sum + count, 0);
}

/** The sum of the known values. */
export function partialSum(values: readonly (number | null)[]): PartialSum {
  const known = values.filter((value) => value !== null);
  return {
    value: known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : null,
    knownFor: known.length,
    of: values.length,
  };
}

function languageTotals(repositories: readonly PortfolioRepository[]): LanguageTotal[] {
  const names = new Set(repositories.map(({ language }) => language).filter((name) => name !== null));
  const totals = [...names].map((name) => {
    const members = repositories.filter(({ language }) => language === name);
    const lastCommitAt = latestOf(members.map((member) => member.lastCommitAt));
    return { name, repositories: members.length, lastCommitAt };
  });
  return totals.sort((a, b) => b.repositories - a.repositories || (a.name < b.name ? -1 : 1));
}
