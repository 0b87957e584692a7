import type { WorkflowInputs } from '../context/workflow-inputs.ts';
import type { Reason } from '../facts/fact.ts';
import { namesOf } from '../facts/fact-set.ts';
import { type OwnerFactValues, ownerFacts } from '../facts/index.ts';
import type { Change } from '../snapshot/diff.ts';
import type { Event } from '../snapshot/events.ts';
import type { FetchLog, FetchLogEntry } from '../snapshot/fetch-log.ts';
import { fetchLogKey } from '../snapshot/fetch-log.ts';
import type { Snapshot } from '../snapshot/schema.ts';

/** A fact that a refresh could not update. */
export interface StaleReport {
  /** `owner/name`, or the label of one of the owner's facts. */
  subject: string;
  /** The name of the fact in the snapshot. */
  fact: string;
  /** When fetching it first failed. */
  since: string;
  reason: Reason;
  /** The endpoint, and what it answered. */
  detail: string;
  /** The answer that the gate refused, and how often GitHub has given it. */
  refused?: { answer: string; since: string; times: number };
}

/** What a refresh did. */
export interface RefreshReport {
  at: string;
  asOf: string;
  /** The requested options. */
  inputs: WorkflowInputs;
  /** Whether GitHub returned the complete list of repositories. */
  isComplete: boolean;
  repositories: number;
  changes: Change[];
  events: Event[];
  stale: StaleReport[];
  /** Configured or requested repositories that are not in the snapshot. */
  notShown: string[];
  requests: { used: number; remaining: number | null; limit: number | null };
  isTokenRejected: boolean;
  /** Paths of the changed files. */
  written: string[];
  /** Sizes of the committed files. */
  bytes: { snapshot: number; history: number };
}

/** All facts that the latest fetches could not update. */
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
