import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { refresh } from '../../src/commands/refresh.ts';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { refreshNotices } from '../../src/report/refresh-notices.ts';
import { parseSnapshot } from '../../src/snapshot/file.ts';
import { aCommit, aRelease, aRepository, aWorld } from '../support/github/builders.ts';
import * as changes from '../support/github/changes.ts';
import * as faults from '../support/github/faults.ts';
import * as graphqlFaults from '../support/github/graphql-faults.ts';
import { type Repository, repositoryNamed, type World } from '../support/github/world.ts';
import { OWNER } from '../support/owner.ts';
import { theOwnersWorld } from '../support/owner-world.ts';
import { aRefreshedWorkspace } from '../support/refreshed-workspace.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

/** A portfolio that was refreshed once, and a function to refresh it again on a later day. */
async function aRefreshedPortfolio(world = theOwnersWorld()) {
  const github = await aGitHub(world);
  const workspace = await aRefreshedWorkspace(github);
  const refreshOn = async (day: string, flags = {}) => {
    world.now = `${day}T04:37:00Z`;
    github.requests.length = 0;
    const report = await refresh(aContext(workspace, github, flags), quick);
    const text = await workspace.read('data', 'snapshot.json');
    const snapshot = parseSnapshot(text, 'snapshot.json');
    const named = (name: string) => snapshot.repositories.find((repository) => repository.name === name);
    return { report, snapshot, named, history: await workspace.read('data', 'history.ndjson') };
  };
  return { github, world, workspace, refreshOn };
}

test('a renamed repository keeps its facts, position and old URL', async () => {
  const { world, workspace, refreshOn } = await aRefreshedPortfolio();
  changes.rename(world, 'sku0x20/stopgap', 'sku0x20/foundation');
  const { named, report, history } = await refreshOn('2026-11-23');
  expect(named('sku0x20/foundation')).toMatchObject({ formerNames: ['sku0x20/stopgap'] });
  expect(report.stale).toEqual([]);
  expect(history).toContain('"kind":"renamed","from":"sku0x20/stopgap"');
  await cp(join(OWNER, 'resume.yaml'), join(workspace.data, 'resume.yaml'));
  const portfolio = await loadPortfolio(workspace.data);
  expect(portfolio.keyProjects.map(({ name, title }) => [name, title])).toContainEqual([
    'sku0x20/foundation',
    'Stopgap',
  ]);
  const again = await refreshOn('2026-11-24');
  expect(again.named('sku0x20/foundation')?.sections.pullRequests).toBeDefined();
});

test('a repository transferred to another owner is followed', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  changes.rename(world, 'sku0x20/website', 'friends/website');
  const { named, report } = await refreshOn('2026-11-23');
  expect(named('friends/website')).toMatchObject({ formerNames: ['sku0x20/website'] });
  expect(report.stale).toEqual([]);
});

test('repositories that were deleted, made private or blocked leave every file in the same run', async () => {
  const { world, workspace, refreshOn } = await aRefreshedPortfolio(unconfiguredWorld(9));
  const names = ['sku0x20/secret-plans', 'sku0x20/secret-notes', 'sku0x20/secret-keys'];
  const [deleted = '', hidden = '', blocked = ''] = names;
  const ids = names.map((name, index) => changes.rename(world, `sku0x20/other-${index}`, name).id);
  await refreshOn('2026-11-23');
  changes.remove(world, deleted);
  repositoryNamed(world, hidden).private = true;
  repositoryNamed(world, blocked).blocked = 'dmca';
  const { snapshot, report } = await refreshOn('2026-11-24');
  expect(snapshot.departed.toSorted()).toEqual(ids.toSorted());
  const gone = { subject: 'a repository', field: 'repository', before: 'listed', after: null };
  expect(report.changes.filter(({ field }) => field === 'repository')).toEqual([gone, gone, gone]);
  // The summaries of workflow runs in public repositories are public.
  expect(JSON.stringify(report)).not.toContain('secret');
  for (const [path, text] of Object.entries(await workspace.files('data'))) {
    if (!path.endsWith('.yaml')) expect(text).not.toMatch(/secret-|sku0x20\/other-[012]/);
  }
  const quiet = await refreshOn('2026-11-25');
  expect(quiet.report.changes).toEqual([]);
});

test('a new repository with an old name is a different repository', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  const { id: old } = repositoryNamed(world, 'sku0x20/relay');
  changes.rename(world, 'sku0x20/relay', 'sku0x20/relay-zig');
  changes.create(world, { name: 'sku0x20/relay', stars: 77 });
  const { named } = await refreshOn('2026-11-23');
  expect(named('sku0x20/relay-zig')?.id).toBe(old);
  expect(named('sku0x20/relay')).toMatchObject({
    formerNames: [],
    sections: { core: { value: { stars: 77 } } },
  });
  expect(named('sku0x20/relay')?.id).not.toBe(old);
});

test('an archived repository stays and causes an event', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  repositoryNamed(world, 'sku0x20/website').archived = true;
  const { named, history } = await refreshOn('2026-11-23');
  expect(named('sku0x20/website')?.sections.core?.value.archived).toBe(true);
  expect(history).toContain('"kind":"archived"');
});

test('a force-push replaces the count and the weeks', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  world.now = '2026-11-23T04:00:00Z';
  changes.forcePush(world, 'sku0x20/stopgap', [{ date: '2026-11-17T10:00:00Z' }]);
  const { named } = await refreshOn('2026-11-23');
  expect(named('sku0x20/stopgap')?.sections.commits?.value).toMatchObject({
    total: 1,
    firstCommitAt: '2026-11-17T10:00:00Z',
    weeks: { counts: { '2026-11-15': 1 } },
  });
});

test('commits of a merged branch count in the older weeks they were made in', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  world.now = '2026-11-23T04:00:00Z';
  changes.mergeBranch(world, 'sku0x20/stopgap', [{ date: '2025-08-05T10:00:00Z' }]);
  const { named } = await refreshOn('2026-11-23');
  expect(named('sku0x20/stopgap')?.sections.commits?.value.weeks?.counts).toEqual({
    '2025-08-03': 1,
    '2025-09-28': 2,
    '2026-11-22': 1,
  });
});

test('a commit that was merged below the newest hundred is counted in its week, once older pages can be read', async () => {
  const { github, world, refreshOn } = await aRefreshedPortfolio();
  const days = Array.from(
    { length: 250 },
    (_, place) => Date.parse('2026-11-22T03:00:00Z') - place * 86_400_000,
  );
  const long = days.map((day) => ({ date: new Date(day).toISOString().replace('.000', '') }));
  changes.forcePush(world, 'sku0x20/stopgap', long);
  const week = async (date: string) => {
    const { named, report } = await refreshOn(date);
    const stale = report.stale.flatMap(({ fact, reason }) => (fact === 'commits' ? [reason] : []));
    return [named('sku0x20/stopgap')?.sections.commits?.value.weeks?.counts['2026-06-07'], stale];
  };
  expect(await week('2026-11-23')).toEqual([7, []]);
  world.now = '2026-11-24T04:00:00Z';
  changes.mergeBranch(world, 'sku0x20/stopgap', [{ date: '2026-06-10T10:00:00Z' }]);
  for (const [fault, reason] of [
    [faults.status(422), 'unexpected answer'],
    [graphqlFaults.json({ data: {} }), 'unexpected answer'],
    [faults.status(403), 'not allowed'],
  ] as const) {
    github.faults.splice(0, 1, { operation: 'OlderCommits', fault });
    expect(await week('2026-11-24')).toEqual([7, [reason]]);
  }
  github.faults.length = 0;
  expect(await week('2026-11-25')).toEqual([8, []]);
});

test('a renamed default branch is read although nothing was pushed', async () => {
  const { github, world, refreshOn } = await aRefreshedPortfolio();
  changes.renameDefaultBranch(world, 'sku0x20/stopgap', 'trunk');
  const { named, report } = await refreshOn('2026-11-23');
  expect(named('sku0x20/stopgap')?.sections.core?.value.defaultBranch).toBe('trunk');
  expect(report.stale).toEqual([]);
  expect(github.requests.some(({ path }) => path.includes('stopgap/git/trees/trunk'))).toBe(true);
});

test('an empty repository has no commits, and its first push is one', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  world.now = '2026-11-23T04:00:00Z';
  changes.push(world, 'sku0x20/empty');
  const { named } = await refreshOn('2026-11-23');
  expect(named('sku0x20/empty')?.sections.commits?.value.total).toBe(1);
});

/** Key projects and collections of the workspace's configuration that are in the owner's world. */
const CONFIGURED = 4;

test('details are fetched only if something was pushed', async () => {
  const { github, world, refreshOn } = await aRefreshedPortfolio();
  await refreshOn('2026-11-23');
  const detail = () =>
    github.requests.filter(
      ({ path, graphql }) => /git\/trees/.test(path) || graphql?.operation === 'Details',
    );
  // Of key projects and collections, releases and open issues can change without a push.
  expect(detail().map(({ graphql }) => graphql?.repositories)).toEqual([CONFIGURED]);

  world.now = '2026-11-24T04:00:00Z';
  changes.push(world, 'sku0x20/website');
  await refreshOn('2026-11-24');
  expect(
    detail()
      .map(({ graphql }) => graphql?.repositories)
      .toSorted(),
  ).toEqual([1, CONFIGURED]);
});

test('a lost cache costs dates but no content, and no requests for unchanged repositories', async () => {
  const { github, workspace, refreshOn } = await aRefreshedPortfolio();
  const before = await workspace.files('data');
  await workspace.write('not json', '.cache', 'fetch-log.json');
  const { report } = await refreshOn('2026-11-23');
  expect(report.changes).toEqual([]);
  expect(await workspace.files('data')).toEqual(before);
  expect(github.requests.some(({ path }) => path.includes('git/trees'))).toBe(false);
});

test('`asOf` moves on Sunday, and the weeks of repositories without a push move with it', async () => {
  const { refreshOn } = await aRefreshedPortfolio();
  const saturday = await refreshOn('2026-11-28');
  const sunday = await refreshOn('2026-11-29');
  const weeks = (result: typeof sunday) => result.named('sku0x20/stopgap')?.sections.commits?.value.weeks;
  expect([saturday.snapshot.asOf, weeks(saturday)?.to]).toEqual(['2026-11-22', '2026-11-22']);
  expect([sunday.snapshot.asOf, weeks(sunday)?.to]).toEqual(['2026-11-29', '2026-11-29']);
  expect(sunday.history.split('\n').filter(Boolean)).toHaveLength(2);
});

test('a list that is briefly almost empty removes nothing', async () => {
  const { github, refreshOn } = await aRefreshedPortfolio();
  github.faults.push({ ...LIST, field: 'repositories', fault: graphqlFaults.emptyList });
  const { report } = await refreshOn('2026-11-23');
  expect(report).toMatchObject({ repositories: 6, changes: [] });
});

test('vanished stars are rejected, reported, and accepted on the third day or if the owner confirms', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  const stars = (result: Awaited<ReturnType<typeof refreshOn>>) =>
    result.named('sku0x20/assertG')?.sections.core?.value.stars;
  repositoryNamed(world, 'sku0x20/assertG').stars = 0;
  const first = await refreshOn('2026-11-23');
  expect(stars(first)).toBe(12);
  expect(first.report.stale).toMatchObject([
    { subject: 'sku0x20/assertG', fact: 'core', reason: 'implausible answer' },
  ]);
  expect(first.report.stale[0]?.detail).toContain('stars 12 → 0');
  const confirmed = await refreshOn('2026-11-23', { 'dry-run': true, 'accept-regressions': true });
  expect(confirmed.report.changes).toMatchObject([{ field: 'stars', before: 12, after: 0 }]);
  await refreshOn('2026-11-24');
  expect(stars(await refreshOn('2026-11-25'))).toBe(0);
});

test('unusual but valid answers are accepted', async () => {
  const head = aCommit({ login: null, message: '', date: '2026-11-03T08:00:00+05:30' });
  const world = aWorld({
    repositories: [
      aRepository({
        name: 'sku0x20/relay',
        id: 2 ** 31 - 1,
        homepage: 'my page, soon',
        license: 'NOASSERTION',
        languages: {},
        commits: [{ date: '2020-01-01T00:00:00Z' }, head],
        releases: [
          aRelease({ tag: 'v3', draft: true, publishedAt: null }),
          aRelease({ tag: 'v1', name: '', publishedAt: '2026-01-01T00:00:00Z' }),
          aRelease({ tag: 'v2', name: null, publishedAt: '2026-02-01T00:00:00Z' }),
          aRelease({ tag: 'v4-rc', prerelease: true }),
        ],
      }),
    ],
  });
  const { refreshOn } = await aRefreshedPortfolio(world);
  const { named, report } = await refreshOn('2026-11-23');
  expect(report.stale).toEqual([]);
  expect(named('sku0x20/relay')).toMatchObject({
    id: 2 ** 31 - 1,
    sections: {
      core: { value: { homepage: null, license: null, description: null } },
      languages: { value: {} },
      release: { value: { tag: 'v2', name: null } },
      commits: { value: { total: 2, lastCommitAt: '2026-11-03T02:30:00Z' } },
    },
  });
});

/** Corrupts fields of these repositories in GitHub's answer. */
function corruptFields(fieldsOf: Record<string, Record<string, unknown>>) {
  return faults.edit((body) =>
    JSON.parse(JSON.stringify(body), (_, value: unknown) => {
      const repository = z.object({ nameWithOwner: z.string() }).safeParse(value);
      return repository.success ? { ...Object(value), ...fieldsOf[repository.data.nameWithOwner] } : value;
    }),
  );
}

const LIST = { operation: 'Repositories' };

test('a field that cannot be read makes only that field stale', async () => {
  const corrupted: [string, Record<string, unknown>][] = [
    ['description', { description: 'x'.repeat(2_000_000) }],
    ['stargazers_count', { stargazerCount: -5 }],
    ['topics', { repositoryTopics: null }],
    ['topics', { repositoryTopics: { nodes: [{ topic: { name: 'no topic' } }] } }],
    ['html_url', { url: 'github.com/sku0x20/website' }],
    ['license', { licenseInfo: 'MIT' }],
    ['archived', { isArchived: 'yes' }],
  ];
  const { github, world, refreshOn } = await aRefreshedPortfolio(unconfiguredWorld(corrupted.length));
  const before = await refreshOn('2026-11-22');
  each(world, { forks: 3, description: 'New words', license: 'Apache-2.0' });
  const fields = corrupted.map(([, values], index) => [`sku0x20/other-${index}`, values]);
  github.faults.push({ ...LIST, fault: corruptFields(Object.fromEntries(fields)) });
  const { report, named } = await refreshOn('2026-11-23');
  for (const [index, [field]] of corrupted.entries()) {
    const subject = `sku0x20/other-${index}`;
    expect(report.stale[index]).toMatchObject({ subject, fact: 'core', reason: 'unexpected answer' });
    expect(report.stale[index]?.detail).toContain(`the repository ${subject}: ${field}: `);
    const known = before.named(subject)?.sections.core?.value;
    expect(named(subject)?.sections.core?.value).toEqual({
      ...known,
      forks: 3,
      description: field === 'description' ? known?.description : 'New words',
      license: field === 'license' ? known?.license : 'Apache-2.0',
    });
  }
  expect(report.stale).toHaveLength(corrupted.length);
  github.faults.length = 0;
  expect((await refreshOn('2026-11-24')).report.stale).toEqual([]);
});

test('a field that was never readable is unknown, not empty', async () => {
  const github = await aGitHub(theOwnersWorld());
  const unreadable = { stargazerCount: -5, repositoryTopics: null };
  github.faults.push({ ...LIST, fault: corruptFields({ 'sku0x20/website': unreadable }) });
  const workspace = await aWorkspace({ shortResume: true });
  await refresh(aContext(workspace, github), quick);
  const { repositories } = parseSnapshot(await workspace.read('data', 'snapshot.json'), '');
  const website = repositories.find(({ name }) => name === 'sku0x20/website');
  expect(website?.sections.core?.value).toMatchObject({ stars: null, topics: null, forks: 0 });
});

test('an unsafe homepage or branch counts as none and is not a failure', async () => {
  const { github, refreshOn } = await aRefreshedPortfolio();
  const unsafe = {
    'sku0x20/assertG': { homepageUrl: 'javascript:alert(1)' },
    'sku0x20/relay': { homepageUrl: 'data:text/html,x' },
    'sku0x20/stopgap': { defaultBranchRef: { name: 'ma\u200din' } },
    'sku0x20/website': { defaultBranchRef: { name: 'main\u202e' } },
  };
  github.faults.push({ ...LIST, fault: corruptFields(unsafe) });
  const { report, named } = await refreshOn('2026-11-23');
  expect(report.stale).toEqual([]);
  const core = (name: string) => named(name)?.sections.core?.value;
  for (const name of ['sku0x20/assertG', 'sku0x20/relay'])
    expect(core(name)).toMatchObject({ homepage: null });
  for (const name of ['sku0x20/stopgap', 'sku0x20/website']) {
    expect(core(name)).toMatchObject({ defaultBranch: null });
  }
});

test('a commit with an impossible date is counted but is neither the first nor the latest', async () => {
  const dates = [
    '2090-01-01T00:00:00Z',
    '1969-12-31T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '2026-12-24T00:00:00Z',
  ];
  const { world, refreshOn } = await aRefreshedPortfolio(unconfiguredWorld(dates.length));
  world.now = '2026-11-23T04:00:00Z';
  for (const { name } of world.repositories) changes.push(world, name, [{ date: '2026-11-23T03:00:00Z' }]);
  const before = await refreshOn('2026-11-23');
  for (const [index, date] of dates.entries()) changes.push(world, `sku0x20/other-${index}`, [{ date }]);
  const { snapshot, report } = await refreshOn('2026-11-23');
  expect(report.stale).toEqual([]);
  for (const { name, sections } of snapshot.repositories) {
    const known = before.named(name)?.sections.commits?.value;
    expect(sections.commits?.value, name).toEqual({ ...known, total: Number(known?.total) + 1 });
  }
});

test('an impossible date stored by an earlier version is replaced although nothing was pushed', async () => {
  const { workspace, refreshOn } = await aRefreshedPortfolio();
  const before = await workspace.read('data', 'snapshot.json');
  const { named } = await refreshOn('2026-11-22');
  const last = named('sku0x20/stopgap')?.sections.commits?.value.lastCommitAt;
  await workspace.write(before.replaceAll(`${last}`, '2090-05-05T00:00:00Z'), 'data', 'snapshot.json');
  await refreshOn('2026-11-22');
  expect(await workspace.read('data', 'snapshot.json')).toBe(before);
});

test('two entries with the same name are not mixed up: each is fetched by its id', async () => {
  const { github, world, refreshOn } = await aRefreshedPortfolio();
  const before = await refreshOn('2026-11-22');
  const relay = repositoryNamed(world, 'sku0x20/relay');
  github.faults.push({
    ...LIST,
    fault: corruptFields({ 'sku0x20/website': { nameWithOwner: 'sku0x20/relay' } }),
  });
  const { named, snapshot, report } = await refreshOn('2026-11-23');
  expect(report.stale).toEqual([]);
  expect(named('sku0x20/relay')?.id).toBe(relay.id);
  expect(snapshot.repositories).toEqual(before.snapshot.repositories);
});

test('if GitHub keeps giving two repositories the same name, neither changes', async () => {
  const { github, refreshOn } = await aRefreshedPortfolio();
  const before = await refreshOn('2026-11-22');
  github.faults.push({
    ...LIST,
    fault: corruptFields({ 'sku0x20/website': { nameWithOwner: 'sku0x20/relay' } }),
  });
  github.faults.push({
    operation: 'Lookup',
    fault: corruptFields({ 'sku0x20/website': { nameWithOwner: 'sku0x20/relay' } }),
  });
  const { snapshot, report } = await refreshOn('2026-11-23');
  expect(snapshot.repositories).toEqual(before.snapshot.repositories);
  expect(new Set(report.stale.map(({ subject }) => subject))).toEqual(new Set(['sku0x20/website']));
  expect(report.stale[0]?.detail).toContain('gives this name to more than one repository');
});

test.each([
  ['vanish from the list and answer 404', (world: World) => (world.repositories = [])],
  ['turn private', (world: World) => each(world, { private: true })],
  ['are disabled', (world: World) => each(world, { disabled: true })],
  ['turn into forks', (world: World) => each(world, { fork: true })],
])('repositories that all %s stay until three runs over 48 hours tell the same', async (_how, vanish) => {
  const { world, refreshOn } = await aRefreshedPortfolio(unconfiguredWorld());
  const before = (await refreshOn('2026-11-22')).snapshot;
  const given = structuredClone(world.repositories);
  vanish(world);
  for (const day of ['2026-11-29', '2026-11-30']) {
    const { snapshot, report } = await refreshOn(day);
    expect(snapshot).toMatchObject({ asOf: before.asOf, departed: [], repositories: before.repositories });
    expect(report).toMatchObject({ isComplete: false, events: [] });
    expect(report.stale).toContainEqual(
      expect.objectContaining({ subject: 'sku0x20/other-0', fact: 'core', reason: 'implausible answer' }),
    );
  }
  expect((await refreshOn('2026-12-01')).snapshot.repositories).toEqual([]);
  world.repositories = given;
  expect((await refreshOn('2026-12-02')).snapshot.repositories).toHaveLength(given.length);
});

test('the owner can confirm a mass removal; repositories that return in between are kept', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio(unconfiguredWorld());
  const given = structuredClone(world.repositories);
  world.repositories = [];
  await refreshOn('2026-11-23');
  await refreshOn('2026-11-24');
  world.repositories = structuredClone(given);
  expect((await refreshOn('2026-11-25')).report).toMatchObject({ stale: [], events: [] });
  world.repositories = [];
  expect((await refreshOn('2026-11-26')).snapshot.repositories).toHaveLength(given.length);
  const confirmed = await refreshOn('2026-11-26', { 'accept-regressions': true });
  expect(confirmed.snapshot.repositories).toEqual([]);
});

test('excluded repositories leave at once, and so do two removed ones or up to a third of all', async () => {
  const { world, workspace, refreshOn } = await aRefreshedPortfolio(unconfiguredWorld(9));
  world.repositories.splice(0, 3);
  expect((await refreshOn('2026-11-23')).snapshot.repositories).toHaveLength(6);
  world.repositories.splice(0, 2);
  expect((await refreshOn('2026-11-24')).snapshot.repositories).toHaveLength(4);
  const yaml = await workspace.read('data', 'portfolio.yaml');
  const names = world.repositories.map(({ name }) => name);
  await workspace.write(`${yaml}exclude: [${names.join(', ')}]\n`, 'data', 'portfolio.yaml');
  expect((await refreshOn('2026-11-25')).snapshot.repositories).toEqual([]);
});

function each(world: World, fields: Partial<Repository>): void {
  for (const repository of world.repositories) Object.assign(repository, fields);
}

/** Repositories that are not configured, so that they are hidden if they are forks or disabled. */
function unconfiguredWorld(count = 6): World {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return aWorld({ repositories: numbers.map((number) => aRepository({ name: `sku0x20/other-${number}` })) });
}

test('a repository known from git history by a former name is adopted once, without a duplicate', async () => {
  const { workspace, world, refreshOn } = await aRefreshedPortfolio();
  const unmet = await workspace.read('data', 'snapshot.json');
  await workspace.write(
    unmet.replace(
      /"id": \d+,\n( +)"name": "sku0x20\/(relay|website)"/g,
      '"id": null,\n$1"name": "sku0x20/$2"',
    ),
    'data',
    'snapshot.json',
  );
  expect(await workspace.read('data', 'snapshot.json')).not.toBe(unmet);
  changes.rename(world, 'sku0x20/relay', 'sku0x20/relay-zig');
  changes.rename(world, 'sku0x20/website', 'sku0x20/site');
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) {
    const { snapshot } = await refreshOn(day);
    const names = snapshot.repositories.map(({ name }) => name);
    expect(names).toHaveLength(6);
    expect(names).toEqual(expect.arrayContaining(['sku0x20/relay-zig', 'sku0x20/site']));
  }
});

test('a renamed account is reported once, with the line to change, and nothing is lost', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  const before = await refreshOn('2026-11-22');
  world.user.login = 'sku-new';
  for (const repository of world.repositories)
    repository.name = repository.name.replace('sku0x20/', 'sku-new/');
  const { snapshot, report } = await refreshOn('2026-11-23');
  expect(snapshot).toEqual(before.snapshot);
  expect(report.isComplete).toBe(false);
  const details = new Set(report.stale.map(({ detail }) => detail));
  expect([...details]).toEqual([
    'the account sku0x20 is now called sku-new: write "login: sku-new" in data/portfolio.yaml',
  ]);
  const named = refreshNotices(report).filter(({ message }) => message.includes('login: sku-new'));
  expect(named).toHaveLength(1);
});

test('nothing is added from another person who took over the login', async () => {
  const { world, refreshOn } = await aRefreshedPortfolio();
  const before = await refreshOn('2026-11-22');
  const { repositories } = world;
  world.user.id += 1;
  world.repositories = [aRepository({ name: 'sku0x20/not-mine', stars: 999 })];
  const { snapshot, report } = await refreshOn('2026-11-23');
  expect(snapshot).toEqual(before.snapshot);
  expect(new Set(report.stale.map(({ detail }) => detail)).size).toBe(1);
  expect(report.stale[0]?.detail).toContain('belongs to another account now');
  world.user.id -= 1;
  world.repositories = repositories;
  expect((await refreshOn('2026-11-24')).report.stale).toEqual([]);
});
