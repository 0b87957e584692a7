import { foldText } from '../render/escape.ts';
import { formatCount, formatDay } from '../render/format.ts';
import type { Check, Checks } from '../snapshot/checks.ts';
import { checkKey } from '../snapshot/checks.ts';
import type { Change } from '../snapshot/diff.ts';
import type { Event } from '../snapshot/events.ts';
import type { Snapshot } from '../snapshot/schema.ts';

/** A section that this refresh could not confirm. */
export interface StaleReport {
  /** `owner/name`, or what else was asked for. */
  subject: string;
  section: string;
  since: string;
  reason: string;
  /** Endpoint and particulars. */
  detail: string;
}

/** What a refresh did: `.cache/refresh-report.json`. */
export interface RefreshReport {
  at: string;
  asOf: string;
  /** Whether GitHub gave the whole list of repositories. */
  isComplete: boolean;
  repositories: number;
  changes: Change[];
  events: Event[];
  stale: StaleReport[];
  /** Configured repositories that no refresh has seen. */
  unseen: string[];
  requests: { used: number; remaining: number | null; limit: number | null };
  isTokenRejected: boolean;
  written: string[];
}

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
  const { failingSince: since, reason, detail = '' } = check;
  return [{ subject, section, since, reason, detail }];
}

const MOST_LINES = 20;

/** The report as a short text for a terminal. */
export function reportText(report: RefreshReport): string {
  const { requests, asOf, repositories, changes, stale, unseen } = report;
  const left = requests.remaining === null ? '' : `, ${formatCount(requests.remaining)} left this hour`;
  return [
    `${formatCount(repositories)} repositories, as of ${formatDay(asOf)}; ${formatCount(requests.used)} requests${left}`,
    ...section('Changed', changes.map(changeLine)),
    ...section('Not confirmed; the last good values stay', staleLines(stale)),
    ...section('Configured, but never seen on GitHub', unseen),
    changes.length + stale.length === 0 ? 'Nothing changed.' : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function section(title: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST_LINES ? [`  … and ${lines.length - MOST_LINES} more`] : [];
  return [`${title}:`, ...lines.slice(0, MOST_LINES).map((line) => `  ${line}`), ...more];
}

function changeLine({ repository, metric, before, after }: Change): string {
  return foldText(`${repository}  ${metric}: ${before ?? 'unknown'} → ${after ?? 'unknown'}`);
}

/** Sections of one subject that fail alike, with the first of their answers. */
export interface SharedFailure extends Omit<StaleReport, 'section'> {
  sections: string[];
}

/** What is stale, by subject, reason and day. */
export function sharedFailures(stale: readonly StaleReport[]): SharedFailure[] {
  const found = new Map<string, SharedFailure>();
  for (const { section: name, ...failure } of stale) {
    const key = `${failure.subject} ${failure.reason} ${failure.since.slice(0, 10)}`;
    const shared = found.get(key);
    if (shared) shared.sections.push(name);
    else found.set(key, { ...failure, sections: [name] });
  }
  return [...found.values()];
}

function staleLines(stale: readonly StaleReport[]): string[] {
  return sharedFailures(stale).map(
    ({ subject, reason, since, sections }) =>
      `${subject}  ${reason}, not confirmed since ${formatDay(since)}: ${sections.join(', ')}`,
  );
}
