import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** The blocks of commands in docs/updating.md: name the original; graft; merge; check and keep. */
async function documentedCommands() {
  const text = await readFile('docs/updating.md', 'utf8');
  const [remote = '', graft = '', merge = '', keep = ''] = text
    .split('```sh\n')
    .slice(1)
    .map((part) => part.split('```')[0]);
  // The packages and the build of a real copy are tested elsewhere.
  return { remote, graft, merge, keep: keep.replace(/^npm .*\n/gm, '') };
}

/** Runs commands as a newcomer's shell would; returns what they print. A merge with conflicts ends with 1, as documented. */
function runIn(folder: string, commands: string): string {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@a.test',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@a.test',
  };
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', commands], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

/** Writes these files and commits them; null removes a file. */
async function commit(folder: string, files: Record<string, string | null>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    if (text === null) await rm(path);
    else await writeFile(path, text);
  }
  runIn(folder, 'git add -A && git commit -qm Change');
}

const ORIGINAL = {
  'package.json': '{ "version": "2.0.0" }\n',
  'src/program.ts': 'one\ntwo\nthree\n',
  'data/resume.yaml': 'name: Original\n',
  'data/schema/resume.schema.json': '{ "version": 1 }\n',
  'README.md': 'Original\n',
  'profile/work.svg': '<svg/>\n',
};

/** What the original's owner and program change later. */
const LATER = {
  'package.json': '{ "version": "2.1.0" }\n',
  'src/program.ts': 'one\ntwo, better\nthree\n',
  'src/new.ts': 'new\n',
  'data/resume.yaml': 'name: Original\nlabel: Later\n',
  'data/snapshot.json': '{ "of": "the original" }\n',
  'data/history.ndjson': 'later\n',
  'data/schema/resume.schema.json': '{ "version": 2 }\n',
  'README.md': 'Original, later\n',
  'profile/work.svg': null,
  'profile/storage.svg': '<svg/>\n',
};

/** What the copy's owner changes. */
const OWN = {
  'data/resume.yaml': 'name: Copy\n',
  'data/snapshot.json': '{ "of": "the copy" }\n',
  'data/fonts/own.ttf': 'font\n',
  'README.md': 'Copy\n',
  'profile/work.svg': '<svg>copy</svg>\n',
  'src/program.ts': 'one\ntwo\nthree\nand one of my own\n',
};

async function repositories() {
  const root = await mkdtemp(join(tmpdir(), 'portfolio-updating-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const [original, copy] = [join(root, 'original'), join(root, 'copy')];
  await mkdir(original);
  runIn(original, 'git init -q -b main');
  await commit(original, ORIGINAL);
  runIn(original, 'git tag v2.0.0');
  const { remote, ...commands } = await documentedCommands();
  const name = remote.replace(/https:\/\/\S+/, original);
  const read = (path: string) => readFile(join(copy, path), 'utf8');
  return { root, original, copy, read, commands: { ...commands, remote: name } };
}

async function expectUpdated({ copy, read }: Awaited<ReturnType<typeof repositories>>): Promise<void> {
  expect(await read('src/program.ts')).toBe('one\ntwo, better\nthree\nand one of my own\n');
  expect(await read('src/new.ts')).toBe('new\n');
  expect(await read('data/schema/resume.schema.json')).toBe(LATER['data/schema/resume.schema.json']);
  const owned = runIn(copy, 'git ls-files data README.md profile').trim().split('\n');
  const schema = 'data/schema/resume.schema.json';
  expect(owned).toEqual(
    Object.keys(OWN)
      .filter((name) => !name.startsWith('src/'))
      .concat(schema)
      .sort(),
  );
  for (const [name, text] of Object.entries(OWN)) {
    if (!name.startsWith('src/')) expect(await read(name), name).toBe(text);
  }
  expect(runIn(copy, 'git status --porcelain')).toBe('');
}

/** Pushing needs a place to push to. */
const withOrigin = (copy: string) =>
  runIn(
    copy,
    'git init -q --bare ../hosted && git remote add hosted ../hosted && git config remote.pushDefault hosted && git config push.default current',
  );

test('a fork with changes of its own is updated, and keeps its data, README and images', async () => {
  const made = await repositories();
  const { root, original, copy, commands } = made;
  runIn(root, 'git clone -q original copy');
  await commit(copy, OWN);
  await commit(original, LATER);
  withOrigin(copy);
  runIn(copy, commands.remote);
  runIn(copy, `${commands.merge}\n${commands.keep}`);
  await expectUpdated(made);
});

test('a copy of the template, whose history is unrelated, is grafted once and then updated twice', async () => {
  const made = await repositories();
  const { original, copy, read, commands } = made;
  await mkdir(copy);
  runIn(copy, 'git init -q -b main');
  await commit(copy, ORIGINAL);
  await commit(copy, OWN);
  await commit(original, LATER);
  withOrigin(copy);
  const before = runIn(copy, 'git rev-parse HEAD^{tree}');
  runIn(copy, `${commands.remote}\n${commands.graft}`);
  expect(runIn(copy, 'git rev-parse HEAD^{tree}')).toBe(before);
  runIn(copy, `${commands.merge}\n${commands.keep}`);
  await expectUpdated(made);

  await commit(original, {
    'src/new.ts': 'newer\n',
    'data/snapshot.json': '{ "of": "the original, again" }\n',
  });
  runIn(copy, `${commands.merge}\n${commands.keep}`);
  expect(await read('src/new.ts')).toBe('newer\n');
  expect(await read('data/snapshot.json')).toBe(OWN['data/snapshot.json']);
});

test('what cannot be merged stays a conflict, and the merge can be taken back', async () => {
  const { root, original, copy, read, commands } = await repositories();
  runIn(root, 'git clone -q original copy');
  await commit(copy, { ...OWN, 'src/program.ts': 'one\nmine\nthree\n' });
  await commit(original, LATER);
  runIn(copy, `${commands.remote}\n${commands.merge}`);
  expect(runIn(copy, 'git status --porcelain -- src data README.md profile | grep ^UU')).toBe(
    'UU src/program.ts\n',
  );
  runIn(copy, 'git merge --abort');
  expect(await read('src/program.ts')).toBe('one\nmine\nthree\n');
  expect(runIn(copy, 'git status --porcelain')).toBe('');
});
