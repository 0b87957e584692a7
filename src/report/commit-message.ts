import { NONE } from '../facts/fact.ts';
import { pluralize } from '../render/format.ts';
import { type Change, LONG_STALE } from '../snapshot/diff.ts';
import type { RefreshReport } from './refresh-report.ts';

/** Names and tags that are safe in a commit message. Others are only counted. */
const PLAIN = /^[A-Za-z0-9._/-]{1,80}$/;
const MAX_RELEASES = 3;

/** The subject of the commit with a refresh's changes: `assertG v0.2.0 released; 3 repositories updated`. */
export function commitMessage({ changes, asOf }: RefreshReport): string {
  const named = changes.filter(isNamedRelease).slice(0, MAX_RELEASES);
  const releasedBy = new Set(named.map(({ subject }) => subject));
  const presence = changes.filter(({ field }) => field === 'repository');
  const updated = changes.filter(
    (change) => change.subject.includes('/') && !presence.includes(change) && !releasedBy.has(change.subject),
  );
  const added = presence.filter(({ before }) => before === null);
  const removed = presence.filter(({ after }) => after === null);
  const longStale = changes.filter(({ field }) => field === LONG_STALE);
  const parts = [
    ...named.map(({ subject, after }) => `${shortName(subject)} ${after} released`),
    repositories(added.length, 'added'),
    // Removed repositories are not named: the owner may want to hide them.
    repositories(removed.length, 'removed'),
    repositories(new Set(updated.map(({ subject }) => subject)).size, 'updated'),
    ...changedOwnerData(changes).map((subject) => `${subject} updated`),
    ...longStale.map(staleness),
  ].filter((part) => part !== null);
  if (parts.length > 0) return parts.join('; ');
  return changes.length > 0 ? `Data as of ${asOf}` : 'Confirm that nothing changed';
}

/** Subjects of changes in the owner's data. These names are safe in a commit message. */
const OWNER_SUBJECTS = [
  'profile',
  'contributions',
  'pull requests elsewhere',
  'site address',
  'links to own repositories',
];

/** The calendar ends with the last full week, so its change is not worth mentioning when a new week begins. */
function changedOwnerData(changes: readonly Change[]): string[] {
  const isNewWeek = changes.some(({ field }) => field === 'as of');
  const isChanged = (name: string) => changes.some(({ subject }) => subject === name);
  return OWNER_SUBJECTS.filter((name) => isChanged(name) && !(isNewWeek && name === 'contributions'));
}

function staleness({ after }: Change): string {
  return after === 0 ? 'all facts confirmed again' : `${pluralize(Number(after), 'fact')} ${LONG_STALE}`;
}

/** A release that was unknown before is not a new release. */
function isNamedRelease({ subject, field, before, after }: Change): boolean {
  const isRelease = field === 'latest release' && before !== null && after !== null && after !== NONE;
  return isRelease && PLAIN.test(String(after)) && PLAIN.test(shortName(subject));
}

function shortName(repository: string): string {
  return repository.replace(/^[^/]*\//, '');
}

function repositories(count: number, verb: string): string | null {
  if (count === 0) return null;
  return `${pluralize(count, 'repository', 'repositories')} ${verb}`;
}
