import { dirname, join } from 'node:path';
import type { Context } from '../context/command.ts';
import { pathsOf } from '../context/paths.ts';
import { recoverFolder, removeTemporaryFiles } from '../folders.ts';

/** Removes temporary files and folders of killed runs, and restores a folder that such a run was replacing. */
export async function removeLeftovers({ flags, now }: Pick<Context, 'flags' | 'now'>): Promise<void> {
  const { data, out, target } = flags;
  for (const folder of [data, out]) await recoverFolder(folder, now);
  const homes = new Set([dirname(target), dirname(data)]);
  const folders = [...homes].flatMap((home) => [home, join(home, 'profile')]);
  folders.push(data, join(data, 'schema'), dirname(pathsOf(data).fetchLog));
  for (const folder of folders) await removeTemporaryFiles(folder, now);
}

/** The owner's files and folders, which the output must not replace. */
export function ownersFiles({ data, target }: Context['flags']): string[] {
  return [data, target, dirname(pathsOf(data).fetchLog)];
}
