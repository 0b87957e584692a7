import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  prepareFiles,
  readBytes,
  readRequired,
  readText,
  writeIfChanged,
  writeNewFile,
} from '../src/files.ts';

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs TypeScript in a separate process; `limit` is the maximum size of a file, in blocks of 1,024 bytes. */
function run(code: string, limit = 'unlimited') {
  const script = `import { writeIfChanged } from ${JSON.stringify(resolve('src/files.ts'))};\n${code}`;
  const command = `ulimit -f ${limit}; trap '' XFSZ; exec node --import tsx/esm --input-type=module -e "$SCRIPT"`;
  return spawn('bash', ['-c', command], {
    env: { ...process.env, SCRIPT: script },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('writes a file only if its content differs', async () => {
  const path = join(await aFolder(), 'deep', 'file.txt');
  expect(await writeIfChanged(path, 'one')).toBe(true);
  expect(await writeIfChanged(path, 'one')).toBe(false);
  expect(await writeIfChanged(path, 'two')).toBe(true);
  expect(await readText(path)).toBe('two');
});

test('a file of a new folder is written with the folders on its path, or the error names it', async () => {
  const folder = await aFolder();
  const path = join(folder, 'og', 'home.png');
  await writeNewFile(path, new Uint8Array([1, 2]));
  expect(await readBytes(path)).toEqual(Buffer.from([1, 2]));
  await expect(writeNewFile(join(path, 'below'), '')).rejects.toThrow(
    `${join(path, 'below')}: cannot write this: `,
  );
});

test('a missing file is null, or an error that says what to do', async () => {
  const path = join(await aFolder(), 'none.txt');
  expect(await readText(path)).toBeNull();
  await expect(readRequired(path, 'make it')).rejects.toThrow(`${path}: this file is missing\n  → make it`);
});

test('a kill at any moment leaves the old or the new file, never a partial one', async () => {
  const folder = await aFolder();
  const path = join(folder, 'snapshot.json');
  const text = (sign: string) => JSON.stringify({ sign, filler: sign.repeat(3_000_000) });
  await writeFile(path, text('a'));
  const code = `
    const path = ${JSON.stringify(path)};
    const text = (sign) => JSON.stringify({ sign, filler: sign.repeat(3000000) });
    for (let round = 0; ; round += 1) {
      await writeIfChanged(path, text(round % 2 ? 'a' : 'b'));
      console.log(round);
    }`;
  for (const rounds of [1, 2, 5]) {
    const child = run(code);
    for (let seen = 0; seen < rounds; seen += 1) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { sign, filler } = JSON.parse(await readFile(path, 'utf8'));
    expect(filler).toBe(sign.repeat(3_000_000));
  }
});

test('a full disk is an error that leaves the old file and no temporary file', async () => {
  const folder = await aFolder();
  const path = join(folder, 'snapshot.json');
  await writeFile(path, 'old');
  const child = run(
    `await writeIfChanged(${JSON.stringify(path)}, 'x'.repeat(5000000)).catch((e) => console.log(e.message));`,
    '64',
  );
  const [message] = await once(child.stdout, 'data');
  await once(child, 'exit');
  expect(String(message)).toMatch(/snapshot\.json: cannot write this: .*\n {2}→ .*this file was not changed/);
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['snapshot.json']);
});

test('a symbolic link stays a link, and its target is replaced in its own folder', async () => {
  const folder = await aFolder();
  await mkdir(join(folder, 'real'));
  await writeFile(join(folder, 'real', 'file'), 'old');
  await symlink('real/file', join(folder, 'link'));
  await symlink(join(folder, 'link'), join(folder, 'again'));
  expect(await writeIfChanged(join(folder, 'again'), 'old')).toBe(false);
  expect(await writeIfChanged(join(folder, 'again'), 'new')).toBe(true);
  expect(await readFile(join(folder, 'real', 'file'), 'utf8')).toBe('new');
  expect(await readlink(join(folder, 'again'))).toBe(join(folder, 'link'));
  expect(await readlink(join(folder, 'link'))).toBe('real/file');
  expect(await readdir(folder, { recursive: true })).toHaveLength(4);
});

test('creates the target of a dangling link', async () => {
  const folder = await aFolder();
  await symlink('not/there', join(folder, 'link'));
  await writeIfChanged(join(folder, 'link'), 'new');
  expect(await readlink(join(folder, 'link'))).toBe('not/there');
  expect(await readFile(join(folder, 'not', 'there'), 'utf8')).toBe('new');
});

test('reports a loop of symbolic links', async () => {
  const folder = await aFolder();
  await symlink('b', join(folder, 'a'));
  await symlink('a', join(folder, 'b'));
  await expect(writeIfChanged(join(folder, 'a'), 'x')).rejects.toThrow(/symbolic links form a loop\n {2}→ /);
});

test.each([0o600, 0o644, 0o664, 0o755])('a file keeps its mode %i', async (mode) => {
  const path = join(await aFolder(), 'file');
  await writeFile(path, 'old');
  await chmod(path, mode);
  await writeIfChanged(path, 'new');
  expect((await stat(path)).mode & 0o777).toBe(mode);
});

test('changes none of several files if one cannot be written, and the error says so', async () => {
  const folder = await aFolder();
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  await writeFile(one, 'old');
  // A file instead of a folder is an error for root, too, which ignores permissions.
  const impossible = join(one, 'file');
  await expect(prepareFiles({ [two]: 'new', [one]: 'new', [impossible]: 'new' })).rejects.toThrow(
    /one\/file: cannot \w+ this: a part of the path is not a folder\n {2}→ .*; nothing was changed$/,
  );
  expect([await readdir(folder), await readText(one)]).toEqual([['one'], 'old']);
});

test('prepares several files under temporary names; if only some can be renamed, the error lists them', async () => {
  const folder = await aFolder();
  const [one, two, three] = ['one', 'two', 'three'].map((name) => join(folder, name));
  const contents = { [`${one}`]: 'new', [`${two}`]: 'new', [`${three}`]: 'new' };
  const prepared = await prepareFiles(contents);
  expect(await readText(`${one}`)).toBeNull();
  await mkdir(`${two}`);
  await expect(prepared.commit()).rejects.toThrow(
    /two: cannot write this: it is a folder\n {2}→ .*; already written: \S*one$/,
  );
  expect((await readdir(folder)).sort()).toEqual(['one', 'two']);
  await rm(`${two}`, { recursive: true });
  expect(await (await prepareFiles(contents)).commit()).toEqual([two, three]);
  await (await prepareFiles({ [`${one}`]: 'newer' })).discard();
  expect([(await readdir(folder)).sort(), await readText(`${one}`)]).toEqual([
    ['one', 'three', 'two'],
    'new',
  ]);
});
