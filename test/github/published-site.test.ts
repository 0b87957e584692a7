import { expect, test } from 'vitest';
import { refresh, refreshWithPages } from '../../src/commands/refresh.ts';
import type { Environment } from '../../src/context/environment.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { commitMessage } from '../../src/report/commit-message.ts';
import { readFetchLog, readSnapshot } from '../../src/snapshot/file.ts';
import { aRepository, aWorld } from '../support/github/builders.ts';
import { status } from '../support/github/faults.ts';
import type { FakeGitHub } from '../support/github/server.ts';
import type { Pages } from '../support/github/world.ts';
import { aContext, aGitHub, aWorkspace, quick, type Workspace } from '../support/workspace.ts';

const ROUTE = '/repos/{owner}/{repo}/pages';
const PORTFOLIO = { html_url: 'https://ada.github.io/portfolio/', build_type: 'workflow' } as const;
const inWorkflow: Partial<Environment> = { repository: 'Ada/Portfolio' };

async function aPublished(pages: Pages | null) {
  const github = await aGitHub(aWorld({ repositories: [aRepository({ name: 'sku0x20/relay' })], pages }));
  const workspace = await aWorkspace({ shortResume: true });
  await workspace.write('login: sku0x20\n', 'data', 'portfolio.yaml');
  const run = (environment = inWorkflow, flags = {}) =>
    refreshWithPages(aContext(workspace, github, flags, environment), quick);
  return { github, workspace, run };
}

const askedPages = ({ requests }: FakeGitHub) =>
  requests.filter(({ route }) => route === ROUTE).map(({ path }) => path);
const storedSite = async ({ data }: Workspace) => (await readSnapshot(`${data}/snapshot.json`)).site;
const logged = async ({ folder }: Workspace) => (await readFetchLog(`${folder}/.cache/fetch-log.json`)).site;

test('a workflow stores the address that Pages reports for its repository and uses it for the site', async () => {
  const { github, workspace, run } = await aPublished(PORTFOLIO);
  const { pages, report } = await run();
  expect(askedPages(github)).toEqual(['/repos/Ada/Portfolio/pages']);
  expect(pages).toEqual({ url: 'https://ada.github.io/portfolio', isDeployedByWorkflow: true });
  expect(await storedSite(workspace)).toMatchObject({ value: { url: 'https://ada.github.io/portfolio' } });
  expect(report.stale).toEqual([]);
  expect((await loadPortfolio(workspace.data)).site).toBe('https://ada.github.io/portfolio');
  expect(JSON.stringify(report)).not.toContain('isDeployedByWorkflow');
  expect(await workspace.read('data', 'snapshot.json')).not.toContain('isDeployedByWorkflow');
});

test('an unchanged address changes nothing; a new one is reported and named in the commit', async () => {
  const { github, workspace, run } = await aPublished(PORTFOLIO);
  await run();
  const before = await workspace.read('data', 'snapshot.json');
  expect((await run()).report.changes).toEqual([]);
  expect(await workspace.read('data', 'snapshot.json')).toBe(before);
  github.world.pages = { html_url: 'https://ada.example.org/', build_type: 'workflow' };
  const { report } = await run();
  expect(report.changes).toEqual([
    {
      subject: 'site address',
      field: 'is',
      before: 'https://ada.github.io/portfolio',
      after: 'https://ada.example.org',
    },
  ]);
  expect(commitMessage(report)).toBe('site address updated');
});

test.each([
  ['http://ada.example.org/', 'https://ada.example.org'],
  ['http://ada.example.org:8080/me/', 'https://ada.example.org:8080/me'],
  ['https://ADA.github.io/Portfolio', 'https://ada.github.io/Portfolio'],
  ['http://192.0.2.7/portfolio/', 'http://192.0.2.7/portfolio'],
  ['http://[2001:db8::1]:8080/', 'http://[2001:db8::1]:8080'],
  ['http://localhost:4000/portfolio', 'http://localhost:4000/portfolio'],
  ['http://localhost.example.org/', 'https://localhost.example.org'],
])('for the Pages address %s, the site is at %s', async (html_url, url) => {
  const { workspace, run } = await aPublished({ html_url, build_type: 'legacy' });
  expect((await run()).pages).toEqual({ url, isDeployedByWorkflow: false });
  expect((await storedSite(workspace))?.value).toEqual({ url });
});

test.each([
  'ftp://ada.example.org/',
  'javascript:alert(1)',
  'https://user:secret@ada.example.org/',
  'https://ada.example.org/?a=b',
  'https://ada.example.org/a/../b',
  'https://ada.example.org//a',
])('the address %s is rejected', async (html_url) => {
  const { github, workspace, run } = await aPublished(PORTFOLIO);
  await run();
  github.world.pages = { html_url, build_type: 'workflow' };
  const { pages, report } = await run();
  expect(pages).toBeUndefined();
  expect(report.stale).toMatchObject([
    { subject: 'site address', fact: 'site', reason: 'unexpected answer' },
  ]);
  expect(JSON.stringify(report)).not.toContain('secret');
  expect((await storedSite(workspace))?.value).toEqual({ url: 'https://ada.github.io/portfolio' });
});

test('if Pages is off, there is no address and no failure, and a known address stays', async () => {
  const { github, workspace, run } = await aPublished(null);
  const { pages, report } = await run();
  expect([pages, report.stale, await storedSite(workspace)]).toEqual([null, [], undefined]);
  github.world.pages = PORTFOLIO;
  await run();
  const before = await workspace.read('data', 'snapshot.json');
  github.world.pages = null;
  const off = await run();
  expect([off.pages, off.report.stale, off.report.changes]).toEqual([null, [], []]);
  expect(await workspace.read('data', 'snapshot.json')).toBe(before);
});

test.each([403, 500, 502])('a failure with status %i keeps the address and is reported', async (code) => {
  const { github, workspace, run } = await aPublished(PORTFOLIO);
  await run();
  const before = await workspace.read('data', 'snapshot.json');
  github.faults.push({ on: ROUTE, fault: status(code) });
  const { pages, report } = await run();
  expect(pages).toBeUndefined();
  expect(report.stale).toMatchObject([{ subject: 'site address', fact: 'site' }]);
  expect(await workspace.read('data', 'snapshot.json')).toBe(before);
  expect((await logged(workspace))?.failingSince).toBe(github.world.now);
});

test('a failure of 48 hours is stored until Pages responds, even if it is off', async () => {
  const { github, workspace, run } = await aPublished(PORTFOLIO);
  await run();
  github.faults.push({ on: ROUTE, fault: status(500) });
  await run();
  github.world.now = '2026-11-25T04:37:00Z';
  const { report } = await run();
  expect(report.changes).toContainEqual(expect.objectContaining({ before: 0, after: 1 }));
  expect((await storedSite(workspace))?.stale).toMatchObject({ reason: 'server error' });
  github.faults.length = 0;
  github.world.pages = null;
  expect((await run()).report.stale).toEqual([]);
  expect(await storedSite(workspace)).toMatchObject({ value: { url: 'https://ada.github.io/portfolio' } });
  expect((await storedSite(workspace))?.stale).toBeUndefined();
});

test.each<[string, Partial<Environment>]>([
  ['outside a workflow', { repository: undefined }],
  ['without a token', { ...inWorkflow, token: undefined }],
  ['with a rejected token', { ...inWorkflow, token: 'revoked' }],
])('%s the address is not fetched, and a known one stays', async (_, environment) => {
  const { github, workspace, run } = await aPublished(PORTFOLIO);
  await run();
  const before = await storedSite(workspace);
  github.requests.length = 0;
  const { pages } = await run(environment);
  expect([pages, askedPages(github)]).toEqual([undefined, []]);
  expect(await storedSite(workspace)).toEqual(before);
});

test('a run for some repositories learns how Pages publishes, or it would deploy to where Pages takes nothing', async () => {
  const { github, workspace, run } = await aPublished(PORTFOLIO);
  await run();
  github.world.pages = { html_url: 'https://ada.example.org/', build_type: 'legacy' };
  const { pages } = await run(inWorkflow, { repo: ['sku0x20/relay'] });
  expect(pages).toEqual({ url: 'https://ada.example.org', isDeployedByWorkflow: false });
  expect((await storedSite(workspace))?.value).toEqual({ url: 'https://ada.example.org' });
});

test('a first refresh outside a workflow neither fetches nor stores the address', async () => {
  const { github, workspace } = await aPublished(PORTFOLIO);
  await refresh(aContext(workspace, github), quick);
  expect(askedPages(github)).toEqual([]);
  expect(await workspace.read('data', 'snapshot.json')).not.toContain('"site"');
});
