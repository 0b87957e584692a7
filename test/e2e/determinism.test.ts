import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portfolio-twice-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Builds site and README in a separate process and returns the hash of every file it wrote. */
async function surfaces(name: string, env: Record<string, string>): Promise<Record<string, string>> {
  const out = join(folder, name, 'site');
  const run = (...args: string[]) =>
    promisify(execFile)('node', ['--import', 'tsx/esm', 'src/cli.ts', ...args], {
      env: { ...process.env, ...env },
    });
  await run('build', '--out', out, '--base-url', 'https://ada.example.test/portfolio/');
  const target = join(folder, name, 'README.md');
  await copyFile('README.md', target);
  await run('readme', '--target', target);
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.map(async (file): Promise<[string, string]> => {
    const hash = createHash('sha256').update(await readFile(file));
    return [file.slice(join(folder, name).length), hash.digest('hex')];
  });
  return Object.fromEntries((await Promise.all(hashes)).sort());
}

test('the same data gives the same bytes at any time and place', async () => {
  const [here, there] = await Promise.all([
    surfaces('here', { TZ: 'Pacific/Kiritimati', LC_ALL: 'C' }),
    surfaces('there', { TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG.UTF-8' }),
  ]);
  expect(Object.keys(here)).toEqual(
    expect.arrayContaining(['/site/index.html', '/site/resume.pdf', '/site/og/site.png', '/README.md']),
  );
  expect(there).toEqual(here);
}, 120_000);
