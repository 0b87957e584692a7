import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { OWNER } from '../support/owner.ts';
import { runProgram } from '../support/program.ts';
import { copyProject } from '../support/project-copy.ts';

/** Every file of the site, and the README with its pictures. */
let expected: Record<string, string> = {};
let expectedReadme: Record<string, string> = {};

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
  await portfolio('.', 'build', '--data', OWNER, '--out', join(folder, 'out'));
  expected = await contentOf(join(folder, 'out'));
  expect(Object.keys(expected)).toEqual(
    expect.arrayContaining(['/index.html', '/resume.pdf', '/og/site.png', '/feed.xml']),
  );
  await rm(join(folder, 'out'), { recursive: true });
  await writeFile(join(folder, 'README.md'), README);
  await portfolio('.', 'readme', '--data', OWNER, '--target', join(folder, 'README.md'));
  expectedReadme = await contentOf(folder);
  await rm(folder, { recursive: true });
});

test('builds the same site from data next to it, whatever the folders are named and whatever else they contain', async () => {
  const name = "it's 50%41 a#b what? (so) [x] {y} & z*";
  const folder = await aFolder(name);
  await cp(OWNER, join(folder, name), { recursive: true });
  await writeAnotherProject(folder);
  await portfolio(folder, 'build', '--data', `../${name}/${name}/`, '--out', '../out/');
  expect(await contentOf(resolve(folder, '../out'))).toEqual(expected);
});

/** Writes files that a build would find if it looked for its own in the working directory. */
async function writeAnotherProject(folder: string): Promise<void> {
  await mkdir(join(folder, 'site', '_includes'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }');
  await writeFile(join(folder, '.gitignore'), '*\n**/*.njk\n');
  for (const name of ['eleventy.config.ts', 'eleventy.config.js', '.eleventy.js']) {
    await writeFile(join(folder, name), 'throw new Error("another project");');
  }
  await writeFile(join(folder, 'site', 'index.njk'), 'another project');
  await writeFile(join(folder, 'site', '_includes', 'base.njk'), 'another project');
}

test('builds the same site when started in the templates folder', async () => {
  const out = await aFolder();
  await portfolio('site', 'build', '--data', resolve(OWNER), '--out', out);
  expect(await contentOf(out)).toEqual(expected);
});

test('start without network, in a checkout with any name, any time zone and language: same bytes', async () => {
  const checkout = await aFolder("it's a#b? %41 100% [ü] (日本) !x & {c}");
  await copyProject(checkout);
  const data = join(checkout, 'data');
  await cp(OWNER, data, { recursive: true });
  await writeFile(join(checkout, 'README.md'), README);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG.UTF-8' };
  // A process reads its time zone and language when it starts.
  const child = spawn(process.execPath, ['src/run.mjs', 'start', '--out', 'out #%? [ü]'], {
    cwd: checkout,
    env: { ...env, GITHUB_API_URL: 'http://127.0.0.1:9', PORT: '0' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.startsWith('http://')) break;
  }
  expect(lines[0]).toMatch(
    /^Couldn't reach GitHub, using the stored snapshot: data last changed 22 Aug 2026, [\d,]+ days ago\.$/,
  );
  const url = lines.at(-1)?.split(' ')[0] ?? '';
  const home = await fetch(url);
  expect(home.status).toBe(200);
  expect(await home.text()).toContain('assertG');
  const started = await contentOf(join(checkout, 'out #%? [ü]'));
  const missing = await fetch(`${url}no/such/page`);
  const page = Buffer.from(await missing.arrayBuffer()).toString('latin1');
  expect([missing.status, page]).toEqual([404, started['/404.html']]);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);

  const out = await aFolder();
  await portfolio('.', 'build', '--data', data, '--out', out, '--base-url', url);
  expect(started).toEqual(await contentOf(out));
  expect(await contentOf(data)).toEqual(await contentOf(OWNER));
  const readme = Object.keys(expectedReadme).map(async (name) => [
    name,
    await readFile(join(checkout, name), 'latin1'),
  ]);
  expect(Object.fromEntries(await Promise.all(readme))).toEqual(expectedReadme);
});

test('readme and audit find the data in the same way', async () => {
  const folder = await aFolder('a#b');
  await cp(OWNER, join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'README.md'), README);
  await portfolio(folder, 'readme', '--data', '../a#b/data/');
  expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain('56 commits');
  expect(await portfolio(folder, 'audit', '--data', join(folder, 'data'))).toMatch(/\d notices?$/m);
});
