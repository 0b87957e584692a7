import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FilledReadme, fillReadme } from '../../src/commands/readme.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';

/**
 * A copy of an owner's data folder that never changes. Tests that depend on an owner's data use it, so that they pass in every
 * fork. Only test/data-folder.test.ts checks `data/` itself, for what must be true for any owner.
 */
export const OWNER = 'test/fixtures/owner';

/** The names of this owner. A copy of another owner must not publish them. */
const PREVIOUS_OWNER = /sku0x20|sku20|siddhant|8383056329/i;

/** Those of these files, by path, that name this owner in their path or their text. */
export function filesOfPreviousOwner(files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([path, text]) => (PREVIOUS_OWNER.test(path + text) ? [path] : []));
}

/** The owner's README and pictures. They are the same for every copy, so they are made once. */
let readme: Promise<FilledReadme> | undefined;

/** Copies the owner's files into a folder: data, README and pictures. */
export async function copyOwner(folder: string): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true });
  await cp(OWNER, data, { recursive: true });
  await cp('data/schema', join(data, 'schema'), { recursive: true });
  await mkdir(join(folder, 'profile'), { recursive: true });
  readme ??= loadPortfolio(OWNER).then((portfolio) => fillReadme(portfolio, '.'));
  const { files } = await readme;
  for (const [path, bytes] of Object.entries(files)) await writeFile(join(folder, path), bytes);
}
