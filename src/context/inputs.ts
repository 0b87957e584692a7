import { join } from 'node:path';
import { loadOwnerFiles } from '../config/load.ts';
import { readText } from '../files.ts';
import { buildPortfolio } from '../portfolio/build.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { readFetchLog, readSnapshot } from '../snapshot/file.ts';
import { parseHistory } from '../snapshot/history.ts';

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

/**
 * Reads all inputs and builds the model. `asOf` overrides today; `repository` is the one that the workflow runs in. Throws
 * UserError for whatever is wrong with a file.
 */
export async function loadPortfolio(data: string, asOf?: string, repository?: string): Promise<Portfolio> {
  const paths = pathsOf(data);
  const owner = await loadOwnerFiles(data);
  const stored = await readSnapshot(paths.snapshot);
  const snapshot = asOf ? { ...stored, asOf } : stored;
  const fetchLog = await readFetchLog(paths.fetchLog);
  const history = parseHistory(await readText(paths.history), paths.history);
  return buildPortfolio({ ...owner, snapshot, fetchLog: fetchLog, history, repository });
}
