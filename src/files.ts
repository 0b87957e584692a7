import {
  appendFile,
  mkdir,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from './errors.ts';
import { runTag } from './runs.ts';
import { decodeUtf8 } from './text/decode.ts';

/**
 * The file's text without a byte order mark, or null if there is no such file. Throws a UserError if it cannot be read or is
 * not UTF-8.
 */
export async function readText(path: string): Promise<string | null> {
  const bytes = await readBytes(path);
  if (bytes === null) return null;
  const decoded = decodeUtf8(bytes);
  if (decoded.ok) return decoded.text;
  throw new UserError({
    what: decoded.what,
    where: `${path}:${decoded.location}`,
    fix: 'open it in an editor with its current encoding, and save it as UTF-8; nothing was changed',
  });
}

/** The file's bytes, or null if there is no such file. Throws a UserError if it cannot be read. */
export async function readBytes(path: string): Promise<Buffer | null> {
  try {
    return await bytesIfAny(path);
  } catch (error) {
    throw fileError(path, 'read', error);
  }
}

async function bytesIfAny(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The file's text. Throws a UserError if it is missing or cannot be read. `fix` says how to create it. */
export async function readRequired(path: string, fix: string): Promise<string> {
  const text = await readText(path);
  if (text === null) throw new UserError({ what: 'this file is missing', where: path, fix });
  return text;
}

/**
 * Writes a file atomically, unless its content is already the same; returns whether it wrote. The content is synced to a
 * temporary file, which is then renamed, so a reader or a crash never sees a partial file. Follows symbolic links and keeps
 * the file mode.
 */
export async function writeIfChanged(path: string, content: string | Uint8Array): Promise<boolean> {
  const prepared = await prepareFiles({ [path]: content }, '; this file was not changed');
  return (await prepared.commit()).length > 0;
}

/** Files written under temporary names. Call either `commit` or `discard`, once. */
export interface PreparedFiles {
  /** Renames the files in order, and returns the paths that changed. A UserError says which files were already written. */
  commit: () => Promise<string[]>;
  /** Removes the temporary files. */
  discard: () => Promise<void>;
}

/** A file that is written under a temporary name. */
interface PreparedFile {
  path: string;
  target: string;
  temporary: string;
}

/**
 * Writes all changed files under temporary names, so that most errors happen before any file is replaced. Throws a UserError
 * if one cannot be written; then nothing has changed. See {@link writeIfChanged}.
 */
export async function prepareFiles(
  contents: Record<string, string | Uint8Array>,
  unchanged = '; nothing was changed',
): Promise<PreparedFiles> {
  const prepared: PreparedFile[] = [];
  const discard = async () => {
    for (const { temporary } of prepared) await rm(temporary, { force: true }).catch(() => undefined);
  };
  for (const [path, content] of Object.entries(contents)) {
    try {
      if ((await bytesIfAny(path))?.equals(Buffer.from(content))) continue;
      const target = await linkTarget(path);
      const temporary = `${target}.${runTag()}.tmp`;
      prepared.push({ path, target, temporary });
      await mkdir(dirname(target), { recursive: true });
      await writeToDisk(temporary, content, await modeOf(target));
    } catch (error) {
      await discard();
      throw fileError(path, 'write', error, unchanged);
    }
  }
  const commit = async () => {
    try {
      return await commitFiles(prepared, unchanged);
    } finally {
      await discard();
    }
  };
  return { commit, discard };
}

async function commitFiles(prepared: readonly PreparedFile[], unchanged: string): Promise<string[]> {
  const written: string[] = [];
  for (const { path, target, temporary } of prepared) {
    try {
      await rename(temporary, target);
      written.push(path);
    } catch (error) {
      const state = written.length > 0 ? `; already written: ${written.join(', ')}` : unchanged;
      throw fileError(path, 'write', error, state);
    }
  }
  return written;
}

/** Writes a new file and syncs it to disk. */
async function writeToDisk(path: string, content: string | Uint8Array, mode: number | null): Promise<void> {
  const file = await open(path, 'w');
  try {
    if (mode !== null) await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Resolves all symbolic links; the last one may be dangling. Throws if they form a loop. */
async function linkTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const next = await readlink(path).catch(() => null);
    return next === null ? path : linkTarget(resolve(dirname(path), next));
  }
}

async function modeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mode & 0o7777;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Writes a file into a folder that is still being made, and creates the folders on its path. Not synced to disk: until the folder
 * is moved into place nobody reads it, and a crash only leaves a folder that has to be made again.
 */
export async function writeNewFile(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw fileError(path, 'write', error);
  }
}

/** Appends text to a file, and creates the file if there is none. */
export async function appendText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, text);
  } catch (error) {
    throw fileError(path, 'write', error);
  }
}

/** Removes a file or a folder with its contents, if it exists. */
export async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    throw fileError(path, 'remove', error);
  }
}

/** The code of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EFBIG: 'the file would be too large',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'symbolic links form a loop',
};

/** Describes in a few words why a file, folder or stream could not be used. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? String(error);
  return REASONS[code] ?? code;
}

/** The error for a file or folder that cannot be read, written or removed. `state` says what has changed, if that is known. */
export function fileError(path: string, verb: string, error: unknown, state = ''): UserError {
  return new UserError({
    what: `cannot ${verb} this: ${reasonOf(error)}`,
    where: path,
    fix: `fix this, then run the command again${state}`,
  });
}
