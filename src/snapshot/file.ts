import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';
import { readBytes, readRequired, readText } from '../files.ts';
import { parseJson, stableJson } from '../json.ts';
import { conflictIn } from '../text/merge-conflict.ts';
import { type FetchLog, parseFetchLog } from './fetch-log.ts';
import { migrateSnapshot } from './migrate.ts';
import { type Snapshot, snapshotSchema } from './schema.ts';

const RESTORE =
  'restore it with "git checkout -- FILE", or delete it and run "npm run refresh"; it was not touched';

/** Reads the snapshot. Throws UserError where it is missing, corrupt or of another version; it is never overwritten then. */
export async function readSnapshot(path: string): Promise<Snapshot> {
  const text = await readRequired(path, 'run "npm run refresh" with network access to make it');
  return parseSnapshot(text, path);
}

/** The snapshot, or null where none has been made yet. Throws as {@link readSnapshot} does where there is one. */
export async function readSnapshotIfAny(path: string): Promise<Snapshot | null> {
  const text = await readText(path);
  return text === null ? null : parseSnapshot(text, path);
}

/** The snapshot in this text; `path` is for the error. Throws UserError where it is corrupt or of another version. */
export function parseSnapshot(text: string, path: string): Snapshot {
  const json = parseJson(text);
  if (!json.ok) {
    const conflict = conflictIn(text, path);
    if (conflict) throw new UserError(conflict);
    throw new UserError({ what: `not valid JSON: ${json.message}`, where: path, fix: RESTORE });
  }
  const parsed = snapshotSchema.safeParse(migrateSnapshot(json.value));
  if (parsed.success) return parsed.data;
  throw new UserError(
    ...parsed.error.issues.slice(0, 5).map((issue) => ({
      what: `not a snapshot that this version understands: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
      where: path,
      fix: RESTORE,
    })),
  );
}

/** The bytes of a snapshot: validated on the way out too, so that nothing is written that could not be read again. */
export function serializeSnapshot(snapshot: Snapshot): string {
  return stableJson(snapshotSchema.parse(snapshot));
}

/** Reads the fetch log; one that is not UTF-8 is damaged, see {@link parseFetchLog}. */
export async function readFetchLog(path: string): Promise<FetchLog> {
  const bytes = await readBytes(path);
  return parseFetchLog(bytes !== null && isUtf8(bytes) ? bytes.toString('utf8') : null);
}
