import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** What an expensive run left, from which several tests of a file go on. */
interface Left<T> {
  folder: string;
  result: T;
}

/**
 * Replaces a test's folder by a copy of what `run` left, and returns its result. It runs once for all tests of a file; what it
 * left is removed after them.
 */
export function aSharedFolder<T>(run: () => Promise<Left<T>>): (folder: string) => Promise<T> {
  let left: Left<T> | undefined;
  afterAll(async () => {
    if (left) await rm(left.folder, { recursive: true });
  });
  return async (folder) => {
    left ??= await keep(await run());
    await rm(folder, { recursive: true });
    await cp(left.folder, folder, { recursive: true });
    return left.result;
  };
}

/** Copies the folder, because that of a test ends with it. */
async function keep<T>({ folder, result }: Left<T>): Promise<Left<T>> {
  const kept = await mkdtemp(join(tmpdir(), 'shared-'));
  await cp(folder, kept, { recursive: true });
  return { folder: kept, result };
}
