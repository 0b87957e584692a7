import { loadOwnerFiles, type OwnerFiles } from '../config/load.ts';
import { readText } from '../files.ts';
import { buildPortfolio } from '../portfolio/build.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { readFetchLog, readSnapshot } from '../snapshot/file.ts';
import { parseHistory } from '../snapshot/history.ts';
import type { Snapshot } from '../snapshot/schema.ts';
import { pathsOf } from './paths.ts';

/** Everything the outputs are built from, and the model. */
export interface Inputs extends OwnerFiles {
  snapshot: Snapshot;
  portfolio: Portfolio;
}

/** Loads only the model; see {@link loadInputs}. */
export async function loadPortfolio(data: string, asOf?: string, repository?: string): Promise<Portfolio> {
  const { portfolio } = await loadInputs(data, asOf, repository);
  return portfolio;
}

/**
 * Reads all inputs and builds the model. `asOf` replaces the snapshot's date; `repository` is the one that the workflow runs
 * in. Throws a UserError if a file is invalid.
 */
export async function loadInputs(data: string, asOf?: string, repository?: string): Promise<Inputs> {
  const paths = pathsOf(data);
  const owner = await loadOwnerFiles(data);
  const stored = await readSnapshot(paths.snapshot);
  const snapshot = asOf ? { ...stored, asOf } : stored;
  const fetchLog = await readFetchLog(paths.fetchLog);
  const history = parseHistory(await readText(paths.history), paths.history);
  const portfolio = buildPortfolio({ ...owner, snapshot, fetchLog, history, repository });
  return { ...owner, snapshot, portfolio };
}
