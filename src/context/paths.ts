import { join } from 'node:path';

/** The files that the commands read and write, under one data folder. */
export interface Paths {
  data: string;
  snapshot: string;
  history: string;
  fetchLog: string;
  report: string;
  /** The one line for the commit of what a refresh wrote. */
  commitMessage: string;
  /** What the audit found, and what each command of a workflow run took and did. */
  findings: string;
  stepTimings: string;
}

/** The paths for this data folder. The fetch log is beside it, because it is not committed. */
export function pathsOf(data: string): Paths {
  const cache = join(data, '..', '.cache');
  return {
    data,
    snapshot: join(data, 'snapshot.json'),
    history: join(data, 'history.ndjson'),
    fetchLog: join(cache, 'fetch-log.json'),
    report: join(cache, 'refresh-report.json'),
    commitMessage: join(cache, 'commit-message.txt'),
    findings: join(cache, 'findings.json'),
    stepTimings: join(cache, 'steps.ndjson'),
  };
}
