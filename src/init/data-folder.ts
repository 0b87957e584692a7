import { join } from 'node:path';
import { editorSchemas } from '../config/editor-schemas.ts';
import { UserError } from '../errors.ts';
import { readBytes, readText, removeFolder, writeIfChanged } from '../files.ts';
import { pathsWithin, replaceFolder } from '../folders.ts';
import { rulesWithoutExceptions } from './owner-files.ts';

/** What the previous owner's data folder has and a new owner must not get: facts, and fonts for the résumé's script. */
const PREVIOUS_OWNERS = ['snapshot.json', 'history.ndjson', 'fonts'];

/** Replaces the owner's files in the data folder and removes the data of earlier refreshes, in one step. */
export async function replaceData(data: string, texts: Record<string, string>): Promise<void> {
  await replaceFolder(data, { from: 'copy' }, async (copy) => {
    for (const [name, text] of Object.entries(texts)) await writeIfChanged(join(copy, name), text);
    for (const [name, text] of Object.entries(editorSchemas())) {
      await writeIfChanged(join(copy, 'schema', name), text);
    }
    const rules = join(copy, 'evidence.yaml');
    const text = await readText(rules);
    if (text !== null) {
      await writeIfChanged(rules, rulesWithoutExceptions(text, join(data, 'evidence.yaml')));
    }
    for (const name of PREVIOUS_OWNERS) await removeFolder(join(copy, name));
  });
}

/** Throws a UserError if the data folder, which is replaced as a whole, contains the working directory or the README. */
export async function rejectEnclosingFolder(data: string, target: string): Promise<void> {
  const [inside] = await pathsWithin(data, ['.', target]);
  if (inside === undefined) return;
  throw new UserError({
    what: `this folder contains ${inside === '.' ? 'the working directory' : inside}, so it cannot be the data folder`,
    where: data,
    fix: 'pass a folder that is only for data with --data DIR; nothing was changed',
  });
}

/** Throws a UserError if the folder contains a portfolio. */
export async function rejectExistingPortfolio(data: string): Promise<void> {
  const files = ['portfolio.yaml', 'resume.yaml', 'snapshot.json', 'history.ndjson'];
  const contents = await Promise.all(files.map((name) => readBytes(join(data, name))));
  const present = files.filter((_, index) => contents[index] !== null);
  if (present.length === 0) return;
  throw new UserError({
    what: `this folder already contains a portfolio: ${present.join(', ')}`,
    where: data,
    fix: 'add --force to replace it, or name another folder with --data DIR; nothing was changed',
  });
}
