import { readText } from '../files.ts';
import { healFutureDates, healFutureLog } from '../snapshot/clock.ts';
import type { FetchLog } from '../snapshot/fetch-log.ts';
import { readFetchLog, readSnapshotIfAny } from '../snapshot/file.ts';
import { type DayEntry, healFutureEntries, parseHistory } from '../snapshot/history.ts';
import type { Snapshot } from '../snapshot/schema.ts';
import type { Paths } from './paths.ts';

/** The data stored by earlier refreshes. */
export interface Stored {
  snapshot: Snapshot | null;
  fetchLog: FetchLog;
  history: DayEntry[];
}

/** Reads the stored data. Throws a UserError if the snapshot or the history is damaged. */
export async function readStored(paths: Paths): Promise<Stored> {
  return {
    snapshot: await readSnapshotIfAny(paths.snapshot),
    fetchLog: await readFetchLog(paths.fetchLog),
    history: parseHistory(await readText(paths.history), paths.history),
  };
}

/** Corrects stored dates that lie in the future. `now` is the time according to GitHub. */
export function healStored({ snapshot, fetchLog, history }: Stored, now: string): Stored {
  return {
    snapshot: snapshot && healFutureDates(snapshot, now),
    fetchLog: healFutureLog(fetchLog, now),
    history: healFutureEntries(history, now),
  };
}
