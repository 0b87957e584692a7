import { execFile } from 'node:child_process';
import fs, { lstat, mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { run as runBuild } from '../../src/commands/build.ts';
import type { Outcome } from '../../src/context/command.ts';
import { replaceFolder } from '../../src/folders.ts';
import { openServer } from '../../src/site-build/serve.ts';
import { aWorld } from '../support/github/builders.ts';
import { aContext, aWorkspace, type Workspace } from '../support/workspace.ts';

const OLD_SITE = {
  'portfolio.json': '{}',
  'portfolio.schema.json': '{}',
  'index.html': 'the old site',
  'gone.html': 'an old page',
};

/** A workspace with a snapshot and a small site from an earlier build. */
async function aBuiltWorkspace(): Promise<Workspace> {
  const workspace = await aWorkspace({ snapshot: true });
  await mkdir(workspace.site);
  for (const [name, text] of Object.entries(OLD_SITE)) await workspace.write(text, '_site', name);
  return workspace;
}

interface Ended {
  code: number | null;
  signal: string | null;
  stderr: string;
}

function run(args: string[]): Promise<Ended> {
  const { PATH, HOME } = process.env;
  return new Promise((done) => {
    execFile(process.execPath, args, { env: { PATH, HOME } }, (error, _stdout, stderr) => {
      done({ code: error ? Number(error.code) || null : 0, signal: error?.signal ?? null, stderr });
    });
  });
}

function build({ data, site }: Workspace, node: string[]): Promise<Ended> {
  return run([...node, 'src/run.mjs', 'build', '--data', data, '--out', site]);
}

/** Replaces the site in a process of its own like a build, but with a small one, which takes no time to make. */
function swapSite({ site }: Workspace, node: string[] = []): Promise<Ended> {
  const code = `import { writeFile } from 'node:fs/promises';
    import { replaceFolder } from ${JSON.stringify(resolve('src/folders.ts'))};
    await replaceFolder(${JSON.stringify(site)}, { from: 'nothing', marker: 'portfolio.json' }, async (fresh) => {
      for (const name of ['portfolio.json', 'portfolio.schema.json']) await writeFile(fresh + '/' + name, '{}');
      await writeFile(fresh + '/index.html', 'the new site with assertG');
    });`;
  return run([...node, '--import', 'tsx/esm', '--input-type=module', '-e', code]);
}

/** Builds in this process, which takes a third of the time of one that has to be started. */
function buildHere(workspace: Workspace, out = workspace.site): Promise<Outcome> {
  return runBuild(aContext(workspace, { url: '', world: aWorld() }, { out }));
}

const BUILT = { exitCode: 0, notices: [] };

async function tagOfAnEndedRun(): Promise<string> {
  const code = `import { runTag } from ${JSON.stringify(resolve('src/runs.ts'))}; process.stdout.write(runTag())`;
  const args = ['--import', 'tsx/esm', '--input-type=module', '-e', code];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}

/** When to kill a process: right before or after it writes a file of this name, or renames one to it. */
type Kill = readonly [when: 'before' | 'after', call: 'writeFile' | 'rename', name: RegExp];

/** Node options that kill the process (SIGKILL). */
async function killOn({ folder, write }: Workspace, [when, call, name]: Kill): Promise<string[]> {
  const kill = `if (${name}.test(${call === 'rename' ? 'given[1]' : 'given[0]'})) process.kill(process.pid, 'SIGKILL');`;
  await write(
    `import fs from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    const { ${call} } = fs;
    fs.${call} = async (...given) => {
      ${when === 'before' ? kill : ''}
      await ${call}(...given);
      ${when === 'after' ? kill : ''}
    };
    syncBuiltinESMExports();`,
    'kill.mjs',
  );
  return ['--import', pathToFileURL(join(folder, 'kill.mjs')).href];
}

/** Replaces functions of node:fs/promises until the end of the test. */
function replaceInFs(functions: Partial<typeof fs>): void {
  const before = { ...fs };
  Object.assign(fs, functions);
  syncBuiltinESMExports();
  onTestFinished(() => {
    Object.assign(fs, before);
    syncBuiltinESMExports();
  });
}

const siblings = async ({ folder }: Workspace) =>
  (await readdir(folder)).filter((name) => name.startsWith('._site'));

async function expectOldSite(workspace: Workspace, name: string): Promise<void> {
  const read = Object.keys(OLD_SITE).map(async (file) => [file, await workspace.read(name, file)]);
  expect(Object.fromEntries(await Promise.all(read))).toEqual(OLD_SITE);
}

async function expectNewSite(workspace: Workspace): Promise<void> {
  expect(await workspace.read('_site', 'index.html')).toContain('assertG');
  expect(await readdir(workspace.site)).not.toContain('gone.html');
  expect(
    Object.keys(await workspace.files('.')).filter((path) => /\.tmp$|\.(?:new|old)\//.test(path)),
  ).toEqual([]);
  expect(await siblings(workspace)).toEqual([]);
}

test('a killed build leaves the old or the new site intact, and the next one cleans up', async () => {
  const workspace = await aBuiltWorkspace();
  const points = [
    // Killed after some files are written, after all are, and after the new site is in place.
    [build, ['after', 'writeFile', /resume\.json$/], '.new'],
    [swapSite, ['before', 'rename', /\.old$/], '.new'],
    [swapSite, ['after', 'rename', /_site$/], '.old'],
  ] as const;
  for (const [replace, kill, leftover] of points) {
    expect(await replace(workspace, await killOn(workspace, kill))).toMatchObject({ signal: 'SIGKILL' });
    expect(await siblings(workspace)).toEqual([expect.stringMatching(`\\${leftover}$`)]);
    if (leftover === '.new') await expectOldSite(workspace, '_site');
    else expect(await workspace.read('_site', 'index.html')).toBe('the new site with assertG');
  }
  expect(await buildHere(workspace)).toMatchObject(BUILT);
  await expectNewSite(workspace);
});

test('a build killed between the two renames keeps both sites intact, and the next one recovers', async () => {
  const workspace = await aBuiltWorkspace();
  await swapSite(workspace, await killOn(workspace, ['after', 'rename', /\.old$/]));
  const [fresh = '', old = ''] = (await siblings(workspace)).sort();
  await expectOldSite(workspace, old);
  expect(await workspace.read(fresh, 'index.html')).toContain('assertG');
  await workspace.write('{', 'data', 'snapshot.json');
  await expect(buildHere(workspace)).rejects.toThrow('snapshot.json');
  await expectOldSite(workspace, '_site');
  expect(await siblings(workspace)).toEqual([]);
});

test('a build succeeds even if another one replaces its site right afterward', async () => {
  const workspace = await aBuiltWorkspace();
  const { rename } = fs;
  replaceInFs({
    rename: async (from, to) => {
      await rename(from, to);
      if (to === workspace.site) await rename(to, join(workspace.folder, 'taken'));
    },
  });
  expect(await buildHere(workspace)).toMatchObject(BUILT);
  expect(await workspace.read('taken', 'index.html')).toContain('assertG');
});

test('a build and another process that replaces its site both succeed and leave no temporary files', async () => {
  const workspace = await aBuiltWorkspace();
  const ended = await Promise.all([swapSite(workspace), buildHere(workspace)]);
  expect(ended).toMatchObject([{ code: 0, stderr: '' }, BUILT]);
  await expectNewSite(workspace);
});

test('an output folder whose parent is not writable gives one clear error and stays unchanged', async () => {
  const workspace = await aBuiltWorkspace();
  // Simulates a folder without write permission, which root would ignore.
  replaceInFs({
    mkdir: async (path) => {
      throw Object.assign(new Error(`no ${path}`), { code: 'EACCES' });
    },
  });
  await expect(buildHere(workspace)).rejects.toThrow(
    /^\S*_site: cannot replace this: permission denied\n {2}→ make \S+ writable, where .*$/,
  );
  await expectOldSite(workspace, '_site');
});

test('a failed build keeps the old site intact and leaves no temporary files', async () => {
  const workspace = await aBuiltWorkspace();
  const { writeFile } = fs;
  replaceInFs({
    writeFile: async (path, ...given) => {
      if (/site\.png$/.test(String(path))) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      await writeFile(path, ...given);
    },
  });
  await expect(buildHere(workspace)).rejects.toThrow('the disk is full');
  await expectOldSite(workspace, '_site');
  expect(await siblings(workspace)).toEqual([]);
});

test('the next build removes what killed runs left in the owner’s folders', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const { folder, site } = workspace;
  await mkdir(site);
  // What an earlier version left when it was killed at its first file.
  await workspace.write('{', '_site', 'portfolio.json.0123456789ab.tmp');
  for (const name of ['.cache', 'profile', 'data/schema']) await mkdir(join(folder, name));
  const tag = await tagOfAnEndedRun();
  const paths = [
    'data/snapshot.json',
    'data/schema/a.json',
    '.cache/fetch-log.json',
    'profile/a.svg',
    'README.md',
  ];
  for (const path of paths) await workspace.write('{', `${path}.${tag}.tmp`);
  await mkdir(join(folder, `.data.${tag}.new`));
  expect(await buildHere(workspace)).toMatchObject(BUILT);
  await expectNewSite(workspace);
  expect((await readdir(folder)).sort()).toEqual(['.cache', 'README.md', '_site', 'data', 'profile']);
});

test.each([
  ['the project', () => '.'],
  ['a parent folder', () => '..'],
  ['the data', ({ data }: Workspace) => data],
  ['the folder with the data', ({ folder }: Workspace) => folder],
  ['the folder with the fetch log', ({ folder }: Workspace) => join(folder, '.cache')],
  ['the templates', () => 'site'],
  ['a site with its own repository', ({ site }: Workspace) => site],
])('the output folder must not be %s', async (_what, out) => {
  const workspace = await aBuiltWorkspace();
  await mkdir(join(workspace.site, '.git'));
  // Even with markers, a folder with the owner's files is not build output.
  for (const place of ['.', 'data']) {
    await workspace.write('{}', place, 'portfolio.json');
    await workspace.write('{}', place, 'portfolio.schema.json');
  }
  const before = await workspace.files('.');
  await expect(buildHere(workspace, `${out(workspace)}/`)).rejects.toThrow(
    /files that were not written by a build\n {2}→ .*--out DIR/,
  );
  expect(await workspace.files('.')).toEqual(before);
});

test('the output can be a symbolic link and have a trailing slash', async () => {
  const workspace = await aBuiltWorkspace();
  const { folder, site } = workspace;
  await rename(site, join(folder, 'public'));
  await symlink('public', site);
  expect(await buildHere(workspace, `${site}/`)).toMatchObject(BUILT);
  expect((await lstat(site)).isSymbolicLink()).toBe(true);
  await expectNewSite(workspace);
});

test('the server shows the new files after a swap', async () => {
  const { site } = await aBuiltWorkspace();
  const server = await openServer(0);
  onTestFinished(server.close);
  server.show(site);
  const text = async (path = '') => (await fetch(server.url + path)).text();
  expect([await text(), await text('gone')]).toEqual(['the old site', 'an old page']);
  await replaceFolder(site, { from: 'nothing' }, async (fresh) => {
    await writeFile(join(fresh, 'index.html'), 'the new site, which is longer');
    await writeFile(join(fresh, '404.html'), 'the new page for what is not there');
  });
  expect([await text(), await text('gone')]).toEqual([
    'the new site, which is longer',
    'the new page for what is not there',
  ]);
});
