import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { replaceFolder } from '../src/files.ts';

/** A folder with two files that belong together, and one that nobody touches. */
async function aData(): Promise<{ parent: string; data: string }> {
  const parent = await mkdtemp(join(tmpdir(), 'folder-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const data = join(parent, 'data');
  await mkdir(data);
  for (const name of ['one', 'two', 'kept']) await writeFile(join(data, name), '0');
  return { parent, data };
}

async function contentOf(data: string): Promise<string[]> {
  return Promise.all(['one', 'two', 'kept'].map((name) => readFile(join(data, name), 'utf8')));
}

const write = (copy: string) =>
  writeFile(join(copy, 'one'), '1').then(() => writeFile(join(copy, 'two'), '1'));

test('replaces what changed, keeps the rest and leaves nothing beside it', async () => {
  const { parent, data } = await aData();
  await replaceFolder(`${data}/`, write);
  expect(await contentOf(data)).toEqual(['1', '1', '0']);
  expect(await readdir(parent)).toEqual(['data']);
});

test('makes a folder that is not there', async () => {
  const { parent } = await aData();
  await replaceFolder(join(parent, 'deep', 'new'), (copy) => writeFile(join(copy, 'one'), '1'));
  expect(await readFile(join(parent, 'deep', 'new', 'one'), 'utf8')).toBe('1');
});

test('a folder that is a symbolic link stays one, and so do the links in it', async () => {
  const { parent, data } = await aData();
  await writeFile(join(parent, 'shared'), 'x');
  await symlink('../shared', join(data, 'link'));
  await symlink('data', join(parent, 'here'));
  await replaceFolder(join(parent, 'here'), write);
  expect(await contentOf(data)).toEqual(['1', '1', '0']);
  expect(await readlink(join(parent, 'here'))).toBe('data');
  expect(await readlink(join(data, 'link'))).toBe('../shared');
  expect((await readdir(parent)).sort()).toEqual(['data', 'here', 'shared']);
});

test('a failure in the middle leaves everything as it was', async () => {
  const { parent, data } = await aData();
  const failing = async (copy: string) => {
    await writeFile(join(copy, 'one'), '1');
    throw new Error('no more');
  };
  await expect(replaceFolder(data, failing)).rejects.toThrow(/data: cannot replace this: .*no more\n {2}→ /);
  expect(await contentOf(data)).toEqual(['0', '0', '0']);
  expect(await readdir(parent)).toEqual(['data']);
});

test('what a crash left between the two renamings is put back first', async () => {
  const { parent, data } = await aData();
  await rename(data, `${data}.old`);
  await replaceFolder(data, async (copy) => expect(await contentOf(copy)).toEqual(['0', '0', '0']));
  expect(await readdir(parent)).toEqual(['data']);
});

test('a kill at any moment leaves one whole version, under its name or as .old', async () => {
  const { parent, data } = await aData();
  const code = `
    import { writeFile } from 'node:fs/promises';
    import { join } from 'node:path';
    import { replaceFolder } from ${JSON.stringify(resolve('src/files.ts'))};
    for (let round = 1; ; round += 1) {
      await replaceFolder(${JSON.stringify(data)}, async (copy) => {
        for (const name of ['one', 'two']) await writeFile(join(copy, name), String(round));
      });
      console.log(round);
    }`;
  for (const rounds of [1, 2, 3, 5, 8]) {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code]);
    for (let seen = 0; seen < rounds; seen += 1) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const [name = ''] = (await readdir(parent))
      .filter((entry) => ['data', 'data.old'].includes(entry))
      .sort();
    const [one, two, kept] = await contentOf(join(parent, name));
    expect([one, kept]).toEqual([two, '0']);
  }
});
