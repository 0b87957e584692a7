import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../src/command-table.ts';
import { simulateBug } from '../support/bug.ts';
import { jobToken } from '../support/github/callers.ts';
import { status } from '../support/github/faults.ts';
import { partError } from '../support/github/graphql-faults.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { type Run, runProgram } from '../support/program.ts';
import { aGitHub, aWorkspace, everyFolder, type Workspace } from '../support/workspace.ts';

const PROGRAM = 'src/run.mjs';
const at = ({ data, readme, site }: Workspace) => ({
  data: ['--data', data],
  start: ['--data', data, '--out', site, '--target', readme],
});

test('a busy port is one clear message, before any work', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const before = await workspace.files('.');
  const other = createServer().listen(0, 'localhost');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const run = await runProgram(['start', ...at(workspace).start], { PORT: String(port) });
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(new RegExp(`^localhost:${port}: port ${port} is in use\\n  → .*PORT=`));
  expect(await workspace.files('.')).toEqual(before);
});

test.each([
  { args: ['refresh', '--bogus'], message: /Unknown option '--bogus'\n {2}→ the flags are .*--strict/ },
  {
    args: ['build', '--as-of', 'yesterday'],
    message: /--as-of "yesterday" is not valid\n {2}→ .*YYYY-MM-DD/,
  },
  {
    args: ['refresh', '--repo', 'x/../y'],
    message: /--repo "x\/..\/y" is not a repository\n {2}→ .*OWNER\/NAME/,
  },
  { args: ['fresh'], message: /"fresh" is not a command\n {2}→ [\s\S]*npm run refresh/ },
  { args: ['fresh', '--help'], message: /"fresh" is not a command\n {2}→ / },
  { args: ['--bogus'], message: /"--bogus" is not a command\n {2}→ [\s\S]*npm run refresh/ },
  { args: [''], message: /"" is not a command\n {2}→ [\s\S]*npm run refresh/ },
  { args: [], message: /^no command was given\n {2}→ [\s\S]*npm run refresh[\s\S]*npm run dev/ },
])('wrong usage ends with 2 and a way out: $args', async ({ args, message }) => {
  const run = await runProgram(args);
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(message);
  expect(run.stderr).not.toMatch(/^\s+at /m);
});

interface Mistake {
  name: string;
  args: (workspace: Workspace) => string[];
  breakInput: (workspace: Workspace) => Promise<unknown>;
  message: RegExp;
}

const MISTAKES: Mistake[] = [
  {
    name: 'a wrong value in YAML',
    args: ({ data, site }) => ['build', '--data', data, '--out', site],
    breakInput: ({ write }) => write('login: "@me"\nsite: nowhere\n', 'data', 'portfolio.yaml'),
    message: /portfolio\.yaml:1:8: login is "@me"\n {2}→ [\s\S]*portfolio\.yaml:2:7: site is "nowhere"/,
  },
  {
    name: 'a corrupt snapshot',
    args: ({ data }) => ['refresh', '--data', data],
    breakInput: ({ write }) => write('{ "version": 1, ', 'data', 'snapshot.json'),
    message: /snapshot\.json: not valid JSON: .*\n {2}→ .*git checkout/,
  },
  {
    name: 'a snapshot of another version',
    args: ({ data }) => ['refresh', '--data', data],
    breakInput: ({ write }) => write('{ "version": 2 }', 'data', 'snapshot.json'),
    message: /snapshot\.json: .*version/,
  },
  {
    name: 'a README without markers',
    args: ({ data, readme }) => ['readme', '--data', data, '--target', readme],
    breakInput: ({ write }) => write('# Mine\n', 'README.md'),
    message: /README\.md.*marker[\s\S]*→ /,
  },
  {
    name: 'a README with two starts',
    args: ({ data, readme }) => ['readme', '--data', data, '--target', readme],
    breakInput: ({ write }) =>
      write('<!-- portfolio:start -->\n<!-- portfolio:start -->\n<!-- portfolio:end -->\n', 'README.md'),
    message: /README\.md:2: [\s\S]*→ /,
  },
  {
    name: 'a missing snapshot without network',
    args: ({ data }) => ['refresh', '--data', data],
    breakInput: ({ data }) => rm(join(data, 'snapshot.json')),
    message: /http:\/\/127\.0\.0\.1:9: GitHub returned no data.*\n {2}→ run the command again/,
  },
];

test.each(MISTAKES)(
  '$name exits with 1, one clear message and no changed file',
  async ({ args, breakInput, message }) => {
    const workspace = await aWorkspace({ snapshot: true });
    await breakInput(workspace);
    const before = await workspace.files('.');
    const run = await runProgram(args(workspace), { REFRESH_DEADLINE: '1' });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(await workspace.files('.')).toEqual(before);
  },
);

/** Runs a command whose output goes wherever this shell code redirects it. */
function redirected(redirection: string, args: string[]): Promise<Run> {
  const script = `${redirection}; exec "$0" "$@"`;
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    const all = ['-c', script, process.execPath, PROGRAM, ...args];
    execFile('bash', all, { env: { PATH, HOME } }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

// Waits until the reader has exited, so that the first write fails.
const CLOSED_PIPE = 'exec > >(exit 0); wait $!';

test('--help works whatever else is wrong, unless a flag does not exist', async () => {
  const shown = await runProgram(['build', '--help', '--as-of', 'tomorrow'], { PORT: 'x' });
  expect([shown.code, shown.stderr]).toEqual([0, '']);
  expect(shown.stdout).toContain('--as-of DATE');
  expect(await runProgram(['build', '--help', '--bogus'])).toMatchObject({ code: 2, stdout: '' });
});

test.each([[['--help']], [['-h']], [['--help', 'build']], [['--json', '--help']]])(
  'help works without a command: %j lists the commands',
  async (args) => {
    const { code, stdout, stderr } = await runProgram(args, { PORT: 'x' });
    expect([code, stderr]).toEqual([0, '']);
    const listed = [...stdout.matchAll(/^ {2}npm run (\S+) +\S/gm)].map(([, name]) => name);
    expect(listed).toEqual(Object.keys(COMMANDS));
    expect(stdout).toContain('npm run COMMAND -- --help');
  },
);

test('-h after a command shows the same as --help', async () => {
  const long = await runProgram(['build', '--help']);
  expect(await runProgram(['build', '-h'])).toEqual(long);
  expect(long.stdout).toContain('--as-of DATE');
});

test('output that goes to a closed pipe ends as SIGPIPE ends a program, without a word', async () => {
  const { code, stderr } = await redirected(CLOSED_PIPE, ['build', '--help']);
  expect(code).toBe(141);
  expect(stderr).not.toMatch(/EPIPE|^\s+at /m);
});

test('output that goes to a full disk is one clear line', async () => {
  const { code, stderr } = await redirected('exec > /dev/full', ['build', '--help']);
  expect(code).toBe(1);
  expect(stderr).toBe('cannot write to standard output: the disk is full\n');
});

test.each([
  ['closed', 'exec 2> >(exit 0); wait $!', 141],
  ['full, as the output is', 'exec > /dev/full 2>&1', 1],
])(
  'where standard error is %s, nothing can be said, and the exit code tells',
  async (_, redirection, code) => {
    expect(await redirected(redirection, ['bogus'])).toEqual({ code, stdout: '', stderr: '' });
  },
);

test('an unusable proxy stops only the commands that need the network', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const env = { HTTPS_PROXY: 'socks5://me:opensesame@127.0.0.1:9', GITHUB_TOKEN: 'not a token' };
  const data = ['--data', workspace.data];
  const target = ['--target', workspace.readme];
  for (const args of [['build', '--out', workspace.site], ['audit'], ['readme', ...target]]) {
    expect(await runProgram([...args, ...data], env)).toMatchObject({ code: 0, stderr: '' });
  }
  expect(await runProgram(['readme', '--check', ...target, ...data], env)).toMatchObject({ code: 0 });
  const daily = ['daily', ...everyFolder(workspace)];
  for (const args of [['refresh', ...data], ['init', '--login', 'ada', ...data], ['start', ...data], daily]) {
    const { code, stderr } = await runProgram(args, env);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /environment variable HTTPS_PROXY: "socks5:\/\/\*\*\*@127\.0\.0\.1:9": not a proxy URL/,
    );
    expect(stderr).not.toContain('opensesame');
  }
});

test('a refresh that cannot write one of its files changes none of them', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace({ snapshot: true });
  await mkdir(join(workspace.folder, '.cache', 'fetch-log.json'), { recursive: true });
  await workspace.write('', '.cache', 'fetch-log.json', 'file');
  const before = await workspace.files('.');
  const run = await runProgram(['refresh', '--data', workspace.data], { GITHUB_API_URL: github.url });
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/fetch-log\.json: cannot \w+ this: it is a folder\n/);
  expect(await workspace.files('.')).toEqual(before);
});

test('a folder with files that were not built is not emptied', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const run = await runProgram(['build', '--data', workspace.data, '--out', workspace.folder]);
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/files that were not written by a build\n {2}→ .*--out/);
  expect(await workspace.read('README.md')).toContain('portfolio:start');
});

test('a folder that is not writable is reported', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  // Uses a file instead of the folder, because root ignores permissions.
  await workspace.write('', 'file');
  const run = await runProgram([
    'build',
    '--data',
    workspace.data,
    '--out',
    join(workspace.folder, 'file', 'site'),
  ]);
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/file\/site.*: cannot \w+ this: .*\n {2}→ /);
});

test('readme --check changes nothing and reports by its exit code', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const args = ['readme', '--data', workspace.data, '--target', workspace.readme];
  const stale = await runProgram([...args, '--check']);
  expect([stale.code, stale.stdout]).toEqual([1, expect.stringContaining('→ run "npm run readme"')]);
  expect((await runProgram(args)).code).toBe(0);
  expect((await runProgram([...args, '--check'])).code).toBe(0);
  const own = await workspace.read('README.md');
  expect(own.startsWith('# Mine\n\n<!-- portfolio:start -->\n')).toBe(true);
  expect(own.endsWith('<!-- portfolio:end -->\n\nWords of my own.\n')).toBe(true);
});

test('in Actions, notices become annotations, a summary and a report; the token appears nowhere', async () => {
  const github = await aGitHub(theOwnersWorld());
  github.faults.push({ field: 'languages', fault: partError('NOT_FOUND', 'Could not resolve') });
  const workspace = await aWorkspace();
  const summary = join(workspace.folder, 'summary.md');
  const token = jobToken('secret');
  const folders = everyFolder(workspace);
  const daily = (more = {}) =>
    runProgram(['daily', ...folders], {
      GITHUB_API_URL: github.url,
      GITHUB_TOKEN: token,
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
      ...more,
    });
  const first = await daily();
  expect(first.stdout).toMatch(/^::warning title=Last known values kept::languages of .* not found/m);
  expect(first.stdout).toMatch(/^::group::daily\n[\s\S]*^::endgroup::$/m);
  const config = join(workspace.data, 'portfolio.yaml');
  expect(first.stdout).toMatch(
    new RegExp(`^::warning file=${config},line=6,col=\\d+,title=Audit::sku0x20/k8s[^ ]* was not found`, 'm'),
  );
  const refused = await daily({ REFRESH_FULL: 'yes' });
  expect(refused.code).toBe(1);
  const text = await workspace.read('summary.md');
  expect(text).toContain('languages of sku0x20/assertG, sku0x20/empty');
  expect(text).toContain('- **Wrong input (error):** `REFRESH_FULL`: "yes" is neither true nor false. → ');
  expect(text).toMatch(/\n\| start \| (?!0\.0)\d+\.\d s \| failed \|\n/);
  const runs = [first, refused].flatMap(({ stdout, stderr }) => [stdout, stderr]);
  const everything = [...runs, ...Object.values(await workspace.files('.'))].join('\n');
  expect(everything).not.toContain(token);
});

test('in Actions, an unexpected error is an error in the report too', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const env = { GITHUB_ACTIONS: 'true' };
  simulateBug('boom');
  const audited = await runProgram(['audit', '--data', workspace.data], env);
  expect(audited.code).toBe(1);
  const what = 'portfolio failed unexpectedly: SyntaxError: boom';
  expect(audited.stderr).toContain(what);
  expect(audited.stderr).not.toMatch(/^ +at /m);
  expect(audited.stdout).toMatch(new RegExp(`^::error title=Bug in portfolio::${what}`, 'm'));
  const again = { ...env, RUNNER_DEBUG: '1' };
  expect((await runProgram(['audit', '--data', workspace.data], again)).stderr).toMatch(/^ +at /m);
  const run = await runProgram(['daily', ...everyFolder(workspace)], {
    ...env,
    REFRESH_DEADLINE: '1',
  });
  expect(run.code).toBe(1);
  const { stages } = JSON.parse(await workspace.read('result', 'report.json'));
  expect(stages.at(-1)).toMatchObject({ result: null, notices: [{ title: 'Bug in portfolio' }] });
  expect(await workspace.read('result', 'health.md')).toContain(what);
});

test('a rejected token is one error, and the run continues without it', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  const run = await runProgram(['refresh', '--json', '--data', workspace.data], {
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: 'revoked',
    GITHUB_ACTIONS: 'true',
  });
  expect(run.code).toBe(0);
  const report = JSON.parse(run.stdout);
  expect(report).toMatchObject({ isComplete: true, isTokenRejected: true });
  expect(new Set(report.stale.map(({ reason }: { reason: string }) => reason))).toEqual(
    new Set(['no token']),
  );
  expect(run.stderr.match(/^::error /gm)).toHaveLength(1);
  expect(github.requests.length).toBeLessThanOrEqual(60);
});

test('--strict exits with 3 if anything is stale, --dry-run writes nothing', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  const before = await workspace.files('data');
  const args = ['refresh', '--data', workspace.data, '--strict', '--dry-run'];
  const environment = { GITHUB_API_URL: github.url, GITHUB_TOKEN: jobToken() };
  expect((await runProgram(args, environment)).code).toBe(0);
  github.faults.push({ operation: /Activity|PullRequests/, fault: status(422) });
  expect((await runProgram(args, environment)).code).toBe(3);
  expect(await workspace.files('data')).toEqual(before);
  expect(Object.keys(await workspace.files('.')).some((path) => path.includes('.cache'))).toBe(false);
});

test('--repo fetches one repository and leaves the others unchanged', async () => {
  const github = await aGitHub(theOwnersWorld());
  const workspace = await aWorkspace();
  const args = ['refresh', '--data', workspace.data];
  const environment = { GITHUB_API_URL: github.url, GITHUB_TOKEN: jobToken() };
  await runProgram(args, environment);
  for (const repository of github.world.repositories) repository.stars = 500;
  github.requests.length = 0;
  await runProgram([...args, '--repo', 'sku0x20/stopgap'], environment);
  const isAboutOne = github.requests.map(
    ({ path, graphql }) => graphql?.repositories === 1 || path.includes('stopgap'),
  );
  expect(isAboutOne).not.toContain(false);
  const unknown = await runProgram([...args, '--repo', 'sku0x20/nope'], environment);
  expect(unknown.stdout).toMatch(/^warning: sku0x20\/nope: no public repository with that name/m);
  const { repositories } = JSON.parse(await workspace.read('data', 'snapshot.json'));
  const stars = repositories.map(
    (repository: { name: string; sections: { core: { value: { stars: number } } } }) => [
      repository.name,
      repository.sections.core.value.stars,
    ],
  );
  expect(Object.fromEntries(stars)).toMatchObject({ 'sku0x20/stopgap': 500, 'sku0x20/assertG': 12 });
  expect(stars).toHaveLength(6);
});
