import type { WorkflowInputs } from '../context/workflow-inputs.ts';
import type { Reason } from '../facts/fact.ts';
import { namesOf } from '../facts/fact-set.ts';
import { type OwnerFactValues, ownerFacts } from '../facts/index.ts';
import type { Change } from '../snapshot/diff.ts';
import type { Event } from '../snapshot/events.ts';
import type { FetchLog, FetchLogEntry } from '../snapshot/fetch-log.ts';
import { fetchLogKey } from '../snapshot/fetch-log.ts';
import type { Snapshot } from '../snapshot/schema.ts';

/** A fact that a refresh could not confirm. */
export interface StaleReport {
  /** `owner/name`, or what else was asked for. */
  subject: string;
  /** The name of the fact, as in the snapshot. */
  fact: string;
  /** When the first check failed. */
  since: string;
  reason: Reason;
  /** Endpoint and particulars. */
  detail: string;
  /** The answer that was too implausible to accept, and how often it has come. */
  refused?: { answer: string; since: string; times: number };
}

/** What a refresh did. */
export interface RefreshReport {
  at: string;
  asOf: string;
  /** What a person asked for. */
  inputs: WorkflowInputs;
  /** Whether GitHub gave the whole list of repositories. */
  isComplete: boolean;
  repositories: number;
  changes: Change[];
  events: Event[];
  stale: StaleReport[];
  /** Repositories that are configured, or that a person asked for, and that are not shown. */
  notShown: string[];
  requests: { used: number; remaining: number | null; limit: number | null };
  isTokenRejected: boolean;
  /** The files that it changed. */
  written: string[];
  /** Sizes of the files that are committed. */
  bytes: { snapshot: number; history: number };
}

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
  const { failingSince, reason, detail = '', refused } = entry;
  const report = { subject, fact, since: failingSince, reason, detail };
  if (!refused) return report;
  const { answer, since, times } = refused;
  return { ...report, refused: { answer, since, times } };
}
