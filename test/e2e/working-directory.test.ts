import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { OWNER } from '../support/owner.ts';

const CLI = resolve('src/cli.ts');
const TSX = import.meta.resolve('tsx');
let expected: Record<string, string> = {};

/** Runs the program in a folder and returns its output. */
function portfolio(cwd: string, ...args: string[]): Promise<string> {
  return runNode(cwd, CLI, ...args);
}

async function runNode(cwd: string, ...args: string[]): Promise<string> {
  const { PATH, HOME } = process.env;
  const run = promisify(execFile)(process.execPath, ['--import', TSX, ...args], {
    cwd,
    env: { PATH, HOME },
  });
  return (await run).stdout;
}

/** The content of every file in a folder. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map(
    async (file) => [file.slice(folder.length), await readFile(file, 'latin1')] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
}

async function aFolder(...names: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'elsewhere-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const inner = join(folder, ...names);
  await mkdir(inner, { recursive: true });
  return inner;
}

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'elsewhere-'));
  await portfolio('.', 'build', '--data', OWNER, '--out', join(folder, 'out'));
  expected = await contentOf(join(folder, 'out'));
  await rm(folder, { recursive: true });
}, 60_000);

test('builds the same site from another folder, given absolute paths', { timeout: 60_000 }, async () => {
  const cwd = await aFolder();
  await cp(OWNER, join(cwd, 'data'), { recursive: true });
  await portfolio(cwd, 'build', '--data', join(cwd, 'data'), '--out', join(cwd, 'out'));
  expect(await contentOf(join(cwd, 'out'))).toEqual(expected);
});

test('builds the same site from data next to it, whatever the folders are named', {
  timeout: 60_000,
}, async () => {
  const name = "it's 50%41 a#b what? (so) [x] {y} & z*";
  const cwd = await aFolder(name);
  await cp(OWNER, join(cwd, name), { recursive: true });
  await portfolio(cwd, 'build', '--data', `../${name}/${name}/`, '--out', '../out/');
  expect(await contentOf(resolve(cwd, '../out'))).toEqual(expected);
});

test('builds the same site when started in the templates folder', { timeout: 60_000 }, async () => {
  const out = await aFolder();
  await portfolio('site', 'build', '--data', resolve(OWNER), '--out', out);
  expect(await contentOf(out)).toEqual(expected);
});

test('builds the same site in and from a checkout with any name', { timeout: 60_000 }, async () => {
  // Without "?": tsx treats the rest of such a path as a query string, before this project is loaded.
  const checkout = await aFolder("it's a#b %41 100% [ü] (日本) !x & {c}");
  for (const part of ['src', 'site', 'eleventy.config.ts', 'package.json']) {
    await cp(part, join(checkout, part), { recursive: true });
  }
  await symlink(resolve('node_modules'), join(checkout, 'node_modules'));
  await cp(OWNER, join(checkout, 'data'), { recursive: true });
  await runNode(checkout, 'src/cli.ts', 'build', '--out', 'out #%? [ü]');
  expect(await contentOf(join(checkout, 'out #%? [ü]'))).toEqual(expected);
  const cwd = await aFolder();
  await runNode(cwd, join(checkout, 'src/cli.ts'), 'build', '--data', join(checkout, 'data'), '--out', 'out');
  expect(await contentOf(join(cwd, 'out'))).toEqual(expected);
});

test('files of another project in the working directory are ignored', { timeout: 60_000 }, async () => {
  const cwd = await aFolder();
  await mkdir(join(cwd, 'site', '_includes'), { recursive: true });
  await writeFile(join(cwd, 'package.json'), '{ "type": "commonjs" }');
  await writeFile(join(cwd, '.gitignore'), '*\n**/*.njk\n');
  for (const name of ['eleventy.config.ts', 'eleventy.config.js', '.eleventy.js']) {
    await writeFile(join(cwd, name), 'throw new Error("another project");');
  }
  await writeFile(join(cwd, 'site', 'index.njk'), 'another project');
  await writeFile(join(cwd, 'site', '_includes', 'base.njk'), 'another project');
  await portfolio(cwd, 'build', '--data', resolve(OWNER), '--out', 'out');
  expect(await contentOf(join(cwd, 'out'))).toEqual(expected);
});

test('readme and audit find the data in the same way', { timeout: 60_000 }, async () => {
  const cwd = await aFolder('a#b');
  await cp(OWNER, join(cwd, 'data'), { recursive: true });
  await writeFile(join(cwd, 'README.md'), '<!-- portfolio:start -->\n<!-- portfolio:end -->\n');
  await portfolio(cwd, 'readme', '--data', '../a#b/data/');
  expect(await readFile(join(cwd, 'README.md'), 'utf8')).toContain('201 commits');
  expect(await portfolio(cwd, 'audit', '--data', join(cwd, 'data'))).toMatch(/\d notices?$/m);
});
