import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { updateReadme } from '../../src/commands/readme.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';

/**
 * The data folder of an owner who stands still. Tests that depend on an owner’s words use it, so that they hold in every fork and
 * whatever becomes of `data/`, of which test/data-folder.test.ts proves what must hold of anybody's.
 */
export const OWNER = 'test/fixtures/owner';

/** Puts into a folder the owner’s own files: data, README and pictures. */
export async function copyOwner(folder: string): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true });
  await cp(OWNER, data, { recursive: true });
  await cp('data/schema', join(data, 'schema'), { recursive: true });
  await cp('README.md', join(folder, 'README.md'));
  await updateReadme(await loadPortfolio(data), join(folder, 'README.md'));
}
