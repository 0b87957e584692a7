import type { Change } from '../snapshot/diff.ts';
import type { RefreshReport } from './refresh-report.ts';

/** Names and tags that may stand in a commit message as they are; all else becomes a count. */
const PLAIN = /^[A-Za-z0-9._/-]{1,80}$/;
const MOST_RELEASES = 3;

/** What a refresh brought, as the one line of its commit: `assertG v0.2.0 released; 3 repositories updated`. */
export function commitMessage({ changes, asOf }: RefreshReport): string {
  const named = changes.filter(isNamedRelease).slice(0, MOST_RELEASES);
  const releasedBy = new Set(named.map(({ repository }) => repository));
  const presence = changes.filter(({ metric }) => metric === 'repository');
  const elsewhere = changes.filter(
    (change) => !presence.includes(change) && !releasedBy.has(change.repository),
  );
  const parts = [
    ...named.map(({ repository, after }) => `${shortName(repository)} ${after} released`),
    counted(presence.filter(({ before }) => before === null).length, 'added'),
    // A departed repository may be one that its owner hides, so it is not named.
    counted(presence.filter(({ after }) => after === null).length, 'removed'),
    counted(new Set(elsewhere.map(({ repository }) => repository)).size, 'updated'),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join('; ') : `Data as of ${asOf.slice(0, 10)}`;
}

function isNamedRelease({ repository, metric, after }: Change): boolean {
  const isRelease = metric === 'newest release' && after !== null;
  return isRelease && PLAIN.test(String(after)) && PLAIN.test(shortName(repository));
}

function shortName(repository: string): string {
  return repository.replace(/^[^/]*\//, '');
}

function counted(count: number, verb: string): string | null {
  if (count === 0) return null;
  return `${count} ${count === 1 ? 'repository' : 'repositories'} ${verb}`;
}
