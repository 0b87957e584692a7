import { loadOwnerFiles } from '../config/load.ts';
import { readText } from '../files.ts';
import { buildPortfolio } from '../portfolio/build.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { readFetchLog, readSnapshot } from '../snapshot/file.ts';
import { parseHistory } from '../snapshot/history.ts';
import { pathsOf } from './paths.ts';

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
