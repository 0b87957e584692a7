import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { updateReadme } from '../../src/commands/readme.ts';
import { refresh } from '../../src/commands/refresh.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { aRepository, aUser, aWorld } from '../support/github/builders.ts';
import { copyOwner } from '../support/owner.ts';
import { aContext, aGitHub, quick } from '../support/workspace.ts';

const run = promisify(execFile);
const OWN_FILES = [
  'data/portfolio.yaml',
  'data/resume.yaml',
  'data/snapshot.json',
  'data/history.ndjson',
  'README.md',
];

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fork-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a shell script in a folder, as if it were pasted. Fails if its last command fails. */
async function shell(folder: string, script: string): Promise<string> {
  const identity = {
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@b.test',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@b.test',
  };
  const env = {
    ...process.env,
    ...identity,
    GIT_EDITOR: 'true',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
  return (await run('bash', ['-c', script], { cwd: folder, env })).stdout;
}

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function read(folder: string, paths: readonly string[]): Promise<Record<string, string>> {
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  return Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
}

const commit = (message: string) => `git add --all && git commit --quiet --message='${message}'`;

/** The documented commands for updating a fork. */
async function documentedCommands(): Promise<string> {
  const text = await readFile('docs/make-it-yours.md', 'utf8');
  const [, commands = ''] = /## Updating later[\s\S]*?```\n([\s\S]*?)```/.exec(text) ?? [];
  return commands;
}

test('a fork gets new code and keeps its own data, even if both sides changed everything', async () => {
  const upstream = await aFolder();
  await copyOwner(upstream);
  await write(upstream, { 'src/code.ts': 'one\n', 'src/other.ts': 'one\n' });
  await shell(upstream, `git init --quiet --initial-branch=main && ${commit('Begin')}`);

  const fork = join(await aFolder(), 'fork');
  await shell(
    dirname(fork),
    `git clone --quiet ${upstream} fork && cd fork && git remote rename origin upstream`,
  );
  const world = aWorld({ user: aUser({ login: 'ada' }), repositories: [aRepository({ name: 'ada/loom' })] });
  const context = aContext(
    { data: join(fork, 'data'), readme: join(fork, 'README.md'), site: join(fork, '_site') },
    await aGitHub(world),
    { login: 'ada', force: true },
  );
  await init(context, quick);
  await refresh(context, quick);
  await updateReadme(await loadPortfolio(context.flags.data), context.flags.target);
  await shell(fork, `rm --recursive .cache && ${commit('Make it mine')}`);
  const before = await read(fork, OWN_FILES);
  expect(before['README.md']).toContain('loom');

  await write(upstream, {
    'src/code.ts': 'two\n',
    'data/resume.yaml': 'theirs\n',
    'data/snapshot.json': '{}\n',
    'data/history.ndjson': '{}\n',
    'data/new.yaml': 'theirs\n',
    'data/schema/resume.schema.json': '{ "new": true }\n',
    'README.md': '<!-- portfolio:start -->\ntheirs\n<!-- portfolio:end -->\n',
    'profile/storage-light.svg': '<svg/>\n',
  });
  await shell(upstream, commit('Change everything'));

  await shell(fork, await documentedCommands());
  expect(await shell(fork, 'git status --porcelain')).toBe('');
  expect(await shell(fork, 'git rev-list --parents -1 HEAD | wc --words')).toBe('3\n');
  expect(await read(fork, OWN_FILES)).toEqual(before);
  expect(await read(fork, ['src/code.ts', 'data/schema/resume.schema.json'])).toEqual({
    'src/code.ts': 'two\n',
    'data/schema/resume.schema.json': '{ "new": true }\n',
  });
  expect(await shell(fork, 'git diff --stat HEAD~ -- profile')).toBe('');
});
