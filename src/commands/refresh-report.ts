import { z } from 'zod';
import { foldText } from '../render/escape.ts';
import { counted, formatCount, formatDay } from '../render/format.ts';
import type { Check, Checks } from '../snapshot/checks.ts';
import { checkKey } from '../snapshot/checks.ts';
import { type Change, changeSchema } from '../snapshot/diff.ts';
import { eventSchema } from '../snapshot/events.ts';
import type { Snapshot } from '../snapshot/schema.ts';
import { manualRunSchema } from './manual-run.ts';

const staleSchema = z.strictObject({
  /** `owner/name`, or what else was asked for. */
  subject: z.string(),
  section: z.string(),
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
  manual: manualRunSchema,
  /** Whether GitHub gave the whole list of repositories. */
  isComplete: z.boolean(),
  repositories: z.int(),
  changes: z.array(changeSchema),
  events: z.array(eventSchema),
  stale: z.array(staleSchema),
  /** Configured repositories that no refresh has seen. */
  unseen: z.array(z.string()),
  /** Repositories that a person asked for and that are not shown. */
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
export function staleIn(snapshot: Snapshot, checks: Checks): StaleReport[] {
  const ofRepositories = snapshot.repositories.flatMap((repository) =>
    Object.entries(checks.repositories[checkKey(repository)] ?? {}).flatMap(([section, check]) =>
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

function staleReport(subject: string, section: string, check: Check | undefined): StaleReport[] {
  if (!check?.failingSince || !check.reason) return [];
  const { failingSince: since, reason, detail = '', refused } = check;
  return [{ subject, section, since, reason, detail, ...(refused && { refused }) }];
}

const MOST_LINES = 20;

/** The report as a short text for a terminal. */
export function reportText(report: RefreshReport): string {
  const { changes, stale, unseen, notShown } = report;
  return [
    reportLine(report),
    ...section('Asked for, but not shown', notShown),
    ...section('Changed', changes.map(changeLine)),
    ...section('Not confirmed; the last good values stay', staleLines(stale)),
    ...section('Configured, but never seen on GitHub', unseen),
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
  return `${counted(repositories, 'repository', 'repositories')}, as of ${formatDay(asOf)}; ${counted(used, 'request')}${left}`;
}

function section(title: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST_LINES ? [`  … and ${lines.length - MOST_LINES} more`] : [];
  return [`${title}:`, ...lines.slice(0, MOST_LINES).map((line) => `  ${line}`), ...more];
}

function changeLine(change: Change): string {
  const { subject, what, before, after } = changeInWords(change);
  return foldText(before === '' ? `${subject}  ${what}` : `${subject}  ${what}: ${before} → ${after}`);
}

/** A change for people. What came or went has neither before nor after. */
export function changeInWords({ subject, metric, before, after }: Change) {
  if (metric !== 'repository')
    return { subject, what: metric, before: inWords(before), after: inWords(after) };
  return { subject, what: before === null ? 'added' : 'removed', before: '', after: '' };
}

function inWords(fact: Change['before']): string {
  if (fact === null) return 'unknown';
  if (typeof fact === 'number') return formatCount(fact);
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  return DATE.test(fact) ? [formatDay(fact), fact.slice(11, 16)].join(' ').trim() : fact;
}

/** A day, or an instant in UTC. */
const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/;

/** What fails alike, with the first of the answers. */
export interface SharedFailure {
  subjects: string[];
  sections: string[];
  since: string;
  reason: string;
  detail: string;
}

/** What is stale: the sections of a subject by reason and day, and subjects that have reason, day and answer in common. */
export function sharedFailures(stale: readonly StaleReport[]): SharedFailure[] {
  const single = stale.map(({ subject, section: name, ...why }) => ({
    subjects: [subject],
    sections: [name],
    ...why,
  }));
  const ofSubjects = joinedBy(single, ({ subjects, reason, since }) => [
    ...subjects,
    reason,
    since.slice(0, 10),
  ]);
  return joinedBy(ofSubjects, ({ reason, since, detail }) => [reason, since.slice(0, 10), detail]);
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
      sections: [...new Set([...known.sections, ...failure.sections])],
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

function staleLines(stale: readonly StaleReport[]): string[] {
  return sharedFailures(stale).map((failure) => {
    const { reason, since, sections } = failure;
    return `${subjectsLine(failure)}  ${reason}, not confirmed since ${formatDay(since)}: ${sections.join(', ')}`;
  });
}
