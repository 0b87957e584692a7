import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const GREETING = `export const greeting: string = 'hello';`;
const CLI = `
  import { greeting } from './greeting.ts';
  import { projectPath } from './project-root.ts';
  const { later } = await import('./later.ts');
  console.log(greeting, projectPath('data'), later(process.argv.slice(2)));`;
const LATER = `
  export const later = (args: string[]): string => {
    if (args.includes('fail')) throw new Error('failed');
    return args.join(' ');
  };`;

/** A small project around src/run.mjs. */
async function aProject(name = 'project') {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'run-')));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const root = join(parent, name);
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  };
  await write('src/cli.ts', CLI);
  await write('src/greeting.ts', GREETING);
  await write('src/later.ts', LATER);
  await write('src/site-build/media-worker.ts', 'export {};');
  for (const file of ['site/filters.ts', 'eleventy.config.ts']) await write(file, '');
  await write('package.json', '{ "type": "module" }');
  for (const file of ['src/run.mjs', 'src/project-root.ts']) await cp(file, join(root, file));
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  return {
    root,
    write,
    run: (args: string[] = [], env: Record<string, string> = {}) =>
      promisify(execFile)(process.execPath, [join(root, 'src/run.mjs'), ...args], {
        cwd: parent,
        env: { ...process.env, ...env },
      }),
    bundles: () => readdir(join(root, '.cache')),
  };
}

test('runs the TypeScript with the arguments of the process, in a folder of any name', async () => {
  const { root, run } = await aProject('a #%? [ü]');
  expect((await run(['one', '--two'])).stdout).toBe(`hello ${join(root, 'data')} one --two\n`);
});

test('an unchanged program starts without esbuild', async () => {
  const { root, run } = await aProject();
  const first = await run();
  await rm(join(root, 'node_modules'));
  expect(await run()).toEqual(first);
});

test('runs what the sources say now, and keeps only the latest bundle', async () => {
  const { run, write, bundles } = await aProject();
  await run();
  await write('src/greeting.ts', GREETING.replace('hello', 'good morning'));
  expect((await run()).stdout).toContain('good morning');
  expect(await bundles()).toHaveLength(1);
});

test('several processes may start at the same time', async () => {
  const { run, bundles } = await aProject();
  const outputs = await Promise.all(Array.from({ length: 4 }, () => run(['together'])));
  expect(outputs.map(({ stdout }) => stdout)).toEqual(Array(4).fill(expect.stringContaining('hello')));
  expect(await bundles()).toHaveLength(1);
});

test('a mistake in a source is reported with its place, and is not remembered', async () => {
  const { run, write } = await aProject();
  await write('src/greeting.ts', 'export const greeting = ;');
  await expect(run()).rejects.toThrow('src/greeting.ts:1:24: ERROR: Unexpected ";"');
  await write('src/greeting.ts', GREETING);
  expect((await run()).stdout).toContain('hello');
});

test('with debugging, stack traces name the sources', async () => {
  const { run } = await aProject();
  await expect(run(['fail'], { PORTFOLIO_DEBUG: '1' })).rejects.toThrow(/src\/later\.ts:3:\d+/);
});
