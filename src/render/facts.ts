import type { PortfolioRepository } from '../portfolio/model.ts';
import { commitsInYearBefore } from '../portfolio/totals.ts';
import { formatCount, formatDay, pluralize } from './format.ts';

/**
 * What is known of a repository, a short text for each fact, not escaped; what is unknown is left out. `login` is told
 * where commits are his alone. With a day `asOf`, the commits of the year before it are told too.
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
  return [
    // In a repository that is not his own only the owner's commits are counted.
    pluralize(count, 'commit') + (role === 'author' ? '' : ` by ${login}`),
    ...(inYear === null ? [] : [`${formatCount(inYear)} in the last year`]),
    ...(lastCommitAt === null ? [] : [`last on ${formatDay(lastCommitAt)}`]),
  ].join(', ');
}

/** The state of the checks; where it is unknown or there are none, what the repository has to be checked with. */
function quality({ ci: checks, has }: PortfolioRepository): string | null {
  if (checks && checks.state !== 'none') {
    return `checks ${checks.state}${checks.completedAt === null ? '' : ` on ${formatDay(checks.completedAt)}`}`;
  }
  const present = [has.tests === true && 'tests', has.workflow === true && 'workflow'].filter(Boolean);
  return present.length > 0 ? `${present.join(' and ')} present` : null;
}
