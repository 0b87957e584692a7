import { resolve } from 'node:path';
import { chdir, cwd } from 'node:process';
import { fileURLToPath } from 'node:url';

/** The absolute path of one of the project's own files or folders, named by its path in the repository. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/**
 * Runs `action` with the project's folder as the working directory, and returns to the present one. For Eleventy: it takes
 * the path from here to its templates for a pattern, in which "(" or "*" mean something, and looks for files of its own here.
 */
export async function inProjectFolder(action: () => Promise<void>): Promise<void> {
  const before = cwd();
  const root = projectPath('');
  if (resolve(root) === before) return action();
  chdir(root);
  try {
    await action();
  } finally {
    chdir(before);
  }
}
