import type { PortfolioRepository } from '../portfolio/model.ts';
import { commitsInYearBefore } from '../portfolio/totals.ts';
import { formatCount, formatDay, pluralize } from './format.ts';

/**
 * What is known of a repository, a short text for each fact, not escaped; what is unknown is left out. `login` is named
 * where only the owner's commits are counted. With a day `asOf`, the commits of the year before it are counted too.
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
  // In a repository that is not the owner's only the owner's commits are counted.
  const parts = [role === 'author' ? total : `${total} by ${login}`];
  if (inYear !== null) parts.push(`${formatCount(inYear)} in the last year`);
  if (lastCommitAt !== null) parts.push(`last on ${formatDay(lastCommitAt)}`);
  return parts.join(', ');
}

/** The state of CI; where it is unknown or there is none, what the repository has for testing. */
function quality({ ci, has }: PortfolioRepository): string | null {
  if (ci && ci.state !== 'none') {
    const state = `checks ${ci.state}`;
    return ci.completedAt === null ? state : `${state} on ${formatDay(ci.completedAt)}`;
  }
  const present = [has.tests === true && 'tests', has.workflow === true && 'workflow'].filter(Boolean);
  return present.length > 0 ? `${present.join(' and ')} present` : null;
}
