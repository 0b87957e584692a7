import type { PortfolioRepository } from '../portfolio/model.ts';
import { commitsInYearBefore } from '../portfolio/totals.ts';
import { formatCount, formatDay, pluralize } from './format.ts';

/**
 * A short unescaped text for each known fact about a repository. `login` is shown where only the owner's commits are
 * counted. With `asOf`, the commits in the year before that day are included, if there are any.
 */
export function factsOf(repository: PortfolioRepository, login: string, asOf?: string): string[] {
  const { language, latestRelease, role, archived } = repository;
  return [
    archived === true ? 'archived' : null,
    role === 'author' ? null : role,
    language,
    latestRelease && `${latestRelease.kind} ${latestRelease.tag} of ${formatDay(latestRelease.publishedAt)}`,
    commits(repository, login, asOf),
    quality(repository),
  ].filter((fact) => fact !== null);
}

function commits(repository: PortfolioRepository, login: string, asOf: string | undefined): string | null {
  const { commits: count, lastCommitAt, role } = repository;
  if (count === null) return null;
  const inYear = asOf === undefined ? null : commitsInYearBefore(repository, asOf);
  const total = pluralize(count, 'commit');
  // In a repository of another author only the owner's commits are counted.
  const parts = [role === 'author' ? total : `${total} by ${login}`];
  if (inYear) parts.push(`${formatCount(inYear)} in the last year`);
  if (lastCommitAt !== null) parts.push(`last on ${formatDay(lastCommitAt)}`);
  return parts.join(', ');
}

/** The state of CI; if it is unknown or there is no CI, whether there are tests and workflows. */
function quality({ ci, has }: PortfolioRepository): string | null {
  if (ci && ci.state !== 'none') {
    const state = `checks ${ci.state}`;
    return ci.completedAt === null ? state : `${state} on ${formatDay(ci.completedAt)}`;
  }
  const present = [has.tests === true && 'tests', has.workflow === true && 'workflow'].filter(Boolean);
  return present.length > 0 ? `${present.join(' and ')} present` : null;
}
