import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  isOwnOutput,
  pathsWithin,
  recoverFolder,
  removeTemporaryFiles,
  replaceFolder,
} from '../src/folders.ts';
import { runTag } from '../src/runs.ts';

const COPY = { from: 'copy' } as const;

async function aFolder(): Promise<string> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'folder-')));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  return parent;
}

/** A folder with two files that change together, and one that never changes. */
async function aData(): Promise<{ parent: string; data: string }> {
  const parent = await aFolder();
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

/** Runs TypeScript in a separate process, with `replaceFolder` and `runTag` in scope. */
function run(code: string) {
  const script = `
    import { writeFile, mkdir } from 'node:fs/promises';
    import { join } from 'node:path';
    import { replaceFolder } from ${JSON.stringify(resolve('src/folders.ts'))};
    import { runTag } from ${JSON.stringify(resolve('src/runs.ts'))};
    ${code}`;
  const child = spawn(process.execPath, ['--import', 'tsx/esm', '--input-type=module', '-e', script]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function kill(child: ReturnType<typeof run>): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

test('replaces changed files, keeps the rest and leaves no temporary files', async () => {
  const { parent, data } = await aData();
  await replaceFolder(`${data}/`, COPY, write);
  expect(await contentOf(data)).toEqual(['1', '1', '0']);
  expect(await readdir(parent)).toEqual(['data']);
});

test('a folder that starts empty keeps nothing of the old one', async () => {
  const { parent, data } = await aData();
  await replaceFolder(data, { from: 'nothing' }, write);
  expect(await readdir(data)).toEqual(['one', 'two']);
  expect(await readdir(parent)).toEqual(['data']);
});

test.each(['copy', 'nothing'] as const)('creates a missing folder from %s', async (from) => {
  const parent = await aFolder();
  await replaceFolder(join(parent, 'deep', 'new'), { from }, (copy) => writeFile(join(copy, 'one'), '1'));
  expect(await readFile(join(parent, 'deep', 'new', 'one'), 'utf8')).toBe('1');
});

test.each([
  ['a bug is thrown unchanged', new TypeError('no more'), /^TypeError: no more$/],
  [
    'a full disk is reported, even as a nested cause',
    new Error('cannot write the pages', { cause: Object.assign(new Error('write'), { code: 'ENOSPC' }) }),
    /data: cannot write this: the disk is full\n {2}→ /,
  ],
])('a failure while filling the new folder leaves the old one: %s', async (_, error, shown) => {
  const { parent, data } = await aData();
  const failing = async (copy: string) => {
    await writeFile(join(copy, 'one'), '1');
    throw error;
  };
  const thrown: unknown = await replaceFolder(data, COPY, failing).catch((reason: unknown) => reason);
  expect(String(thrown)).toMatch(shown);
  expect(await contentOf(data)).toEqual(['0', '0', '0']);
  expect(await readdir(parent)).toEqual(['data']);
});

test('a symbolic link stays a link, and its target folder is replaced', async () => {
  const { parent, data } = await aData();
  await mkdir(join(parent, 'elsewhere'));
  const links = { present: data, missing: join(parent, 'elsewhere', 'not-yet') };
  for (const [name, target] of Object.entries(links)) {
    const link = join(parent, name);
    await symlink(target, link);
    await replaceFolder(`${link}/`, COPY, write);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(join(target, 'two'), 'utf8')).toBe('1');
  }
  expect((await readdir(parent)).sort()).toEqual(['data', 'elsewhere', 'missing', 'present']);
  expect(await readdir(join(parent, 'elsewhere'))).toEqual(['not-yet']);
});

test('symbolic links in a copied folder stay links', async () => {
  const { parent, data } = await aData();
  await writeFile(join(parent, 'elsewhere'), 'x');
  await symlink('../elsewhere', join(data, 'link'));
  await replaceFolder(data, COPY, write);
  expect(await readlink(join(data, 'link'))).toBe('../elsewhere');
});

test.each(['EXDEV', 'EBUSY'])(
  'if renaming fails with %s, the files are replaced one by one',
  async (code) => {
    const { parent, data } = await aData();
    await mkdir(join(data, 'gone'));
    await writeFile(join(data, 'gone', 'file'), '0');
    const move = () => Promise.reject(Object.assign(new Error(code), { code }));
    await replaceFolder(data, { from: 'nothing', marker: 'one', move }, write);
    expect((await readdir(data)).sort()).toEqual(['one', 'two']);
    expect(await readFile(join(data, 'two'), 'utf8')).toBe('1');
    expect(await readdir(parent)).toEqual(['data']);
  },
);

test('if the new folder cannot be moved into place, the old one is restored', async () => {
  const { parent, data } = await aData();
  const move: typeof rename = async (from, to) => {
    if (String(from).endsWith('.new')) throw Object.assign(new Error('no'), { code: 'EACCES' });
    await rename(from, to);
  };
  await expect(replaceFolder(data, { ...COPY, move }, write)).rejects.toThrow(/data: .*permission denied/);
  expect(await contentOf(data)).toEqual(['0', '0', '0']);
  expect(await readdir(parent)).toEqual(['data']);
});

test('after several concurrent replacements, the folder is a complete version of one of them', async () => {
  const { parent, data } = await aData();
  const rounds = ['1', '2', '3', '4', '5', '6'];
  await Promise.all(
    rounds.map((round) =>
      replaceFolder(data, { from: 'nothing' }, async (fresh) => {
        for (const name of ['one', 'two', 'kept']) await writeFile(join(fresh, name), round);
      }),
    ),
  );
  const [one = '', two, kept] = await contentOf(data);
  expect(rounds).toContain(one);
  expect([two, kept]).toEqual([one, one]);
  expect(await readdir(parent)).toEqual(['data']);
});

test('a kill at any moment leaves one complete version, and the next run cleans up', async () => {
  const { parent, data } = await aData();
  const code = `
    for (let round = 1; ; round += 1) {
      await replaceFolder(${JSON.stringify(data)}, { from: 'copy' }, async (copy) => {
        for (const name of ['one', 'two']) await writeFile(join(copy, name), String(round));
      });
      console.log(round);
    }`;
  for (const rounds of [1, 2, 5]) {
    const child = run(code);
    for (let seen = 0; seen < rounds; seen += 1) await once(child.stdout, 'data');
    await kill(child);
    await recoverFolder(data);
    const [one, two, kept] = await contentOf(data);
    expect([one, kept]).toEqual([two, '0']);
    expect(await readdir(parent)).toEqual(['data']);
  }
});

test('after a kill between the two renames, the old folder is restored', async () => {
  const { parent, data } = await aData();
  const child = run(`console.log('.data.' + runTag())`);
  const [name] = await once(child.stdout, 'data');
  await once(child, 'exit');
  const old = join(parent, `${String(name).trim()}.old`);
  await rename(data, old);
  await mkdir(old.replace(/old$/, 'new'));
  await recoverFolder(data);
  expect(await contentOf(data)).toEqual(['0', '0', '0']);
  expect(await readdir(parent)).toEqual(['data']);
});

test('temporary files and folders of an active run stay until it has ended', async () => {
  const { parent, data } = await aData();
  const child = run(`
    const tag = runTag();
    await mkdir(join(${JSON.stringify(parent)}, '.data.' + tag + '.new'));
    await writeFile(join(${JSON.stringify(data)}, 'one.' + tag + '.tmp'), '');
    console.log(tag);
    process.stdin.resume();`);
  const [answer] = await once(child.stdout, 'data');
  const tag = String(answer).trim();
  const mine = join(parent, `.data.${runTag()}.new`);
  await mkdir(mine);
  const namesAfterCleanup = async () => {
    await recoverFolder(data, new Date());
    await removeTemporaryFiles(data, new Date());
    return [...(await readdir(parent)), ...(await readdir(data))];
  };
  const created = [`.data.${tag}.new`, `one.${tag}.tmp`];
  expect(await namesAfterCleanup()).toEqual(
    expect.arrayContaining([...created, mine.slice(parent.length + 1)]),
  );
  await kill(child);
  expect((await namesAfterCleanup()).filter((name) => created.includes(name))).toEqual([]);
  expect(await readdir(parent)).toContain(mine.slice(parent.length + 1));
});

test('temporary files of another machine or an earlier version are removed after a day, and no other files', async () => {
  const folder = await aFolder();
  const ours = ['a.json.00000000-12-0123abcd-1.tmp', 'portfolio.json.0123456789ab.tmp'];
  const others = ['notes.tmp', 'a.0123456789ab', '.b.old', 'c.00000000-12-0123abcd-1.tmp.txt'];
  for (const name of [...ours, ...others]) {
    await writeFile(join(folder, name), '');
    await utimes(join(folder, name), new Date('2026-11-20T12:00:00Z'), new Date('2026-11-20T12:00:00Z'));
  }
  await removeTemporaryFiles(folder, new Date('2026-11-21T11:00:00Z'));
  expect((await readdir(folder)).sort()).toEqual([...ours, ...others].sort());
  await removeTemporaryFiles(folder, new Date('2026-11-21T13:00:00Z'));
  expect((await readdir(folder)).sort()).toEqual(others.sort());
});

test.each([
  ['no files', [], true],
  ['a complete site', ['portfolio.json', 'portfolio.schema.json', 'index.html', '.DS_Store'], true],
  ['a portfolio.json of another program', ['portfolio.json', 'index.php'], false],
  ['leftovers of a killed build of an earlier version', ['portfolio.json.0123456789ab.tmp'], true],
  ['leftovers of a killed build', ['portfolio.json.00000000-12-0123abcd-1.tmp'], true],
  ['other files', ['index.html'], false],
  ['a temporary file of another program', ['portfolio.json.tmp'], false],
  ['a site that is a git repository', ['portfolio.json', 'portfolio.schema.json', '.git'], false],
])('a folder with %s (%j) may be replaced: %s', async (_what, names, isOurs) => {
  const folder = await aFolder();
  for (const name of names) await writeFile(join(folder, name), '');
  expect(await isOwnOutput(folder, ['portfolio.json', 'portfolio.schema.json'])).toBe(isOurs);
  expect(await isOwnOutput(join(folder, 'missing'), ['portfolio.json'])).toBe(true);
});

test('finds the paths inside a folder, through links and even if they do not exist', async () => {
  const { parent, data } = await aData();
  await symlink(data, join(parent, 'link'));
  const paths = [data, join(data, 'one'), join(parent, 'link', 'two'), join(data, 'no', 'such'), parent];
  expect(await pathsWithin(join(parent, 'link'), paths)).toEqual(paths.slice(0, 4));
  expect(await pathsWithin('/', paths)).toEqual(paths);
  expect(await pathsWithin(join(parent, 'dat'), paths)).toEqual([]);
});
