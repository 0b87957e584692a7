import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../support/program.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portfolio-twice-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Has site and README written into a folder; returns the hash of every file. */
async function surfaces(
  name: string,
  run: (commands: string[][]) => Promise<unknown>,
): Promise<Record<string, string>> {
  const target = join(folder, name, 'README.md');
  await mkdir(join(folder, name));
  await copyFile('README.md', target);
  await run([
    ['build', '--out', join(folder, name, 'site'), '--base-url', 'https://ada.example.test/portfolio/'],
    ['readme', '--target', target],
  ]);
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.map(async (file): Promise<[string, string]> => {
    const hash = createHash('sha256').update(await readFile(file));
    return [file.slice(join(folder, name).length), hash.digest('hex')];
  });
  return Object.fromEntries((await Promise.all(hashes)).sort());
}

/** Runs commands in a process with another language and time zone, which a process reads when it starts. */
function elsewhere(commands: string[][]): Promise<unknown> {
  const code = `import { runProgram } from ${JSON.stringify(resolve('test/support/program.ts'))};
    for (const args of ${JSON.stringify(commands)}) if ((await runProgram(args)).code !== 0) process.exit(1);`;
  const args = ['--import', 'tsx/esm', '--input-type=module', '-e', code];
  const env = { TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG.UTF-8' };
  return promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
}

test('the same data gives the same bytes at any time and place', async () => {
  const [there, here] = await Promise.all([
    surfaces('there', elsewhere),
    surfaces('here', async (commands) => {
      for (const args of commands) expect(await runProgram(args)).toMatchObject({ code: 0 });
    }),
  ]);
  expect(Object.keys(here)).toEqual(
    expect.arrayContaining(['/site/index.html', '/site/resume.pdf', '/site/og/site.png', '/README.md']),
  );
  expect(there).toEqual(here);
});
