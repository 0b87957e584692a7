import { join } from 'node:path';
import { prepareFiles, readBytes } from '../files.ts';
import { stableJson } from '../json.ts';
import type { Redact } from '../redact.ts';
import { healthText } from './health.ts';
import type { RunReport } from './run-report.ts';

/** The contents of files, by their paths in a repository. */
export type RepositoryFiles = Readonly<Record<string, Uint8Array>>;

/** What a daily run passes to the jobs that publish its results. */
export interface Results {
  report: RunReport;
  /** The subject of the commit. */
  message: string;
  /** The files to commit to this repository, and to the profile repository. */
  own: RepositoryFiles;
  profile: RepositoryFiles;
}

/** Reads the files at these paths, keyed by their names in the repository. Missing files are left out. */
export async function readFiles(paths: Readonly<Record<string, string>>): Promise<RepositoryFiles> {
  const files: Record<string, Uint8Array> = {};
  for (const [name, path] of Object.entries(paths)) {
    const bytes = await readBytes(path);
    if (bytes) files[name] = bytes;
  }
  return files;
}

/**
 * Writes to the folder: `report.json`, `health.md` (empty if there is nothing to report), `message.txt` (the subject of the
 * commit), and the files to commit in `own/` and `profile/`. Throws a UserError if one cannot be written.
 */
export async function writeResults(folder: string, results: Results, redact: Redact): Promise<void> {
  const { report, message, own, profile } = results;
  const texts = {
    'report.json': stableJson(report),
    'health.md': healthText(report),
    'message.txt': `${message}\n`,
  };
  const files: Record<string, string | Uint8Array> = {};
  for (const [name, text] of Object.entries(texts)) files[join(folder, name)] = redact(text);
  for (const [name, bytes] of Object.entries(own)) files[join(folder, 'own', name)] = bytes;
  for (const [name, bytes] of Object.entries(profile)) files[join(folder, 'profile', name)] = bytes;
  const prepared = await prepareFiles(files);
  await prepared.commit();
}
