import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const COPIED = ['src', 'site', 'eleventy.config.ts', 'package.json', 'tsconfig.json'];

/** A copy of the project's code that a test may change. It is removed when the test is done. */
export async function aProjectCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portfolio-copy-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await copyProject(folder);
  return folder;
}

/** Copies the project's code into a folder. */
export async function copyProject(folder: string): Promise<void> {
  for (const name of COPIED) await cp(name, join(folder, name), { recursive: true });
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
}

/** Changes one file. @throws Error if it has nothing to replace. */
export async function edit(path: string, ...replacements: [from: string, to: string][]): Promise<void> {
  let text = await readFile(path, 'utf8');
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
    text = text.replace(from, () => to);
  }
  await writeFile(path, text);
}
