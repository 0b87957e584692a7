import { cp, lstat, mkdir, readdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { errorChain, UserError } from './errors.ts';
import { codeOf, fileError, reasonOf, removeFolder } from './files.ts';
import { isAbandoned, isSiblingOf, isTemporaryFile, runTag } from './runs.ts';

/** Options of {@link replaceFolder}. */
export interface Replacement {
  /** What `fill` starts with: an empty folder, or a copy of the current one. */
  from: 'nothing' | 'copy';
  /** The file that identifies the folder as our output. If files must be overwritten one by one, it is written first. */
  marker?: string;
  /** Replaces `rename` of node:fs in tests. */
  move?: typeof rename;
}

/**
 * Replaces a folder atomically: `fill` creates the new one next to it, and two renames swap them. Follows symbolic links.
 * Returns the result of `fill`. If `fill` fails, its error is thrown and the folder stays. If the process is killed between
 * the two renames, {@link recoverFolder} restores the old folder.
 */
export async function replaceFolder<T>(
  folder: string,
  { from, marker, move = rename }: Replacement,
  fill: (fresh: string) => Promise<T>,
): Promise<T> {
  await recoverFolder(folder);
  const path = await realTarget(folder);
  const fresh = join(dirname(path), `.${basename(path)}.${runTag()}.new`);
  let isFilling = false;
  try {
    await mkdir(dirname(path), { recursive: true });
    const isCopied = from === 'copy' && (await namesIn(path)) !== null;
    if (isCopied) await cp(path, fresh, { recursive: true, verbatimSymlinks: true });
    else await mkdir(fresh);
    isFilling = true;
    const result = await fill(fresh);
    isFilling = false;
    if (!(await swap(fresh, path, move))) await overwrite(fresh, path, marker);
    return result;
  } catch (error) {
    await discard(fresh);
    if (isFilling) throw diskError(path, error) ?? error;
    throw error instanceof UserError ? error : replaceError(path, error);
  }
}

function replaceError(path: string, error: unknown): UserError {
  return new UserError({
    what: `cannot replace this: ${reasonOf(error)}`,
    where: path,
    fix: `make ${dirname(path)} writable, where the new folder is created first, then run the command again`,
  });
}

/** Errors of the disk, not of the program that writes to it. */
const DISK_ERRORS = ['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG', 'EACCES', 'EPERM'];

/** The error to show if the error or one of its causes is an error of the disk; otherwise null. */
function diskError(path: string, error: unknown): UserError | null {
  const cause = errorChain(error).find((inner) => DISK_ERRORS.includes(codeOf(inner) ?? ''));
  return cause === undefined ? null : fileError(path, 'write', cause);
}

/** More than enough for builds that swap their folders at the same time. */
const MAX_SWAP_RETRIES = 10;

/** Swaps the new folder for the old one. Returns false if the file system cannot rename this folder. */
async function swap(
  fresh: string,
  path: string,
  move: typeof rename,
  retriesLeft = MAX_SWAP_RETRIES,
): Promise<boolean> {
  const old = join(dirname(path), `.${basename(path)}.${runTag()}.old`);
  const isMoved = await moveAway(path, old, move);
  if (isMoved === 'impossible') return false;
  try {
    await move(fresh, path);
  } catch (error) {
    const isTaken = ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '');
    if (!isTaken && isMoved) await move(old, path);
    if (!isTaken || retriesLeft === 0) throw error;
    // Another build got there first: replace its folder.
    await discard(old);
    return swap(fresh, path, move, retriesLeft - 1);
  }
  await discard(old);
  return true;
}

/** Moves the folder away. Returns false if there is none, and 'impossible' for a mount point or a lower overlay layer (rename(2)). */
async function moveAway(path: string, to: string, move: typeof rename): Promise<boolean | 'impossible'> {
  try {
    await move(path, to);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return false;
    if (code === 'EXDEV' || code === 'EBUSY') return 'impossible';
    throw error;
  }
}

/** The fallback if the folder cannot be renamed: overwrites every file, then removes files that are not in the new folder. */
async function overwrite(fresh: string, path: string, marker?: string): Promise<void> {
  if (marker !== undefined) await cp(join(fresh, marker), join(path, marker));
  await cp(fresh, path, { recursive: true, force: true });
  const names = new Set(await readdir(fresh, { recursive: true }));
  for (const name of await readdir(path, { recursive: true })) {
    if (!names.has(name)) await removeFolder(join(path, name));
  }
  await discard(fresh);
}

/**
 * Cleans up after runs that were killed while replacing a folder: restores the old folder if there is none, and removes their
 * leftovers. Leftovers of a run that may still be active stay.
 */
export async function recoverFolder(folder: string, now?: Date): Promise<void> {
  const path = await realTarget(folder);
  const parent = dirname(path);
  const names = ((await namesIn(parent)) ?? []).filter((name) => isSiblingOf(basename(path), name));
  const abandoned = await abandonedIn(parent, names, now);
  const old = abandoned.find((name) => name.endsWith('.old'));
  if (old !== undefined && (await namesIn(path)) === null) {
    await rename(join(parent, old), path).catch((error: unknown) => {
      throw fileError(path, 'restore', error);
    });
  }
  for (const name of abandoned) await discard(join(parent, name));
}

/** Removes the temporary files that killed runs left in this folder, but not in its subfolders. */
export async function removeTemporaryFiles(folder: string, now: Date): Promise<void> {
  const names = ((await namesIn(folder)) ?? []).filter(isTemporaryFile);
  for (const name of await abandonedIn(folder, names, now)) await discard(join(folder, name));
}

async function abandonedIn(folder: string, names: readonly string[], now?: Date): Promise<string[]> {
  const abandoned = [];
  for (const name of names) {
    const entry = await lstat(join(folder, name)).catch(() => null);
    const ageMs = now && entry ? now.getTime() - entry.mtimeMs : 0;
    if (entry && isAbandoned(name, ageMs)) abandoned.push(name);
  }
  return abandoned;
}

/** Copies a folder with its contents. Throws a UserError if it cannot be copied. */
export async function copyFolder(from: string, to: string): Promise<void> {
  try {
    await cp(from, to, { recursive: true, verbatimSymlinks: true });
  } catch (error) {
    throw fileError(to, 'write', error);
  }
}

/** Best effort: leftovers do no harm, and the next run tries again. */
async function discard(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

/** Hidden entries that a build or a file manager creates. Others, such as `.git` or `.env`, belong to someone. */
const HARMLESS = ['.fonts', '.DS_Store'];

/** Whether the folder is missing, empty except for our temporary files, or contains the files that identify our output. */
export async function isOwnOutput(folder: string, markers: readonly string[]): Promise<boolean> {
  const names = (await namesIn(folder)) ?? [];
  const others = names.filter((name) => !isTemporaryFile(name) && !HARMLESS.includes(name));
  if (others.some((name) => name.startsWith('.'))) return false;
  return others.length === 0 || markers.every((marker) => others.includes(marker));
}

/** The paths that are this folder or inside it, after resolving symbolic links. */
export async function pathsWithin(folder: string, paths: readonly string[]): Promise<string[]> {
  const outer = await realTarget(folder);
  const prefix = outer.endsWith(sep) ? outer : `${outer}${sep}`;
  const within = [];
  for (const path of paths) {
    if (`${await realTarget(path)}${sep}`.startsWith(prefix)) within.push(path);
  }
  return within;
}

/** The number and total size of the files in a folder, including its subfolders. */
export async function folderSize(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** The names of the folder's entries, or null if there is no such folder. Throws UserError if it cannot be read. */
export async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw fileError(folder, 'read', error);
  }
}

/** The absolute path with all symbolic links resolved. Its last parts need not exist. */
async function realTarget(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw fileError(path, 'read', error);
  }
  const parent = await realTarget(dirname(absolute));
  const link = await readlink(join(parent, basename(absolute))).catch(() => null);
  return link === null ? join(parent, basename(absolute)) : realTarget(resolve(parent, link));
}
