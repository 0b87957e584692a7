import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { setUpText } from '../../src/report/set-up.ts';
import { aGist, aUser, aWorld } from '../support/github/builders.ts';
import { type Fault, status } from '../support/github/faults.ts';
import type { Gist } from '../support/github/world.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

const named = (name: string) => JSON.stringify({ basics: { name, summary: 'Works.', label: 'Dev' } });
const LISTS = '/users/{username}/gists';

/** Runs init for an account with these gists, in a folder with these files. */
async function initWith({
  gists = [],
  files = {},
  fault,
}: {
  gists?: Gist[];
  files?: Record<string, string>;
  fault?: [on: string, fault: Fault];
}) {
  const github = await aGitHub(aWorld({ user: aUser({ login: 'ada', name: 'Profile' }), gists }));
  const workspace = await aWorkspace();
  for (const [name, text] of Object.entries(files)) await writeFile(join(workspace.folder, name), text);
  if (fault) github.faults.push({ on: fault[0], fault: fault[1] });
  const context = aContext(workspace, github, { login: 'ada', force: true });
  const before = await workspace.files('.');
  const set = async () => {
    const result = await init(context, quick);
    const { resume, config } = await loadOwnerFiles(workspace.data);
    return { result, name: resume.basics.name, config, text: setUpText(result, context.flags) };
  };
  return { github, workspace, before, set };
}

test('a résumé in the folder is imported before any gist is read', async () => {
  const gists = [aGist({ files: { 'resume.json': named('Gist') } })];
  const { set, github } = await initWith({ gists, files: { 'Resume.YML': 'basics: { name: File }\n' } });
  const { name, result } = await set();
  expect(name).toBe('File');
  expect(result.resumeFrom).toMatch(/Resume\.YML$/);
  expect(github.requests.some(({ path }) => path.includes('gist'))).toBe(false);
});

test('of two files, resume.json is used and the other one is named', async () => {
  const files = { 'resume.json': named('Json'), 'resume.yaml': 'basics: { name: Yaml }\n' };
  const { name, text } = await (await initWith({ files })).set();
  expect(name).toBe('Json');
  expect(text).toMatch(
    /resume\.yaml: this file was not used, because there is also resume\.json\n {2}→ keep/,
  );
});

test('the latest public gist with resume.json is imported, whatever the case of its name', async () => {
  const gists = [
    aGist({ files: { 'resume.json': named('Old') }, updatedAt: '2026-02-01T00:00:00Z' }),
    aGist({ files: { 'notes.md': '', 'Resume.json': named('Latest') }, updatedAt: '2026-03-01T00:00:00Z' }),
    aGist({ files: { 'resume.json': named('Secret') }, updatedAt: '2026-04-01T00:00:00Z', isSecret: true }),
    aGist({ files: { 'my-resume.json': named('Other') }, updatedAt: '2026-05-01T00:00:00Z' }),
  ];
  const { name, text, result } = await (await initWith({ gists })).set();
  expect(name).toBe('Latest');
  expect(result.resumeFrom).toMatch(/^https:\/\/gist\.github\.com\/ada\//);
  expect(text).toContain(`Imported the résumé from ${result.resumeFrom}.`);
});

test('content that GitHub truncates is fetched without the token', async () => {
  const long = JSON.stringify({ basics: { name: 'Long', summary: 'x' }, meta: 'x'.repeat(1_000_001) });
  const { set, github } = await initWith({ gists: [aGist({ files: { 'resume.json': long } })] });
  expect((await set()).name).toBe('Long');
  const raw = github.requests.filter(({ path }) => path.startsWith('/raw/'));
  expect(raw).toMatchObject([{ caller: 'anonymous', token: undefined, status: 200 }]);
});

test.each([
  ['no JSON', '{ "basics": ', /was not used: not valid JSON/],
  ['another format', '{ "cv": { "name": "Ada", "sections": {} } }', /was not used: .*RenderCV/],
  ['empty', '{}', /was not used: /],
])('a gist that is %s is passed over, and the report says why', async (_, content, message) => {
  const { set } = await initWith({ gists: [aGist({ files: { 'resume.json': content } })] });
  const { name, text } = await set();
  expect(name).toBe('Profile');
  expect(text).toMatch(message);
  expect(text).toMatch(/https:\/\/gist\.github\.com\/ada\/\w+#resume\.json/);
  expect(text).not.toContain('nothing was changed');
});

test('gists that may not be read are passed over', async () => {
  const { set } = await initWith({ fault: [LISTS, status(404)] });
  const { name, text } = await set();
  expect(name).toBe('Profile');
  expect(text).toContain('the gists of ada could not be read');
  expect(text).toContain('Found no résumé');
});

test.each([
  ['the list of gists', LISTS, 500],
  ['a gist', '/gists/{gist_id}', 502],
])('if GitHub fails to return %s, nothing changes, since there may be a résumé', async (_, on, code) => {
  const gists = [aGist({ files: { 'resume.json': named('Gist') } })];
  const { set, workspace, before } = await initWith({ gists, fault: [on, status(code)] });
  await expect(set()).rejects.toThrow(/GitHub request failed: .*gists.*\n {2}→ .*nothing was changed/);
  expect(await workspace.files('.')).toEqual(before);
});

test('a résumé in the folder that cannot be read stops it, and nothing changes', async () => {
  const { set, workspace, before } = await initWith({ files: { 'resume.json': '{ "basics": [' } });
  await expect(set()).rejects.toThrow(/resume\.json:1:\d+: not valid JSON/);
  expect(await workspace.files('.')).toEqual(before);
});

test('a phone number is imported but not shown', async () => {
  const files = { 'resume.json': JSON.stringify({ basics: { name: 'Ada', phone: '+44 1' } }) };
  const { config, text } = await (await initWith({ files })).set();
  expect(config.showPhone).toBe(false);
  expect(text).toContain('Your phone number is not shown');
});
