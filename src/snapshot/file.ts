import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';
import { readBytes, readRequired, readText } from '../files.ts';
import { parseJson, stableJson } from '../json.ts';
import { conflictIn } from '../text/merge-conflict.ts';
import { type FetchLog, parseFetchLog } from './fetch-log.ts';
import { migrateSnapshot } from './migrate.ts';
import { type Snapshot, snapshotSchema } from './schema.ts';

function restoreHint(path: string): string {
  return `restore it with "git checkout -- ${path}", or delete it and run "npm run refresh"; it was not changed`;
}

/** Reads the snapshot. Throws UserError if it is missing, corrupt or of another version; it is never overwritten then. */
export async function readSnapshot(path: string): Promise<Snapshot> {
  const text = await readRequired(path, 'run "npm run refresh" with network access to create it');
  return parseSnapshot(text, path);
}

/** The snapshot, or null if there is none yet. Otherwise throws like {@link readSnapshot}. */
export async function readSnapshotIfAny(path: string): Promise<Snapshot | null> {
  const text = await readText(path);
  return text === null ? null : parseSnapshot(text, path);
}

/** Parses a snapshot; `path` is for errors. Throws UserError if it is corrupt or of another version. */
export function parseSnapshot(text: string, path: string): Snapshot {
  const json = parseJson(text);
  if (!json.ok) {
    const conflict = conflictIn(text, path);
    if (conflict) throw new UserError(conflict);
    throw new UserError({ what: `not valid JSON: ${json.message}`, where: path, fix: restoreHint(path) });
  }
  const parsed = snapshotSchema.safeParse(migrateSnapshot(json.value));
  if (parsed.success) return parsed.data;
  throw new UserError(
    ...parsed.error.issues.slice(0, 5).map((issue) => ({
      what: `not a valid snapshot for this version: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
      where: path,
      fix: restoreHint(path),
    })),
  );
}

/** Serializes a snapshot. Validates it first, so that nothing is written that cannot be read again. */
export function serializeSnapshot(snapshot: Snapshot): string {
  return stableJson(snapshotSchema.parse(snapshot));
}

/** Reads the fetch log; invalid UTF-8 counts as corrupt, see {@link parseFetchLog}. */
export async function readFetchLog(path: string): Promise<FetchLog> {
  const bytes = await readBytes(path);
  return parseFetchLog(bytes !== null && isUtf8(bytes) ? bytes.toString('utf8') : null);
}
