import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { copyOwner } from '../support/owner.ts';

let home = '';

/** A copy of the project, so that tests can break its files, with a site from an earlier build. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'failed-build-'));
  for (const part of ['src', 'site', 'eleventy.config.ts', 'package.json']) {
    await cp(part, join(home, part), { recursive: true });
  }
  await symlink(resolve('node_modules'), join(home, 'node_modules'));
  await copyOwner(home);
  await mkdir(join(home, '_site'));
  for (const name of ['portfolio.json', 'portfolio.schema.json', 'index.html']) {
    await writeFile(join(home, '_site', name), 'the old site');
  }
  return () => rm(home, { recursive: true, force: true });
}, 60_000);

/** Builds in a separate process and returns exit code and output. */
function build(env: Record<string, string> = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH, HOME } = process.env;
  const options = { cwd: home, env: { PATH, HOME, ...env } };
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--import', 'tsx/esm', 'src/cli.ts', 'build'],
      options,
      (error, stdout, stderr) => {
        done({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

/** The content of every file of the site. */
async function siteFiles(): Promise<[string, string][]> {
  const site = join(home, '_site');
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.sort().map(async (path): Promise<[string, string]> => [path, await readFile(path, 'latin1')]),
  );
}

async function breakFile({ file, from, to }: { file: string; from: string; to: string }): Promise<void> {
  const path = join(home, file);
  const text = await readFile(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
  await writeFile(path, text.replace(from, to));
  onTestFinished(() => writeFile(path, text));
}

/** Makes the thread that draws the images throw. */
const BROKEN_IMAGE = {
  file: 'src/render/site/og-image.ts',
  from: 'reductions.slice(0, 1)',
  to: 'reductions.x.slice(0, 1)',
};

test.each([
  {
    name: 'a filter throws',
    change: {
      file: 'site/filters.ts',
      from: 'return text.replaceAll(',
      to: 'return Object(text).x.replaceAll(',
    },
    reason: 'Error in Nunjucks Filter `nbsp`',
  },
  {
    name: 'an export throws',
    change: {
      file: 'src/render/site/formats.ts',
      from: 'render: renderResumeMarkdown',
      to: 'render: () => renderResumeMarkdown(Object(null))',
    },
    reason: 'TypeError: Cannot ',
  },
  {
    name: 'drawing an image throws',
    change: BROKEN_IMAGE,
    reason: 'TypeError: Cannot read properties of undefined',
  },
  {
    name: 'the template of the PDF is wrong',
    change: { file: 'src/render/resume/pdf/resume.typ', from: '#', to: '#nonsense\n#' },
    reason: 'Error: the résumé template does not compile: ',
  },
])('if $name, one message reports it and the old site stays', async ({ change, reason }) => {
  const before = await siteFiles();
  await breakFile(change);
  const { code, stdout, stderr } = await build();
  expect(code).toBe(1);
  expect(stdout).toBe('');
  const [what, fix, ...rest] = stderr.trimEnd().split('\n');
  expect(what).toMatch(/^portfolio failed unexpectedly: \w*Error: /);
  expect(what).toContain(reason);
  expect(fix).toMatch(/^ {2}→ this is a bug in portfolio; set PORTFOLIO_DEBUG=1 .* open an issue/);
  expect(rest).toEqual([]);
  expect(await siteFiles()).toEqual(before);
});

test('with PORTFOLIO_DEBUG=1 the message has the stack, of the thread too', async () => {
  await breakFile(BROKEN_IMAGE);
  expect((await build({ PORTFOLIO_DEBUG: '1' })).stderr).toMatch(/\n {4}at .*og-image\.ts/);
});
