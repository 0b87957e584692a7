import { formatCount, formatDay, pluralize } from '../render/format.ts';
import type { Change } from '../snapshot/diff.ts';
import type { RefreshReport } from './refresh-report.ts';

/** A change in words. What was added or removed has neither before nor after. */
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

/** The fields that are days, or instants in UTC. Whatever else looks like one is free text. */
const DATES = ['last commit', 'as of'];

function formatValue(value: Change['before'], isDate: boolean): string {
  if (value === null) return 'unknown';
  if (typeof value === 'number') return formatCount(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return isDate ? `${formatDay(value)} ${value.slice(11, 16)}`.trim() : value;
}

/** The text for a refresh without changes: nothing changed, or nothing could be fetched. */
export function describeNoChanges({ isComplete, inputs }: RefreshReport): string {
  // A run for some repositories asks for no list.
  const isKnown = isComplete || inputs.repositories.length > 0;
  return isKnown ? 'Nothing changed' : "Couldn't reach GitHub: no new data";
}

/** How much is known, and what it took to ask: `29 repositories as of 22 Nov 2026; 14 requests (986 of 1,000 left this hour)`. */
export function formatTotals({ repositories, asOf, requests }: RefreshReport): string {
  const { used, remaining, limit } = requests;
  const of = limit === null ? '' : ` of ${formatCount(limit)}`;
  const left = remaining === null ? '' : ` (${formatCount(remaining)}${of} left this hour)`;
  const known = pluralize(repositories, 'repository', 'repositories');
  return `${known} as of ${formatDay(asOf)}; ${pluralize(used, 'request')}${left}`;
}
