import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { decodeEscapes } from '../../src/text/escapes.ts';
import { simulateBug } from '../support/bug.ts';
import { type Run, runProgram } from '../support/program.ts';
import { aProxy } from '../support/proxy.ts';
import { aWorkspace, everyFolder, type Workspace } from '../support/workspace.ts';

const TOKEN = 'ghp_OpenSesame/and+more=';
const PASSWORD = 'swordfish7';
/** Every form in which the token, a header with it, or a proxy password could appear. */
const FORMS = [
  TOKEN,
  encodeURIComponent(TOKEN),
  ...[TOKEN, `x:${TOKEN}`, `x-access-token:${TOKEN}`, `token ${TOKEN}`, `me:${PASSWORD}`].flatMap((text) => [
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
  ]),
  'OpenSesame',
  PASSWORD,
];

/** The token, disguised so that it reappears only when decoded or displayed. */
const DISGUISED = [
  TOKEN.replace('O', '\\u004f'),
  TOKEN.replace('O', '&#79;'),
  TOKEN.replace('O', '%4F'),
  TOKEN.replace('Open', 'Op\u200ben'),
  TOKEN.replace('Open', 'Op\u00aden'),
  TOKEN.replace('Open', 'Op\u001b[1men'),
];

/** Its password must be redacted too, although no request uses this proxy. */
const UNUSED_PROXY = { HTTP_PROXY: `http://me:${PASSWORD}@127.0.0.1:1`, NO_PROXY: '127.0.0.1' };

/** The answer of a careless server: everything it was sent, in each form, with colors and direction marks. */
function echoOf({ headers }: IncomingMessage): string {
  const { authorization = '' } = headers;
  const token = authorization.replace(/^(?:token|bearer) /i, '');
  const forms = [
    ...FORMS.slice(0, -2),
    ...DISGUISED,
    `${JSON.stringify(headers)} ${authorization} Bearer ${token} https://me:${PASSWORD}x@host/`,
  ];
  return `\u001b[31mNo\u202e ${forms.join(' ')}\u0007 ${'x'.repeat(5000)}`;
}

/** A server that answers every request with an error, as text or JSON, that repeats the request. */
async function startEchoServer(status: number, kind: 'json' | 'text'): Promise<string> {
  const server = createServer((request, response) => {
    const message = echoOf(request);
    const body = kind === 'json' ? JSON.stringify({ message }) : message;
    const type = kind === 'json' ? 'application/json' : 'text/plain';
    response.writeHead(status, { 'content-type': type, 'x-echo': encodeURIComponent(TOKEN) }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** Everything these runs left behind: their output and all files. */
async function traces(workspace: Workspace, runs: readonly Run[]): Promise<string> {
  const files = Object.entries(await workspace.files('.'));
  // Images and fonts are binary.
  const texts = files.filter(([path]) => !/\.(?:png|ico|pdf|woff2)$/.test(path)).map(([, text]) => text);
  return [...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...texts].join('\n');
}

function expectNoSecret(text: string): void {
  const decoded = decodeEscapes(text);
  for (const seen of [text, decoded, decodeEscapes(decoded)]) {
    expect(FORMS.filter((form) => seen.includes(form))).toEqual([]);
  }
}

/** Checks for the control characters and direction marks that the servers of this test send. */
function expectNoControls(text: string): void {
  expect(['\u001b', '\u0007', '\u202e'].filter((control) => text.includes(control))).toEqual([]);
}

test('a token repeated by a server appears nowhere', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const url = await startEchoServer(403, 'json');
  const summary = join(workspace.folder, 'summary.md');
  const env = {
    GITHUB_API_URL: url,
    GITHUB_TOKEN: TOKEN,
    ...UNUSED_PROXY,
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'sku0x20/portfolio',
    GITHUB_RUN_ID: '1',
  };
  const data = ['--data', workspace.data];
  const daily = ['daily', ...everyFolder(workspace)];
  const runs = [
    await runProgram(['refresh', ...data, '--json'], env),
    await runProgram(['refresh', ...data], env),
    await runProgram(['refresh', ...data], { ...env, GITHUB_ACTIONS: '' }),
    await runProgram([...daily, '--json'], env),
    await runProgram(['init', ...data, '--login', 'me', '--force', '--target', workspace.readme], env),
  ];
  const names = Object.keys(await workspace.files('.')).map((path) => basename(path));
  expect(names).toEqual(expect.arrayContaining(['fetch-log.json', 'report.json', 'health.md', 'summary.md']));
  const all = await traces(workspace, runs);
  expect(runs[0]?.stdout).toContain('answered with status 403: No');
  expect(runs[1]?.stdout).toMatch(/^::warning title=Last known values kept::.*answered with status/m);
  expect(await workspace.read('summary.md')).toContain('answered with status 403');
  expectNoSecret(all);
  expectNoControls(all);
  expect(all.includes('x'.repeat(500))).toBe(false);
});

test.each([
  [403, 'json'],
  [422, 'text'],
] as const)(
  'on a first run, what a server says with %i in %s is printed harmlessly and without the token',
  async (status, kind) => {
    const workspace = await aWorkspace();
    const url = await startEchoServer(status, kind);
    const env = { GITHUB_API_URL: url, GH_TOKEN: TOKEN, ...UNUSED_PROXY };
    const run = await runProgram(['refresh', '--data', workspace.data], env);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(
      `GitHub returned no data, and there is no earlier snapshot to fall back on (GraphQL Repositories answered with status ${status}: No ***`,
    );
    expect(run.stderr.length).toBeLessThan(1000);
    expectNoControls(run.stderr);
    expectNoSecret(await traces(workspace, [run]));
  },
);

test('a token with a line break is rejected before any request and appears nowhere', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const env = { GITHUB_API_URL: await startEchoServer(403, 'json'), GITHUB_ACTIONS: 'true' };
  const summary = { GITHUB_STEP_SUMMARY: join(workspace.folder, 'summary.md') };
  const data = everyFolder(workspace);
  const runs = [
    await runProgram(['daily', ...data], { ...env, ...summary, GITHUB_TOKEN: 'ghp_OpenSesame\n1234567' }),
  ];
  expect(runs.map(({ code }) => code)).toEqual([1]);
  expect(runs[0]?.stderr).toContain(
    'GITHUB_TOKEN: not a valid token: it contains a line break at character 15',
  );
  expect(runs[0]?.stdout).toMatch(
    /^::error title=Wrong input::environment variable GITHUB_TOKEN: not a valid token/m,
  );
  expect(await workspace.read('summary.md')).toContain('not a valid token');
  const all = await traces(workspace, runs);
  expect(all).not.toMatch(/OpenSesame|1234567/);
});

test('a proxy password or token repeated by a proxy appears nowhere', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const proxy = await aProxy(403);
  const env = {
    GITHUB_API_URL: 'http://api.example.test',
    GITHUB_TOKEN: TOKEN,
    HTTP_PROXY: `http://me:${PASSWORD}@127.0.0.1:${proxy.port}`,
    GITHUB_ACTIONS: 'true',
  };
  const data = ['--data', workspace.data];
  const runs = [
    await runProgram(['refresh', ...data, '--json'], env),
    await runProgram(['refresh', ...data], { ...env, HTTP_PROXY: `${env.HTTP_PROXY}0` }),
  ];
  expect(proxy.requests.length).toBeGreaterThan(0);
  expectNoSecret(await traces(workspace, runs));
});

test('the stack of an unexpected error is printed without the token', async () => {
  const workspace = await aWorkspace({ snapshot: true });
  const words = `not JSON: ${TOKEN} https://me:${PASSWORD}@host`;
  const env = { GITHUB_TOKEN: TOKEN, PORTFOLIO_DEBUG: '1' };
  simulateBug(words);
  const run = await runProgram(['audit', '--data', workspace.data], env);
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/^portfolio failed unexpectedly: SyntaxError[\s\S]*\n {4}at /);
  expectNoSecret(await traces(workspace, [run]));
});
