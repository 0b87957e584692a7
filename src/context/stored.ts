import { readText } from '../files.ts';
import { healFutureDates, healFutureLog } from '../snapshot/clock.ts';
import type { FetchLog } from '../snapshot/fetch-log.ts';
import { readFetchLog, readSnapshotIfAny } from '../snapshot/file.ts';
import { type DayEntry, healFutureEntries, parseHistory } from '../snapshot/history.ts';
import type { Snapshot } from '../snapshot/schema.ts';
import type { Paths } from './paths.ts';

/** What earlier refreshes stored. */
export interface Stored {
  snapshot: Snapshot | null;
  fetchLog: FetchLog;
  history: DayEntry[];
}

/** Reads what is stored. Throws UserError where the snapshot or the history is damaged. */
export async function readStored(paths: Paths): Promise<Stored> {
  return {
    snapshot: await readSnapshotIfAny(paths.snapshot),
    fetchLog: await readFetchLog(paths.fetchLog),
    history: parseHistory(await readText(paths.history), paths.history),
  };
}

/** What is stored, without dates that GitHub's clock shows to be wrong. */
export function healStored({ snapshot, fetchLog, history }: Stored, now: string): Stored {
  return {
    snapshot: snapshot && healFutureDates(snapshot, now),
    fetchLog: healFutureLog(fetchLog, now),
    history: healFutureEntries(history, now),
  };
}
