import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refresh } from '../../src/commands/refresh.ts';
import type { FakeGitHub } from './github/server.ts';
import { aContext, aWorkspace, quick, type Workspace } from './workspace.ts';

/** What a refresh writes. */
const WRITTEN = [
  ['data', 'snapshot.json'],
  ['data', 'history.ndjson'],
  ['.cache', 'fetch-log.json'],
];

/** The texts of these files after a first refresh, by the world as JSON. */
const firstRefreshes = new Map<string, string[]>();

/**
 * A workspace that was refreshed once from this GitHub. Equal worlds give equal files, so only the first workspace with a world
 * is really refreshed; the others get copies of its files.
 */
export async function aRefreshedWorkspace(github: FakeGitHub): Promise<Workspace> {
  const workspace = await aWorkspace({ shortResume: true });
  const world = JSON.stringify(github.world);
  const known = firstRefreshes.get(world);
  if (!known) {
    await refresh(aContext(workspace, github), quick);
    firstRefreshes.set(world, await Promise.all(WRITTEN.map((path) => workspace.read(...path))));
    github.requests.length = 0;
    return workspace;
  }
  await mkdir(join(workspace.folder, '.cache'));
  for (const [index, path] of WRITTEN.entries()) await workspace.write(known[index] ?? '', ...path);
  return workspace;
}
