import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path of one of the project's own files or folders, named by its path in the repository. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/** The same relative to the working directory, for tools that take no absolute path. */
export function projectPathFromHere(path: string): string {
  return relative('', projectPath(path)) || '.';
}
