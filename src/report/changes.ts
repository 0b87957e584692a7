import { formatCount, formatDay, pluralize } from '../render/format.ts';
import type { Change } from '../snapshot/diff.ts';
import type { RefreshReport } from './refresh-report.ts';

/** A change in words. `before` and `after` are empty if something was added or removed. */
export interface DescribedChange {
  subject: string;
  what: string;
  before: string;
  after: string;
}

/** Describes a change for people. */
export function describeChange({ subject, field, before, after }: Change): DescribedChange {
  if (field === 'repository') {
    return { subject, what: before === null ? 'added' : 'removed', before: '', after: '' };
  }
  const isDate = DATES.includes(field);
  return { subject, what: field, before: formatValue(before, isDate), after: formatValue(after, isDate) };
}

/** The fields that contain a day or a UTC time. In other fields, text that looks like a date is free text. */
const DATES = ['last commit', 'as of'];

function formatValue(value: Change['before'], isDate: boolean): string {
  if (value === null) return 'unknown';
  if (typeof value === 'number') return formatCount(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return isDate ? `${formatDay(value)} ${value.slice(11, 16)}`.trim() : value;
}

/** The text for a refresh without changes: nothing changed, or nothing could be fetched. */
export function describeNoChanges({ isComplete, inputs }: RefreshReport): string {
  // A run for some repositories does not fetch the list.
  const isKnown = isComplete || inputs.repositories.length > 0;
  return isKnown ? 'Nothing changed' : "Couldn't reach GitHub: no new data";
}

/** How much is known, and how many requests it took: `29 repositories as of 22 Nov 2026; 14 requests (986 of 1,000 left this hour)`. */
export function formatTotals({ repositories, asOf, requests }: RefreshReport): string {
  const { used, remaining, limit } = requests;
  const of = limit === null ? '' : ` of ${formatCount(limit)}`;
  const left = remaining === null ? '' : ` (${formatCount(remaining)}${of} left this hour)`;
  const known = pluralize(repositories, 'repository', 'repositories');
  return `${known} as of ${formatDay(asOf)}; ${pluralize(used, 'request')}${left}`;
}
