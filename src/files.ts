import { appendFile, mkdir, open, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from './errors.ts';
import { runTag } from './runs.ts';
import { decodeUtf8 } from './text/decode.ts';

/**
 * The file's text without a byte order mark, or null where there is no such file. Throws UserError where it cannot be read
 * or is not UTF-8.
 */
export async function readText(path: string): Promise<string | null> {
  const bytes = await readBytes(path);
  if (bytes === null) return null;
  const decoded = decodeUtf8(bytes);
  if (decoded.ok) return decoded.text;
  throw new UserError({
    what: decoded.what,
    where: `${path}:${decoded.location}`,
    fix: 'open it in an editor with the encoding that it has, and save it as UTF-8; nothing was changed',
  });
}

/** The file's bytes, or null where there is no such file. Throws UserError where it cannot be read. */
export async function readBytes(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw unusable(path, 'read', error);
  }
}

/** The file's text. Throws UserError where it is missing or cannot be read; `fix` says how to get one. */
export async function readRequired(path: string, fix: string): Promise<string> {
  const text = await readText(path);
  if (text === null) throw new UserError({ what: 'this file is missing', where: path, fix });
  return text;
}

/**
 * Writes the file unless it holds these bytes already; returns whether it wrote.
 * The bytes go to a temporary file, reach the disk, and take the name in one step,
 * so that a reader or a crash finds the old file or the new one, never a part of one. A symbolic link stays one: the file that
 * it points to is written. A file keeps its mode.
 */
export async function writeIfChanged(path: string, content: string | Uint8Array): Promise<boolean> {
  if ((await readBytes(path))?.equals(Buffer.from(content))) return false;
  const target = await linkTarget(path);
  const temporary = `${target}.${runTag()}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeToDisk(temporary, content, await modeOf(target));
    await rename(temporary, target);
    return true;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unusable(path, 'write', error);
  }
}

/** Writes a new file and waits until the disk holds it. */
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

/** Where a path leads through all symbolic links, of which the last may point to nothing yet. Throws UserError where they form a circle. */
async function linkTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw unusable(path, 'write', error);
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

/** Adds text to the end of a file, and creates it where there is none. */
export async function appendText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, text);
  } catch (error) {
    throw unusable(path, 'write', error);
  }
}

/** Removes a folder and all in it, if it is there. */
export async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    throw unusable(path, 'remove', error);
  }
}

/** The code of a system error, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EFBIG: 'the file would be too large',
  EISDIR: 'a folder stands in its place',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'symbolic links lead in a circle',
};

/** Why a file, a folder or a stream could not be used, in a few words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? String(error);
  return REASONS[code] ?? code;
}

/** The error to show where a file or folder cannot be read, written or removed. */
export function unusable(path: string, verb: string, error: unknown): UserError {
  return new UserError({
    what: `cannot ${verb} this: ${reasonOf(error)}`,
    where: path,
    fix: `make it possible to ${verb} there, then run the command again; nothing was changed`,
  });
}
