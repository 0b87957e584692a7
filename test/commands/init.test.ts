import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { updateReadme } from '../../src/commands/readme.ts';
import { refresh } from '../../src/commands/refresh.ts';
import { portfolioKeys, resumeKeys } from '../../src/config/key-reference.ts';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { setUpText } from '../../src/report/set-up.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { aRepository, aUser, aWorld, type GivenRepository } from '../support/github/builders.ts';
import { status } from '../support/github/faults.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import { copyOwner, filesOfPreviousOwner } from '../support/owner.ts';
import { aContext, aGitHub, aWorkspace, quick, type Workspace } from '../support/workspace.ts';

const DAYS = ['2026-10-02', '2026-10-01', '2026-10-04', '2026-10-03'];

function aNewOwner(login: string, name: string | null, repositories: GivenRepository[] = []) {
  const world = aWorld({
    user: aUser({ login, name }),
    repositories: repositories.map((repository) =>
      aRepository({ ...repository, commits: repository.commits ?? [{ login }] }),
    ),
  });
  return aGitHub(world);
}

/** A new fork, with all data of the previous owner. */
async function aFork(): Promise<Workspace> {
  const workspace = await aWorkspace({ snapshot: true });
  await copyOwner(workspace.folder);
  return workspace;
}

async function runInit(workspace: Workspace, github: FakeGitHub, resume?: string) {
  const { login } = github.world.user;
  const context = aContext(workspace, github, { login, force: true, resume });
  const result = await init(context, quick);
  return { result, context };
}

/** Refreshes, updates the README and builds the site, like `npm start`. */
async function publish(workspace: Workspace, github: FakeGitHub): Promise<void> {
  await refresh(aContext(workspace, github), quick);
  const portfolio = await loadPortfolio(workspace.data);
  await updateReadme(portfolio, workspace.readme);
  await buildSite(portfolio, { out: workspace.site, baseUrl: portfolio.site });
}

const many = (count: number, login: string) =>
  Array.from({ length: count }, (_, index) => ({
    name: `${login}/project-${index + 1}`,
    stars: index % 7,
    description: index % 2 === 0 ? `Does thing ${index + 1}` : null,
    commits: [{ login, date: `${DAYS[index % DAYS.length]}T10:00:00Z` }],
  }));

describe.each([
  { login: 'sara9', name: 'سارة العلي', count: 0 },
  { login: 'xiaoming', name: '王小明', count: 30 },
  { login: 'Nobody', name: null, count: 120 },
])('$login with $count repositories', ({ login, name, count }) => {
  test('gets a site from a fork, without anything of the previous owner', async () => {
    const github = await aNewOwner(login, name, many(count, login));
    const workspace = await aFork();
    for (const path of ['LICENSE', 'package.json', 'site', '.github']) {
      await cp(path, join(workspace.folder, path), { recursive: true });
    }
    const { result } = await runInit(workspace, github);
    expect(result.choices).toHaveLength(Math.min(3, count));
    expect(await workspace.read('profile', 'storage-light.svg')).not.toContain('GB');
    await publish(workspace, github);

    const home = await workspace.read('_site', 'index.html');
    expect(home).toContain(name ?? login);
    expect(await workspace.read('README.md')).toContain(`# ${name ?? login}\n`);
    const published = await workspace.files('.');
    expect(Object.keys(published).length).toBeGreaterThan(40);
    expect(filesOfPreviousOwner(published)).toEqual([]);
    if (count > 0) expect(home).toContain(`project-`);
  });
});

test('suggests key projects by résumé links, stars, description and latest push, and the file says why', async () => {
  const login = 'ada';
  const github = await aNewOwner(login, 'Ada', [
    { name: 'ada/forked', fork: true, stars: 99 },
    { name: 'ada/old', archived: true, stars: 98 },
    { name: 'ada/empty', commits: [], stars: 97 },
    { name: 'ada/ada', stars: 96 },
    { name: 'ada/ada.github.io', stars: 95 },
    { name: 'ada/starred', stars: 3, commits: [{ date: '2020-01-01T00:00:00Z' }] },
    { name: 'ada/silent', commits: [{ date: '2026-11-01T00:00:00Z' }] },
    { name: 'ada/described', description: 'Weaves', commits: [{ date: '2021-01-01T00:00:00Z' }] },
    { name: 'ada/linked', commits: [{ date: '2019-01-01T00:00:00Z' }] },
  ]);
  const workspace = await aFork();
  await workspace.write(
    JSON.stringify({ projects: [{ name: 'Linked', url: 'https://github.com/Ada/Linked' }] }),
    'resume.json',
  );
  const { result, context } = await runInit(workspace, github, join(workspace.folder, 'resume.json'));
  expect(result.choices).toEqual([
    { name: 'ada/linked', why: 'in the résumé, 0 stars, pushed 2019-01-01' },
    { name: 'ada/starred', why: '3 stars, pushed 2020-01-01' },
    { name: 'ada/described', why: '0 stars, has a description, pushed 2021-01-01' },
  ]);
  expect(await workspace.read('data', 'portfolio.yaml')).toContain(
    '\n  - ada/starred # 3 stars, pushed 2020-01-01\n',
  );
  expect(setUpText(result, context.flags)).toContain('ada/starred (3 stars, pushed 2020-01-01)');
});

test('without a résumé, the name comes from the profile and the languages from the repositories', async () => {
  const github = await aNewOwner('ada', 'Ada {Sample}', [
    { name: 'ada/one', languages: { Zig: 10 } },
    { name: 'ada/two', languages: { Go: 10 } },
    { name: 'ada/three', languages: { Go: 10 } },
  ]);
  const workspace = await aFork();
  await runInit(workspace, github);
  const { resume, config } = await loadOwnerFiles(workspace.data);
  expect(resume.basics).toMatchObject({ name: 'Ada {Sample}', label: 'Go & Zig Developer' });
  expect(resume.skills).toEqual([{ name: 'Languages', keywords: ['Go', 'Zig'] }]);
  expect(config).toMatchObject({ login: 'ada', showPhone: false });
  expect(config.site).toBeUndefined();
  expect(await workspace.read('data', 'portfolio.yaml')).toContain(portfolioKeys());
  expect(await workspace.read('data', 'resume.yaml')).toContain(resumeKeys());
  expect(await workspace.read('README.md')).toContain('(https://ada.github.io/portfolio)');
});

test('the README keeps the text around the block, unless it mentions the previous owner', async () => {
  const github = await aNewOwner('ada', 'Ada');
  const workspace = await aFork();
  const markers = '<!-- portfolio:start -->\nSiddhant\n<!-- portfolio:end -->\n';
  await workspace.write(`${markers}\nHow it works.\n`, 'README.md');
  await runInit(workspace, github);
  expect(await workspace.read('README.md')).toMatch(/# Ada\n[\s\S]*portfolio:end -->\n\nHow it works\.\n$/);

  const other = await aFork();
  await other.write(`${markers}\nWrite to https://www.sku20.dev.\n`, 'README.md');
  await runInit(other, github);
  expect(await other.read('README.md')).toMatch(/# Ada\n[\s\S]*portfolio:end -->\n$/);
});

test("the README does not keep the address of the previous owner's site on Pages", async () => {
  const github = await aNewOwner('ada', 'Ada');
  const workspace = await aFork();
  await workspace.write('login: sku0x20\n', 'data', 'portfolio.yaml');
  const snapshot = JSON.parse(await workspace.read('data', 'snapshot.json'));
  const site = { value: { url: 'https://www.siddhant.example/me' }, changedAt: '2026-11-22T04:37:00Z' };
  await workspace.write(JSON.stringify({ ...snapshot, site }), 'data', 'snapshot.json');
  const markers = '<!-- portfolio:start -->\n<!-- portfolio:end -->\n';
  await workspace.write(`${markers}\nMore at siddhant.example.\n`, 'README.md');
  await runInit(workspace, github);
  expect(await workspace.read('README.md')).toMatch(/# Ada\n[\s\S]*portfolio:end -->\n$/);
});

test('the README keeps text in another encoding, byte for byte', async () => {
  const github = await aNewOwner('ada', 'Ada');
  const workspace = await aFork();
  const own = Buffer.from('caf\xe9 \xa0\n', 'latin1');
  const markers = Buffer.from('<!-- portfolio:start -->\n<!-- portfolio:end -->\n');
  await writeFile(workspace.readme, Buffer.concat([own, markers, own]));
  await runInit(workspace, github);
  const written = await readFile(workspace.readme);
  expect(written.subarray(0, own.length)).toEqual(own);
  expect(written.subarray(-own.length)).toEqual(own);
  expect(written.toString()).toContain('# Ada\n');
});

test.each([
  [
    'a résumé in another encoding',
    Buffer.from('{ "basics": { "name": "Siddh\xe4nt" } }', 'latin1'),
    /mine:1:\d+: this file is not UTF-8/,
  ],
  [
    'a résumé with a merge conflict',
    Buffer.from('a: 1\n<<<<<<< HEAD\n=======\n>>>>>>> x\n'),
    /mine:2:1: this file has an unresolved/,
  ],
  ['excessively nested JSON', Buffer.from('['.repeat(5000) + ']'.repeat(5000)), /mine:1:101: this is nested/],
  [
    'a résumé with excessively nested JSON',
    Buffer.from(`{ "work": ${'[{"a":'.repeat(5000)}1${'}]'.repeat(5000)} }`),
    /mine:1:\d+: this is nested more than 100 levels deep\n {2}→ /,
  ],
  ['excessively nested YAML', Buffer.from(`work: ${'{a: '.repeat(5000)}`), /mine:1:\d+: this is nested/],
  [
    'an alias inside itself',
    Buffer.from('basics: &a\n  location: *a\n'),
    /mine:2:13: the alias \*a is inside/,
  ],
])('rejects %s, and changes nothing', async (_, bytes, message) => {
  const github = await aNewOwner('ada', 'Ada');
  const workspace = await aWorkspace();
  await writeFile(join(workspace.folder, 'mine'), bytes);
  const before = await workspace.files('.');
  await expect(runInit(workspace, github, join(workspace.folder, 'mine'))).rejects.toThrow(message);
  expect(await workspace.files('.')).toEqual(before);
});

test('reports a picture that cannot be written, and changes nothing', async () => {
  const github = await aNewOwner('ada', 'Ada');
  const workspace = await aWorkspace({ snapshot: true });
  const folderAtItsPath = join(workspace.folder, 'profile', 'storage-light.svg');
  await mkdir(folderAtItsPath, { recursive: true });
  await writeFile(join(folderAtItsPath, 'file'), '');
  const before = await workspace.files('.');
  await expect(runInit(workspace, github)).rejects.toThrow(
    /profile\/.*: cannot .*\n {2}→ .*; nothing was changed$/,
  );
  expect(await workspace.files('.')).toEqual(before);
});

test('reports evidence rules that cannot be read, and changes nothing', async () => {
  const github = await aNewOwner('ada', 'Ada');
  const workspace = await aFork();
  await workspace.write('rules: [\n<<<<<<< HEAD\n', 'data', 'evidence.yaml');
  const before = await workspace.files('.');
  await expect(runInit(workspace, github)).rejects.toThrow(/evidence\.yaml:2:1: .*merge conflict/);
  expect(await workspace.files('.')).toEqual(before);
});

test('keeps the evidence rules and other files in the data folder', async () => {
  const github = await aNewOwner('ada', 'Ada');
  const workspace = await aFork();
  const rules = 'rules:\n  - { skill: Go, mainLanguage: Go } # Go shows Go\n';
  await workspace.write(
    `${rules}# Not these:\nexcept:\n  - { skill: Go, repository: sku0x20/x }\n`,
    'data',
    'evidence.yaml',
  );
  await workspace.write('mine\n', 'data', 'other.txt');
  await runInit(workspace, github);
  expect(await workspace.read('data', 'evidence.yaml')).toBe(
    `${rules}\n# Matches of the rules that would not convince a reader:\n# except:\n#   - { skill: Go, repository: owner/name }\n`,
  );
  expect(await workspace.read('data', 'other.txt')).toBe('mine\n');
  expect((await readdir(workspace.data)).sort()).not.toContain('snapshot.json');
  expect(await readFile(join(workspace.data, 'schema', 'resume.schema.json'), 'utf8')).toContain(
    '"volunteer"',
  );
  expect((await readdir(workspace.folder)).filter((name) => name.startsWith('data'))).toEqual(['data']);
});

test('rejects a data folder that contains the README or the working directory, even with --force', async () => {
  const github = await aNewOwner('octo', 'Octo');
  const workspace = await aWorkspace({ snapshot: true });
  const before = await workspace.files('.');
  const { folder } = workspace;
  const context = aContext(workspace, github, { login: 'octo', force: true, data: folder });
  await expect(init(context, quick)).rejects.toThrow(
    /contains .*README\.md, so it cannot be the data folder/,
  );
  expect(await workspace.files('.')).toEqual(before);
});

describe('changes nothing', () => {
  test.each([
    {
      why: 'without --force, if there is data',
      flags: { force: false },
      message:
        /this folder already contains a portfolio: portfolio.yaml, resume.yaml, snapshot.json\n {2}→ add --force/,
    },
    {
      why: 'for an unknown login',
      flags: { login: 'nobody' },
      message: /no account named nobody\n {2}→ correct --login/,
    },
    { why: 'without a login', flags: { login: undefined }, message: /--login NAME/ },
    {
      why: 'if the résumé is missing',
      flags: { resume: 'none.json' },
      message: /none\.json: this file is missing/,
    },
  ])('$why', async ({ flags, message }) => {
    const github = await aNewOwner('ada', 'Ada');
    const workspace = await aWorkspace({ snapshot: true });
    const before = await workspace.files('.');
    const context = aContext(workspace, github, { login: 'ada', force: true, ...flags });
    await expect(init(context, quick)).rejects.toThrow(message);
    expect(await workspace.files('.')).toEqual(before);
  });

  test.each([
    { what: 'profile', on: '/users/{username}' },
    { what: 'list of repositories', on: '/users/{username}/repos' },
  ])('if GitHub does not return the $what', async ({ on }) => {
    const github = await aNewOwner('ada', 'Ada');
    github.faults.push({ on, fault: status(500) });
    const workspace = await aFork();
    const before = await workspace.files('.');
    await expect(runInit(workspace, github)).rejects.toThrow(
      /request failed: .*\n {2}→ .*nothing was changed/,
    );
    expect(await workspace.files('.')).toEqual(before);
  });
});
