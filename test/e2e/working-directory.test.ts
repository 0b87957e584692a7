import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { OWNER } from '../support/owner.ts';
import { runProgram } from '../support/program.ts';
import { copyProject } from '../support/project-copy.ts';

/** Every file of the site, and with the README and its pictures. */
let expected: Record<string, string> = {};
let expectedWithReadme: Record<string, string> = {};

/** Runs the program with this working directory and returns its output. */
async function portfolio(folder: string, ...args: string[]): Promise<string> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { code, stdout, stderr } = await runProgram(args);
    expect(code, stderr).toBe(0);
    return stdout;
  } finally {
    process.chdir(before);
  }
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

const README = '<!-- portfolio:start -->\n<!-- portfolio:end -->\n';

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'elsewhere-'));
  const target = join(folder, 'out', 'README.md');
  await portfolio('.', 'build', '--data', OWNER, '--out', join(folder, 'out'));
  expected = await contentOf(join(folder, 'out'));
  await writeFile(target, README);
  await portfolio('.', 'readme', '--data', OWNER, '--target', target);
  expectedWithReadme = await contentOf(join(folder, 'out'));
  await rm(folder, { recursive: true });
});

test('builds the same site from data next to it, whatever the folders are named', async () => {
  const name = "it's 50%41 a#b what? (so) [x] {y} & z*";
  const folder = await aFolder(name);
  await cp(OWNER, join(folder, name), { recursive: true });
  await portfolio(folder, 'build', '--data', `../${name}/${name}/`, '--out', '../out/');
  expect(await contentOf(resolve(folder, '../out'))).toEqual(expected);
});

test('builds the same site when started in the templates folder', async () => {
  const out = await aFolder();
  await portfolio('site', 'build', '--data', resolve(OWNER), '--out', out);
  expect(await contentOf(out)).toEqual(expected);
});

test('gives the same bytes in and from a checkout with any name, in any time zone and language', async () => {
  // Without "?": tsx treats the rest of such a path as a query string, before this project is loaded.
  const checkout = await aFolder("it's a#b %41 100% [ü] (日本) !x & {c}");
  await copyProject(checkout);
  await cp(OWNER, join(checkout, 'data'), { recursive: true });
  const folder = await aFolder();
  const out = join(folder, 'out #%? [ü]');
  await mkdir(out);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG.UTF-8' };
  // A process reads its time zone and language when it starts.
  const run = (cwd: string, cli: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), cli, ...args], {
      cwd,
      env,
    });
  const data = join(checkout, 'data');
  await run(folder, join(checkout, 'src/cli.ts'), 'build', '--data', data, '--out', 'out #%? [ü]');
  await writeFile(join(out, 'README.md'), README);
  await run(checkout, 'src/cli.ts', 'readme', '--target', join(out, 'README.md'));
  expect(Object.keys(expected)).toEqual(
    expect.arrayContaining(['/index.html', '/resume.pdf', '/og/site.png', '/feed.xml']),
  );
  expect(await contentOf(out)).toEqual(expectedWithReadme);
});

test('files of another project in the working directory are ignored', async () => {
  const folder = await aFolder();
  await mkdir(join(folder, 'site', '_includes'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }');
  await writeFile(join(folder, '.gitignore'), '*\n**/*.njk\n');
  for (const name of ['eleventy.config.ts', 'eleventy.config.js', '.eleventy.js']) {
    await writeFile(join(folder, name), 'throw new Error("another project");');
  }
  await writeFile(join(folder, 'site', 'index.njk'), 'another project');
  await writeFile(join(folder, 'site', '_includes', 'base.njk'), 'another project');
  await portfolio(folder, 'build', '--data', resolve(OWNER), '--out', 'out');
  expect(await contentOf(join(folder, 'out'))).toEqual(expected);
});

test('readme and audit find the data in the same way', async () => {
  const folder = await aFolder('a#b');
  await cp(OWNER, join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'README.md'), README);
  await portfolio(folder, 'readme', '--data', '../a#b/data/');
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain('56 commits');
  expect(await portfolio(folder, 'audit', '--data', join(folder, 'data'))).toMatch(/\d notices?$/m);
});
