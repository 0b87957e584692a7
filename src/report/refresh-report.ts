import { z } from 'zod';
import { workflowInputsSchema } from '../context/workflow-inputs.ts';
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
  fact: z.string(),
  since: z.string(),
  reason: z.string(),
  /** Endpoint and particulars. */
  detail: z.string(),
  /** The answer that was too implausible to believe, and how often it has come. */
  refused: z.strictObject({ answer: z.string(), since: z.string(), times: z.int() }).optional(),
});

/** What a refresh did: `.cache/refresh-report.json`. */
export const refreshReportSchema = z.strictObject({
  at: z.string(),
  asOf: z.string(),
  /** What a person asked for. */
  manual: workflowInputsSchema,
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
/** A section that this refresh could not confirm. */
export type StaleReport = z.infer<typeof staleSchema>;

/** Everything that the newest checks could not confirm. */
export function staleIn(snapshot: Snapshot, checks: FetchLog): StaleReport[] {
  const ofRepositories = snapshot.repositories.flatMap((repository) =>
    Object.entries(checks.repositories[fetchLogKey(repository)] ?? {}).flatMap(([section, check]) =>
      staleReport(repository.name, section, check),
    ),
  );
  return [
    ...staleReport('profile', 'profile', checks.profile),
    ...staleReport('contributions', 'contributions', checks.contributions),
    ...staleReport('pull requests elsewhere', 'pullRequestsElsewhere', checks.pullRequestsElsewhere),
    ...ofRepositories,
  ];
}

function staleReport(subject: string, section: string, check: FetchLogEntry | undefined): StaleReport[] {
  if (!check?.failingSince || !check.reason) return [];
  const { failingSince: since, reason, detail = '', refused } = check;
  return [
    { subject, fact: section, since, reason, detail, ...(refused && { refused: withoutCounts(refused) }) },
  ];
}

function withoutCounts({ answer, since, times }: RefusedAnswer): NonNullable<StaleReport['refused']> {
  return { answer, since, times };
}

const MOST_LINES = 20;

/** The report as a short text for a terminal. */
export function reportText(report: RefreshReport): string {
  const { changes, stale, notShown } = report;
  return [
    reportLine(report),
    ...listSection('Changed', changes.map(changeLine)),
    ...listSection('Not confirmed; the last good values stay', sharedFailures(stale).map(failureLine)),
    ...listSection('Named, but not shown', notShown),
    changes.length + stale.length === 0 ? 'Nothing changed.' : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** How much is known, and what it cost to ask. */
export function reportLine({ repositories, asOf, requests }: RefreshReport): string {
  const { used, remaining, limit } = requests;
  const of = limit === null ? '' : ` of ${formatCount(limit)}`;
  const left = remaining === null ? '' : `, ${formatCount(remaining)}${of} left this hour`;
  return `${pluralize(repositories, 'repository', 'repositories')}, as of ${formatDay(asOf)}; ${pluralize(used, 'request')}${left}`;
}

function listSection(title: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST_LINES ? [`  … and ${lines.length - MOST_LINES} more`] : [];
  return [`${title}:`, ...lines.slice(0, MOST_LINES).map((line) => `  ${line}`), ...more];
}

function changeLine(change: Change): string {
  const { subject, what, before, after } = describeChange(change);
  return toSingleLine(`${subject} ${what}${after === '' ? '' : `: ${before} → ${after}`}`);
}

/** A change for people. What came or went has neither before nor after. */
export function describeChange({ subject, field: metric, before, after }: Change) {
  if (metric === 'repository')
    return { subject, what: before === null ? 'added' : 'removed', before: '', after: '' };
  const isDate = DATES.includes(metric);
  return { subject, what: metric, before: labelOf(before, isDate), after: labelOf(after, isDate) };
}

/** The metrics that are days, or instants in UTC. What else looks like one is somebody's words. */
const DATES = ['last commit', 'as of'];

function labelOf(fact: Change['before'], isDate: boolean): string {
  if (fact === null) return 'unknown';
  if (typeof fact === 'number') return formatCount(fact);
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  return isDate ? `${formatDay(fact)} ${fact.slice(11, 16)}`.trim() : fact;
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
  const single = stale.map(({ subject, fact: name, ...why }) => ({
    subjects: [subject],
    facts: [name],
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
export function subjectsLine({ subjects }: SharedFailure): string {
  const more = subjects.length - MOST_SUBJECTS;
  const shown = subjects.slice(0, MOST_SUBJECTS).join(', ');
  return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
}

/** What failed, since when and why, in one line. */
export function failureLine(failure: SharedFailure): string {
  const { facts: sections, since, reason } = failure;
  return `${subjectsLine(failure)}: ${sections.join(', ')} not confirmed since ${formatDay(since)} (${reason})`;
}
