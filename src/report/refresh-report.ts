import { z } from 'zod';
import { workflowInputsSchema } from '../context/workflow-inputs.ts';
import { namesOf } from '../facts/fact-set.ts';
import { type OwnerFactValues, ownerFacts } from '../facts/index.ts';
import { toSingleLine } from '../render/escape.ts';
import { formatCount, formatDay, pluralize } from '../render/format.ts';
import { type Change, changeSchema } from '../snapshot/diff.ts';
import { eventSchema } from '../snapshot/events.ts';
import type { FetchLog, FetchLogEntry, RefusedAnswer } from '../snapshot/fetch-log.ts';
import { fetchLogKey } from '../snapshot/fetch-log.ts';
import type { Snapshot } from '../snapshot/schema.ts';

const staleSchema = z.strictObject({
  /** `owner/name`, or what else was asked for. */
  subject: z.string(),
  /** The name of the fact, as in the snapshot. */
  fact: z.string(),
  since: z.string(),
  reason: z.string(),
  /** Endpoint and particulars. */
  detail: z.string(),
  /** The answer that was too implausible to accept, and how often it has come. */
  refused: z.strictObject({ answer: z.string(), since: z.string(), times: z.int() }).optional(),
});

/** What a refresh did: `.cache/refresh-report.json`. */
export const refreshReportSchema = z.strictObject({
  at: z.string(),
  asOf: z.string(),
  /** What a person asked for. */
  inputs: workflowInputsSchema,
  /** Whether GitHub gave the whole list of repositories. */
  isComplete: z.boolean(),
  repositories: z.int(),
  changes: z.array(changeSchema),
  events: z.array(eventSchema),
  stale: z.array(staleSchema),
  /** Repositories that are configured, or that a person asked for, and that are not shown. */
  notShown: z.array(z.string()),
  requests: z.strictObject({ used: z.int(), remaining: z.int().nullable(), limit: z.int().nullable() }),
  isTokenRejected: z.boolean(),
  written: z.array(z.string()),
  /** Sizes of the files that are committed. */
  bytes: z.strictObject({ snapshot: z.int(), history: z.int() }),
});

export type RefreshReport = z.infer<typeof refreshReportSchema>;
/** A fact that this refresh could not confirm. */
export type StaleReport = z.infer<typeof staleSchema>;

/** Everything that the newest fetches could not confirm. */
export function staleIn(snapshot: Snapshot, fetchLog: FetchLog): StaleReport[] {
  const reports = namesOf<OwnerFactValues>(ownerFacts).map((name) =>
    staleReport(ownerFacts[name].label.toLowerCase(), name, fetchLog[name]),
  );
  for (const repository of snapshot.repositories) {
    const log = fetchLog.repositories[fetchLogKey(repository)] ?? {};
    for (const [fact, entry] of Object.entries(log)) reports.push(staleReport(repository.name, fact, entry));
  }
  return reports.filter((report) => report !== null);
}

function staleReport(subject: string, fact: string, entry: FetchLogEntry | undefined): StaleReport | null {
  if (!entry?.failingSince || !entry.reason) return null;
  const { failingSince: since, reason, detail = '', refused } = entry;
  const report = { subject, fact, since, reason, detail };
  return refused ? { ...report, refused: withoutCounts(refused) } : report;
}

function withoutCounts({ answer, since, times }: RefusedAnswer): NonNullable<StaleReport['refused']> {
  return { answer, since, times };
}

const MOST_LINES = 20;

/** The report as a short text for a terminal. */
export function reportText(report: RefreshReport): string {
  const { changes, stale, notShown } = report;
  return [
    formatTotals(report),
    ...block('Changed', changes.map(formatChange)),
    ...block('Not confirmed; the last good values stay', sharedFailures(stale).map(formatFailure)),
    ...block('Named, but not shown', notShown),
    ...block('Action needed', accountProblems(stale)),
    changes.length + stale.length === 0 ? 'Nothing changed.' : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** What is wrong with the login itself; every fact fails with it, so that it is said apart, once. */
function accountProblems(stale: readonly StaleReport[]): string[] {
  return stale
    .filter(({ fact, reason }) => fact === 'profile' && reason === 'not found')
    .map(({ detail }) => toSingleLine(detail));
}

/** How much is known, and what it cost to ask. */
export function formatTotals({ repositories, asOf, requests }: RefreshReport): string {
  const { used, remaining, limit } = requests;
  const of = limit === null ? '' : ` of ${formatCount(limit)}`;
  const left = remaining === null ? '' : `, ${formatCount(remaining)}${of} left this hour`;
  return `${pluralize(repositories, 'repository', 'repositories')}, as of ${formatDay(asOf)}; ${pluralize(used, 'request')}${left}`;
}

function block(title: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${line}`);
  if (lines.length > MOST_LINES) shown.push(`  … and ${lines.length - MOST_LINES} more`);
  return [`${title}:`, ...shown];
}

function formatChange(change: Change): string {
  const { subject, what, before, after } = describeChange(change);
  return toSingleLine(`${subject} ${what}${after === '' ? '' : `: ${before} → ${after}`}`);
}

/** A change for people. What came or went has neither before nor after. */
export function describeChange({ subject, field, before, after }: Change) {
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

/** What fails alike, with the first of the answers. */
export interface SharedFailure {
  subjects: string[];
  facts: string[];
  since: string;
  reason: string;
  detail: string;
}

/** What is stale: the facts of a subject by reason and day, and subjects that have these, the facts and the answer in common. */
export function sharedFailures(stale: readonly StaleReport[]): SharedFailure[] {
  const single = stale.map(({ subject, fact, ...why }) => ({
    subjects: [subject],
    facts: [fact],
    ...why,
  }));
  const cause = ({ reason, since }: SharedFailure) => [reason, since.slice(0, 10)];
  const ofSubjects = joinedBy(single, (one) => [...one.subjects, ...cause(one)]);
  return joinedBy(ofSubjects, (one) => [...one.facts, ...cause(one), one.detail]);
}

function joinedBy(
  failures: readonly SharedFailure[],
  likeness: (failure: SharedFailure) => string[],
): SharedFailure[] {
  const found = new Map<string, SharedFailure>();
  for (const failure of failures) {
    const key = JSON.stringify(likeness(failure));
    const known = found.get(key) ?? failure;
    found.set(key, {
      ...known,
      subjects: [...new Set([...known.subjects, ...failure.subjects])],
      facts: [...new Set([...known.facts, ...failure.facts])],
    });
  }
  return [...found.values()];
}

const MOST_SUBJECTS = 3;

/** The first few subjects, and how many others there are. */
export function formatSubjects({ subjects }: SharedFailure): string {
  const more = subjects.length - MOST_SUBJECTS;
  const shown = subjects.slice(0, MOST_SUBJECTS).join(', ');
  return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
}

/** What failed, since when and why, in one line. */
export function formatFailure(failure: SharedFailure): string {
  const { facts, since, reason } = failure;
  return `${formatSubjects(failure)}: ${facts.join(', ')} not confirmed since ${formatDay(since)} (${reason})`;
}
