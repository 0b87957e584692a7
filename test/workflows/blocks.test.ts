import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readText } from '../../src/files.ts';
import { commitTo, git, gitAlone, installTools, openRepository, toolsOf } from './runner/actions-host.ts';
import { runBash } from './runner/steps.ts';
import { readWorkflow } from './workflow.ts';

const HOSTILE = [
  '$(touch injected).svg',
  '`touch injected`.svg',
  '-rf.svg',
  'a b;touch injected.svg',
  'x\ny.svg',
];

const { jobs } = await readWorkflow('.github/workflows/refresh.yml');
const steps = Object.values(jobs).flatMap((job) => job.steps);

/** What all tests share: the tools of a host, and a new repository, of which every test has a copy of its own. */
const shared = { folder: '', origin: '', commit: '' };
beforeAll(async () => {
  shared.folder = await mkdtemp(join(tmpdir(), 'blocks-'));
  await installTools(shared.folder);
  shared.origin = join(shared.folder, 'template.git');
  await openRepository(shared.origin, async (clone) => {
    await mkdir(join(clone, 'data'));
    await writeFile(join(clone, 'README.md'), 'old\n');
    await writeFile(join(clone, 'data/resume.yaml'), 'mine\n');
  });
  shared.commit = await git(shared.origin, 'rev-parse', 'main');
});
afterAll(() => rm(shared.folder, { recursive: true }));

/** A machine in the middle of a job, on which single steps run. */
interface Machine {
  folder: string;
  write: (path: string, text: string) => Promise<void>;
  read: (path: string) => Promise<string>;
  /** Runs the shell block of the step that has this name, in a folder of the machine. */
  step: (
    name: string,
    env?: Record<string, string>,
  ) => Promise<{ ok: boolean; log: string; summary: string }>;
}

async function aMachine(): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'blocks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const step: Machine['step'] = async (name, env = {}) => {
    const block = steps.find((one) => one.name === name) ?? expect.unreachable(name);
    await write('script.sh', block.run ?? '');
    await write('summary.md', '');
    const went = await runBash(join(folder, 'script.sh'), join(folder, block['working-directory'] ?? '.'), {
      ...gitAlone,
      GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
      PATH: `${toolsOf(shared)}:${process.env.PATH}`,
      HOME: folder,
      GITHUB_REPOSITORY: 'octo/portfolio',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '7',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      FAKE_ISSUES: join(folder, 'issues.json'),
      ...env,
    });
    return { ...went, summary: (await readText(join(folder, 'summary.md'))) ?? '' };
  };
  return { folder, write, read: (path) => readFile(join(folder, path), 'utf8'), step };
}

/** A machine with a checkout of a new repository in `own`, and what a run left in `result`. */
async function aCheckout() {
  const machine = await aMachine();
  const origin = join(machine.folder, 'origin.git');
  await cp(shared.origin, origin, { recursive: true });
  await git(machine.folder, 'clone', '--quiet', `file://${origin}`, 'own');
  await machine.write('result/own/README.md', 'new\n');
  await machine.write('result/own/data/snapshot.json', '{}\n');
  await machine.write('result/message.txt', '1 repository updated\n');
  return {
    ...machine,
    origin,
    commit: () => machine.step('Commit the data', { BUILT_FROM: shared.commit }),
  };
}

const TAKE = 'Take the files that a run may change';

describe('taking the files of a run', () => {
  it('takes those that are named, and no others, whatever they are called', async () => {
    const { folder, write, step } = await aCheckout();
    for (const name of HOSTILE) await write(`result/own/profile/${name}`, '<svg/>');
    for (const name of [
      'data/resume.yaml',
      'package.json',
      '.github/workflows/x.yml',
      'profile/.gitattributes',
    ]) {
      await write(`result/own/${name}`, 'evil');
    }
    await write('result/profile/README.md', 'no such checkout');
    expect(await step(TAKE)).toMatchObject({ ok: true });
    const changed = await git(join(folder, 'own'), 'status', '--porcelain', '-z', '--untracked-files=all');
    expect(
      changed
        .split('\0')
        .filter((line) => line !== '')
        .sort(),
    ).toEqual(
      [' M README.md', '?? data/snapshot.json', ...HOSTILE.map((name) => `?? profile/${name}`)].sort(),
    );
    expect(await readdir(folder)).not.toContain('injected');
  });

  it.each([
    ['all', ['A  data/portfolio.yaml', 'D  CNAME', 'D  data/fonts/a.ttf', 'D  profile/old.svg']],
    ['resume', ['A  data/portfolio.yaml']],
    ['', []],
  ])(
    "with the set-up '%s', takes the owner's files and removes the previous owner's",
    async (SETUP, expected) => {
      const { folder, write, step } = await aCheckout();
      const old = { CNAME: 'a', 'data/fonts/a.ttf': 'a', 'profile/old.svg': 'a', 'profile/mine.txt': 'a' };
      for (const [path, text] of Object.entries(old)) await write(`own/${path}`, text);
      const own = join(folder, 'own');
      await git(own, 'add', '.');
      await git(own, '-c', 'user.name=a', '-c', 'user.email=b', 'commit', '--quiet', '-m', 'Old');
      for (const name of ['data/portfolio.yaml', 'data/other.yaml', 'CNAME'])
        await write(`result/own/${name}`, 'x');
      expect(await step(TAKE, { SETUP })).toMatchObject({ ok: true });
      await git(own, 'add', '.');
      const changed = await git(own, 'status', '--porcelain', '--untracked-files=all');
      const generated = ['M  README.md', 'A  data/snapshot.json'];
      expect(changed.split('\n').sort()).toEqual([...generated, ...expected].sort());
    },
  );

  it('fills the profile repository with a README and pictures alone', async () => {
    const { folder, write, step } = await aMachine();
    await write('profile/README.md', 'old');
    await write('result/profile/README.md', 'new');
    await write('result/profile/profile/storage-dark.svg', '<svg/>');
    await write('result/profile/data/snapshot.json', 'evil');
    expect(await step(TAKE)).toMatchObject({ ok: true });
    const files = await readdir(join(folder, 'profile'), { recursive: true });
    expect(files.sort()).toEqual(['README.md', 'profile', 'profile/storage-dark.svg']);
  });

  it.each([
    ['result/own/README.md', '/etc/hostname'],
    ['own/README.md', '../outside'],
    ['own/data', '..'],
    ['result/own/profile/a.svg', '/etc/hostname'],
  ])('refuses the symbolic link %s', async (path, target) => {
    const { folder, write, step } = await aMachine();
    await write('result/own/README.md', 'new');
    await write('result/own/data/snapshot.json', '{}');
    await write('own/README.md', 'old');
    await write('outside', 'untouched');
    await rm(join(folder, path), { recursive: true, force: true });
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(target, join(folder, path));
    const { ok, log } = await step(TAKE);
    expect(ok).toBe(false);
    expect(log).toMatch(/^::error title=Symbolic link::own\/\S+ is a symbolic link/m);
    expect(await readFile(join(folder, 'outside'), 'utf8')).toBe('untouched');
  });
});

describe('committing the data', () => {
  it('commits as the bot and pushes, with plain characters in the message', async () => {
    const { write, step, commit, origin } = await aCheckout();
    await write('result/message.txt', 'v1 $(id) `id` @octo #1\n\nCo-authored-by: x\n');
    await step(TAKE);
    const { ok, summary } = await commit();
    expect(ok).toBe(true);
    expect(await git(origin, 'log', '--format=%B%an <%ae>', '-1', 'main')).toBe(
      'v1 id id octo 1\ngithub-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
    );
    const head = await git(origin, 'rev-parse', 'main');
    expect(summary).toBe(`Committed https://github.com/octo/portfolio/commit/${head}: v1 id id octo 1\n`);
  });

  it.each(['data/resume.yaml', 'resume.json'])(
    'goes on top of a commit to other files, and gives way to one to %s',
    async (path) => {
      const { folder, step, commit, origin } = await aCheckout();
      const pull = () => git(join(folder, 'own'), 'pull', '--quiet');
      await commitTo(origin, 'Docs', (clone) => writeFile(join(clone, 'NOTES.md'), 'x'));
      await pull();
      await step(TAKE);
      expect((await commit()).summary).toMatch(/^Committed /);
      await commitTo(origin, 'Mine', (clone) => writeFile(join(clone, path), 'newer'));
      await pull();
      expect((await commit()).summary).toMatch(/^Nothing was committed: someone pushed to `main`/);
    },
  );

  it('gives way to a commit that comes at the very moment of the push', async () => {
    const { step, commit, origin } = await aCheckout();
    await step(TAKE);
    await commitTo(origin, 'Docs', (clone) => writeFile(join(clone, 'NOTES.md'), 'x'));
    const { ok, summary } = await commit();
    expect([ok, summary]).toEqual([true, expect.stringMatching(/^Nothing was committed/)]);
    expect(await git(origin, 'log', '--format=%s', 'main')).toBe('Docs\nStart');
  });

  it('tries a refused push once more', async () => {
    const { folder, step, commit, origin } = await aCheckout();
    await step(TAKE);
    const hook = join(origin, 'hooks/pre-receive');
    const script = `#!/bin/sh\nif [ -e '${folder}/asked' ]; then exit 0; fi\ntouch '${folder}/asked'\nexit 1\n`;
    await writeFile(hook, script, { mode: 0o755 });
    expect(await commit()).toMatchObject({ ok: true, summary: expect.stringMatching(/^Committed /) });
  });

  it('quotes what the branch says where it refuses for good', async () => {
    const { step, commit, origin } = await aCheckout();
    await step(TAKE);
    const hook = join(origin, 'hooks/pre-receive');
    await writeFile(hook, '#!/bin/sh\necho "GH013: $(printf rule) violations" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const { ok, log, summary } = await commit();
    expect(ok).toBe(false);
    expect(log).toContain('::error title=Push refused::main did not accept the commit.');
    expect(summary).toMatch(
      /^\*\*The data was not committed\.\*\*[^\n]*Git says:\n\n {4}remote: GH013: rule violations/,
    );
  });
});

describe('the profile README', () => {
  const aProfile = async () => {
    const machine = await aMachine();
    const origin = join(machine.folder, 'profile.git');
    await cp(shared.origin, origin, { recursive: true });
    await git(machine.folder, 'clone', '--quiet', origin, 'profile');
    await machine.write('result/profile/README.md', 'new\n');
    await machine.step(TAKE);
    return { ...machine, origin };
  };

  it('is pushed so that it starts no workflow there', async () => {
    const { step, origin } = await aProfile();
    const { ok, summary } = await step('Publish the profile README');
    expect([ok, summary]).toEqual([true, 'Updated the profile README.\n']);
    expect(await git(origin, 'log', '--format=%s', '-1')).toBe('Update the profile [skip ci]');
    expect(await git(origin, 'show', 'main:README.md')).toBe('new');
  });

  it('says nothing of an update where the same is published already, or the commit fails', async () => {
    const { folder, step, write, origin } = await aProfile();
    await write('profile/.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n');
    await chmod(join(folder, 'profile/.git/hooks/pre-commit'), 0o755);
    expect(await step('Publish the profile README')).toMatchObject({ ok: false, summary: '' });
    await write('profile/README.md', 'old\n');
    expect(await step('Publish the profile README')).toMatchObject({ ok: true, summary: '' });
    expect(await git(origin, 'log', '--format=%s')).toBe('Start');
  });

  it('fails with git’s words where the key may not write, and the next step says what to do', async () => {
    const { step, folder } = await aProfile();
    await git(join(folder, 'profile'), 'remote', 'set-url', 'origin', join(folder, 'locked'));
    expect(await step('Publish the profile README')).toMatchObject({
      ok: false,
      log: expect.stringContaining('fatal'),
    });
    const explained = await step('Explain the refused key');
    expect(explained.ok).toBe(false);
    expect(explained.log).toMatch(/^::error title=Profile README not published::.*PROFILE_DEPLOY_KEY/m);
    expect(explained.summary).toContain('Its deploy key must allow writing');
  });
});

describe('the check of the live site', () => {
  const RUN = 'https://github.com/octo/portfolio/actions/runs/7';
  /** A site that gives these answers to requests for run.txt, the last one from then on. */
  const aSite = async (...answers: string[]) => {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url ?? '');
      const answer = answers[Math.min(paths.length, answers.length) - 1] ?? '';
      response.writeHead(answer === '' ? 404 : 200).end(answer);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    return { paths, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/portfolio/` };
  };
  const check = async (url: string) => {
    const { folder, step } = await aMachine();
    // The real curl, and a sleep that does not.
    const tools = join(folder, 'tools');
    await cp(toolsOf(shared), tools, { recursive: true });
    await rm(join(tools, 'curl'));
    return step('Check that it is live', { URL: url, PATH: `${tools}:${process.env.PATH}` });
  };

  it('waits for the site of this very run', async () => {
    const { url, paths } = await aSite('', 'https://github.com/octo/portfolio/actions/runs/6', `${RUN}\n`);
    expect(await check(url)).toMatchObject({ ok: true, summary: `Deployed to ${url}\n` });
    expect(paths).toEqual(Array.from({ length: 3 }, () => '/portfolio/run.txt?7'));
  });

  it('fails where another site stays', async () => {
    const { url, paths } = await aSite('somebody else');
    const { ok, log } = await check(url);
    expect([ok, paths.length]).toEqual([false, 40]);
    expect(log).toMatch(/^::error title=Site not live::Pages took the site, but http/m);
  });
});

describe('the health issue', () => {
  const aWatch = async () => {
    const machine = await aMachine();
    const watch = (jobs: Record<string, string> = {}, env: Record<string, string> = {}) => {
      const results = { build: 'success', push: 'success', deploy: 'success', ...jobs };
      const JOBS = Object.entries(results).map((result) => result.join('='));
      return machine.step('Open, update or close the issue', {
        GH_TOKEN: 'x',
        GH_REPO: 'octo/portfolio',
        TITLE: 'The portfolio needs attention',
        REPOSITORIES: '',
        JOBS: JOBS.join(' '),
        ...env,
      });
    };
    const issues = async () => JSON.parse((await readText(join(machine.folder, 'issues.json'))) ?? '[]');
    return { ...machine, watch, issues };
  };

  it('is not opened while all is well', async () => {
    const { watch, issues, write } = await aWatch();
    await write('result/health.md', '');
    expect((await watch({ push: 'skipped' })).ok).toBe(true);
    expect(await issues()).toEqual([]);
  });

  it('is opened once, brought up to date, and closed when all is well', async () => {
    const { watch, issues, write } = await aWatch();
    await watch({ build: 'cancelled', push: 'skipped', deploy: 'skipped' });
    expect((await issues())[0].body).toMatch(/^- The job `build` ended with cancelled\.\n\nThe site keeps/);
    await write('result/health.md', '- tree of `$(touch injected)` "x"\n');
    await watch();
    expect(await issues()).toMatchObject([
      { state: 'open', body: expect.stringContaining('- tree of `$(touch injected)` "x"\n') },
    ]);
    await write('result/health.md', '');
    await watch();
    expect(await issues()).toMatchObject([
      { state: 'closed', comments: ['Resolved, as of https://github.com/octo/portfolio/actions/runs/7.'] },
    ]);
    await watch({ deploy: 'failure' });
    expect((await issues()).map(({ state }: { state: string }) => state)).toEqual(['closed', 'open']);
  });

  it('stays open where nobody knows whether all is well', async () => {
    const { watch, issues, write } = await aWatch();
    await watch({ push: 'failure' });
    await watch();
    await write('result/health.md', '');
    await watch({}, { REPOSITORIES: 'octo/one' });
    expect(await issues()).toMatchObject([{ state: 'open' }]);
  });

  it('is left alone where the repository has none', async () => {
    const { watch, issues } = await aWatch();
    expect((await watch({ push: 'failure' }, { FAKE_HAS_ISSUES: 'false' })).ok).toBe(true);
    expect(await issues()).toEqual([]);
  });
});
