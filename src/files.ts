import { randomBytes } from 'node:crypto';
import {
  appendFile,
  cp,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from './errors.ts';
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
    where: `${path}:${decoded.place}`,
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

/** The file's text. Throws UserError where it is missing or cannot be read; `fix` tells how to get one. */
export async function readRequired(path: string, fix: string): Promise<string> {
  const text = await readText(path);
  if (text === null) throw new UserError({ what: 'this file is missing', where: path, fix });
  return text;
}

/**
 * Writes the file unless it holds these very bytes; gives whether it wrote.
 * The bytes go to a temporary file, reach the disk, and take the name in one step,
 * so that a reader or a crash meets the old file or the new one, never a torn one. A symbolic link stays one: the file that
 * it points to is written. A file keeps its mode.
 */
export async function writeIfChanged(path: string, content: string | Uint8Array): Promise<boolean> {
  if ((await readBytes(path))?.equals(Buffer.from(content))) return false;
  const target = await linkTarget(path);
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    const mode = await modeOf(target);
    const file = await open(temporary, 'w');
    try {
      if (mode !== null) await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    return true;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unusable(path, 'write', error);
  }
}

/** Where a path leads through all symbolic links, of which the last may point to nothing yet. Throws UserError in a circle. */
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

/** Adds text to the end of a file, which need not be there yet. */
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

/**
 * Replaces a folder by a copy of it that `change` has changed, wholly or not at all. A crash between the two renamings leaves
 * the old folder beside its name as `.old`; the next call puts it back first.
 */
export async function replaceFolder(folder: string, change: (copy: string) => Promise<void>): Promise<void> {
  const path = await linkTarget(resolve(folder));
  const [copy, old] = [`${path}.new`, `${path}.old`];
  if (!(await exists(path)) && (await exists(old))) await rename(old, path);
  const isThere = await exists(path);
  try {
    await removeFolder(copy);
    await (isThere
      ? cp(path, copy, { recursive: true, verbatimSymlinks: true })
      : mkdir(copy, { recursive: true }));
    await change(copy);
    await removeFolder(old);
    if (isThere) await rename(path, old);
    await rename(copy, path).catch(async (error: unknown) => {
      if (isThere) await rename(old, path);
      throw error;
    });
  } catch (error) {
    await rm(copy, { recursive: true, force: true }).catch(() => undefined);
    throw error instanceof UserError ? error : unusable(path, 'replace', error);
  }
  await removeFolder(old);
}

async function exists(path: string): Promise<boolean> {
  try {
    await readdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw unusable(path, 'read', error);
  }
}

function codeOf(error: unknown): string | undefined {
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

function unusable(path: string, verb: string, error: unknown): UserError {
  const code = codeOf(error) ?? String(error);
  return new UserError({
    what: `cannot ${verb} this: ${REASONS[code] ?? code}`,
    where: path,
    fix: `make it possible to ${verb} there, then run the command again; nothing was changed`,
  });
}

/** Whether the folder is missing, empty, or holds the file by which our own output is known. */
export async function isOwnOutput(folder: string, mark: string): Promise<boolean> {
  try {
    const names = await readdir(folder);
    return names.length === 0 || names.includes(mark);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw unusable(folder, 'read', error);
  }
}

/** How many files a folder holds, in all folders below it too, and their bytes together. */
export async function folderSize(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
