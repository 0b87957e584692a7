import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readRequired } from '../../../src/files.ts';
import { jobToken } from '../../support/github/callers.ts';

const run = promisify(execFile);
const project = resolve(import.meta.dirname, '../../..');

/** A fake Actions host: GitHub's side of the workflows, which outlives a job. All of it lies in one temporary folder. */
export interface ActionsHost {
  folder: string;
  /** The bare repository that jobs clone and push to. */
  origin: string;
  /** Where the fake GitHub answers. */
  api: string;
  /** The repository that the workflows run in. */
  repository: string;
  /** The site's address, or null where Pages is not enabled. */
  pages: string | null;
  /** The folder of the site that was last deployed. */
  deployed: string | null;
  /** Folders by cache key, oldest first. */
  caches: Map<string, string>;
  /** Folders by artifact name, of the run that is under way. */
  artifacts: Map<string, string>;
  /** The instant at which jobs run. */
  now: string;
  /** Whether `npm ci` installs, for which it needs the registry or a warm cache, or only links what lies here already. */
  installs: boolean;
  /** Where the program runs: at the address of a {@link ProgramServer}, or if empty in a process of its own. */
  programServer: string;
  /** The token that jobs are given. */
  token: string;
  /** Whether that token may push: a setting of the repository or of its organization can forbid it. */
  mayPush: boolean;
  /** Settings → Secrets and variables → Actions. */
  variables: { PROFILE_REPOSITORY: string; PORTFOLIO_LOGIN: string };
  secrets: { PROFILE_DEPLOY_KEY: string };
  /** The bare profile repository, and the key that may push to it; null where there is none. */
  profile: { origin: string; deployKey: string } | null;
  runs: number;
}

/** A host whose `main` has one commit of what `fill` puts into a clone: the project, unless the program runs elsewhere. */
export async function openHost(api: string, fill = copyProject): Promise<ActionsHost> {
  const folder = await mkdtemp(join(tmpdir(), 'actions-host-'));
  const host = {
    folder,
    origin: join(folder, 'origin.git'),
    api,
    repository: 'sku0x20/portfolio',
    pages: 'https://octo.example.org',
    deployed: null,
    caches: new Map(),
    artifacts: new Map(),
    now: '2026-11-22T04:37:00Z',
    installs: false,
    programServer: '',
    token: jobToken(),
    mayPush: true,
    variables: { PROFILE_REPOSITORY: '', PORTFOLIO_LOGIN: '' },
    secrets: { PROFILE_DEPLOY_KEY: '' },
    profile: null,
    runs: 0,
  };
  await openRepository(host.origin, fill);
  await installTools(folder);
  return host;
}

/** The same host once more, without the machines and artifacts of its runs, so that several tests can go on from one state. */
export async function copyHost(host: ActionsHost): Promise<ActionsHost> {
  const folder = await mkdtemp(join(tmpdir(), 'actions-host-'));
  const lasts = (path: string) => !/^(run-\d+|artifacts)$/.test(basename(path));
  await cp(host.folder, folder, { recursive: true, verbatimSymlinks: true, filter: lasts });
  const moved = (path: string) => path.replace(host.folder, folder);
  const caches = new Map([...host.caches].map(([key, path]) => [key, moved(path)]));
  return { ...host, folder, origin: moved(host.origin), caches, artifacts: new Map() };
}

/** Removes all that the host holds. */
export async function closeHost({ folder }: ActionsHost): Promise<void> {
  await rm(folder, { recursive: true });
}

/** Makes a bare repository whose `main` has one commit of what `fill` puts into a clone. */
export async function openRepository(origin: string, fill: (clone: string) => Promise<void>): Promise<void> {
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin]);
  await commitTo(origin, 'Start', fill);
}

/** Commits to `main` as a person would: `change` is given the folder of a clone. Gives the new commit. */
export async function commitTo(
  origin: string,
  message: string,
  change: (clone: string) => Promise<void>,
): Promise<string> {
  const clone = await mkdtemp(join(tmpdir(), 'person-'));
  await git(clone, 'clone', '--quiet', origin, '.');
  await change(clone);
  await git(clone, 'add', '--all', '--force');
  await git(
    clone,
    '-c',
    'user.name=Octo',
    '-c',
    'user.email=octo@example.org',
    'commit',
    '--quiet',
    '-m',
    message,
  );
  await git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
  const commit = await git(clone, 'rev-parse', 'HEAD');
  await rm(clone, { recursive: true });
  return commit;
}

/** What git prints, without the final line break. Only the configuration of the folder counts. */
export async function git(folder: string, ...parameters: string[]): Promise<string> {
  const { stdout } = await run('git', parameters, { cwd: folder, env: { ...process.env, ...gitAlone } });
  return stdout.trimEnd();
}

/** Keeps the machine's own git settings out of a test. */
export const gitAlone = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/** The folder of tools that stand in front of the machine's own. */
export function toolsOf({ folder }: Pick<ActionsHost, 'folder'>): string {
  return join(folder, 'tools');
}

/** Copies the project as it lies on the disk, except for its tests. */
export async function copyProject(clone: string): Promise<void> {
  const listed = await git(
    project,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  );
  const gone = new Set((await git(project, 'ls-files', '-z', '--deleted')).split('\0'));
  for (const path of listed.split('\0')) {
    if (path === '' || gone.has(path) || path.startsWith('test/')) continue;
    await cp(join(project, path), join(clone, path));
  }
}

/**
 * An npm whose `ci` links the packages that lie here already, and of them only those that production needs, and whose `run`
 * starts the script without npm's own second: the steps stay as they are, but need neither the network nor half a minute.
 * A `gh` that keeps the issues in a file, a `curl` that serves the deployed site, and a `sleep` that does not.
 */
export async function installTools(folder: string): Promise<void> {
  const tools = join(folder, 'tools');
  const packages = join(folder, 'node_modules');
  await mkdir(tools);
  for (const name of await productionPackages()) {
    const link = join(packages, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(project, 'node_modules', name), link);
  }
  const { stdout } = await run('bash', ['-c', 'command -v npm']);
  const script = [
    '#!/usr/bin/env bash',
    `if [ "$*" = 'ci --omit=dev --ignore-scripts' ] && [ -n "$SPARE_INSTALL" ]; then exec ln -s '${packages}' node_modules; fi`,
    'if [ "$1" = run ] && [ -n "$SPARE_INSTALL" ]; then',
    '  command=$2',
    '  shift 2',
    '  if [ "$1" = -- ]; then shift; fi',
    `  if [ -n "$PROGRAM_SERVER" ]; then exec env -u NODE_OPTIONS node '${join(import.meta.dirname, 'program.mjs')}' "$command" "$@"; fi`,
    `  script=$(node --print 'JSON.parse(fs.readFileSync("package.json")).scripts[process.argv[1]]' "$command")`,
    `  exec bash -c "$script "'"$@"' npm "$@"`,
    'fi',
    `exec '${stdout.trim()}' "$@"`,
    '',
  ].join('\n');
  await writeFile(join(tools, 'npm'), script, { mode: 0o755 });
  for (const [name, text] of Object.entries(FAKE_TOOLS)) {
    await writeFile(join(tools, name), `#!/usr/bin/env bash\n${text}`, { mode: 0o755 });
  }
}

/** Tools of the machine that would reach GitHub, and one that would wait. */
const FAKE_TOOLS = {
  gh: `exec env -u NODE_OPTIONS node '${join(import.meta.dirname, 'gh.mjs')}' "$@"\n`,
  curl: `for last; do :; done\npath=\${last#*://*/}\ncat "$FAKE_SITE/\${path%%\\?*}"\n`,
  sleep: 'exit 0\n',
};

const lockFile = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), optional: z.boolean().optional() })),
});

async function productionPackages(): Promise<string[]> {
  const text = await readRequired(join(project, 'package-lock.json'), 'restore it');
  const { packages } = lockFile.parse(JSON.parse(text));
  return Object.entries(packages).flatMap(([path, { dev, optional }]) => {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    return name === undefined || dev || optional ? [] : [name];
  });
}
