import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The absolute path of one of the project's own files or folders, named by its path in the repository. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/**
 * Runs `action` with the project folder as the working directory, then switches back. Eleventy needs this: it treats the
 * relative path to its templates as a glob, where "(" and "*" are special, and looks for its own files here.
 */
export async function inProjectFolder(action: () => Promise<void>): Promise<void> {
  const before = process.cwd();
  const root = projectPath('');
  if (resolve(root) === before) return action();
  // Called on the object: some libraries replace its functions with ones that cache the working directory.
  process.chdir(root);
  try {
    await action();
  } finally {
    process.chdir(before);
  }
}
