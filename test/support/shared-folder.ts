import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** The folder and the result of an expensive run, shared by the tests of a file. */
interface SharedRun<T> {
  folder: string;
  result: T;
}

/**
 * Replaces a test's folder with a copy of the one from `run`, and returns its result. `run` is called once per test file; its
 * folder is removed after the last test.
 */
export function aSharedFolder<T>(run: () => Promise<SharedRun<T>>): (folder: string) => Promise<T> {
  let shared: SharedRun<T> | undefined;
  afterAll(async () => {
    if (shared) await rm(shared.folder, { recursive: true });
  });
  return async (folder) => {
    shared ??= await keep(await run());
    await rm(folder, { recursive: true });
    await cp(shared.folder, folder, { recursive: true });
    return shared.result;
  };
}

/** Copies the folder, because a test's own folder is removed when the test ends. */
async function keep<T>({ folder, result }: SharedRun<T>): Promise<SharedRun<T>> {
  const kept = await mkdtemp(join(tmpdir(), 'shared-'));
  await cp(folder, kept, { recursive: true });
  return { folder: kept, result };
}
