import { NONE } from '../facts/fact.ts';
import { pluralize } from '../render/format.ts';
import { type Change, LONG_STALE } from '../snapshot/diff.ts';
import type { RefreshReport } from './refresh-report.ts';

/** Names and tags that may stand in a commit message as they are; all else becomes a count. */
const PLAIN = /^[A-Za-z0-9._/-]{1,80}$/;
const MAX_RELEASES = 3;

/** What a refresh brought, as the one line of its commit: `assertG v0.2.0 released; 3 repositories updated`. */
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
    // A removed repository may be one that its owner hides, so it is not named.
    repositories(removed.length, 'removed'),
    repositories(new Set(updated.map(({ subject }) => subject)).size, 'updated'),
    ...otherNews(changes).map((other) => `${other} updated`),
    ...longStale.map(staleness),
  ].filter((part) => part !== null);
  if (parts.length > 0) return parts.join('; ');
  return changes.length > 0 ? `Data as of ${asOf}` : 'Facts confirmed';
}

/** What else of a snapshot may change; these names are safe in a commit message. */
const OTHERS = [
  'profile',
  'contributions',
  'pull requests elsewhere',
  'site address',
  'links to own repositories',
];

/** The calendar ends with the last whole week, so when that moves it is no news that the calendar does too. */
function otherNews(changes: readonly Change[]): string[] {
  const isNewWeek = changes.some(({ field }) => field === 'as of');
  const isNews = (other: string) => changes.some(({ subject }) => subject === other);
  return OTHERS.filter((other) => isNews(other) && !(isNewWeek && other === 'contributions'));
}

function staleness({ after }: Change): string {
  return after === 0 ? 'all facts confirmed again' : `${pluralize(Number(after), 'fact')} ${LONG_STALE}`;
}

/** What was unknown before was not released now. */
function isNamedRelease({ subject, field, before, after }: Change): boolean {
  const isRelease = field === 'newest release' && before !== null && after !== null && after !== NONE;
  return isRelease && PLAIN.test(String(after)) && PLAIN.test(shortName(subject));
}

function shortName(repository: string): string {
  return repository.replace(/^[^/]*\//, '');
}

function repositories(count: number, verb: string): string | null {
  if (count === 0) return null;
  return `${pluralize(count, 'repository', 'repositories')} ${verb}`;
}
