import { readWorkflowInputs } from '../../src/context/workflow-inputs.ts';
import type { Reason } from '../../src/facts/fact.ts';
import type { RefreshReport, StaleReport } from '../../src/report/refresh-report.ts';

/** The report of a refresh of a thousand repositories without changes, except for the given values. */
export function aRefreshReport(given: Partial<RefreshReport> = {}): RefreshReport {
  return {
    at: '2026-11-23T04:37:00Z',
    asOf: '2026-11-22',
    inputs: readWorkflowInputs({}),
    isComplete: true,
    repositories: 1000,
    changes: [],
    events: [],
    stale: [],
    notShown: [],
    requests: { used: 33, remaining: 967, limit: 1000 },
    isTokenRejected: false,
    written: [],
    bytes: { snapshot: 23_100, history: 400 },
    ...given,
  };
}

/** A fact that could not be updated. */
export function aStaleFact(subject: string, fact: string, reason: Reason = 'server error'): StaleReport {
  const detail = `GET /${fact} answered with status 500`;
  return { subject, fact, since: '2026-11-20T04:37:00Z', reason, detail };
}

/** A count that dropped too sharply. */
export function aRefusal(subject: string): StaleReport {
  const answer = 'stars 30 → 2';
  const refused = { answer, since: '2026-11-22T04:37:00Z', times: 2 };
  return { ...aStaleFact(subject, 'core', 'implausible answer'), detail: answer, refused };
}
