import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reason } from '../../src/facts/fact.ts';
import { reasons } from '../../src/facts/fact.ts';
import type { Portfolio } from '../../src/portfolio/model.ts';
import { dataNotice } from '../../src/render/site/data-notice.ts';
import { emptyFetchLog } from '../../src/snapshot/fetch-log.ts';
import type { Snapshot } from '../../src/snapshot/schema.ts';
import { type BuiltSite, builtSite, firstSnapshot, pageOf, portfolioOf, textOf } from './built-site.ts';
import { completeSnapshot } from './complete-snapshot.ts';

const SINCE = '2026-11-25T04:37:00Z';

/** The snapshot with a list of repositories that has failed for long. */
function withStaleList(snapshot: Snapshot, reason: Reason = 'unreachable'): Snapshot {
  return {
    ...snapshot,
    profile: snapshot.profile && { ...snapshot.profile, stale: { since: SINCE, reason } },
  };
}

/** The snapshot with stale commits of one repository. */
function withStaleCommits(snapshot: Snapshot, name: string): Snapshot {
  const repositories = snapshot.repositories.map((repository) => {
    const { commits } = repository.sections;
    if (repository.name !== name || !commits) return repository;
    const stale = { since: SINCE, reason: 'timed out' } as const;
    return { ...repository, sections: { ...repository.sections, commits: { ...commits, stale } } };
  });
  return { ...snapshot, repositories };
}

/** The notice of every page of a site, by path; pages that redirect have none. */
function noticesOf({ pages }: BuiltSite): Map<string, string[]> {
  const shown = [...pages].filter(([, html]) => !html.includes('http-equiv="refresh"'));
  return new Map(
    shown.map(([path, html]) => [
      path,
      [...html.matchAll(/<p class="notice">(.*?)<\/p>/gs)].map(([notice]) =>
        textOf(notice).replace(/ \./g, '.'),
      ),
    ]),
  );
}

interface Case {
  portfolio: () => Promise<Portfolio>;
  /** The notices of a page. */
  expected: (path: string) => string[];
  footer: string;
}

const NOTICES_OF_ONE: Record<string, string[]> = {
  '/projects/relay/': [
    "GitHub couldn't be reached in time since 25 Nov 2026. These may be out of date: commits.",
  ],
  '/projects/assertg/': ['Still from git history: commits.'],
};

/** The snapshot with commits of the first repository that come from git history. */
async function withUnconfirmedCommits(snapshot: Snapshot): Promise<Snapshot> {
  const [first, ...others] = snapshot.repositories;
  const [before] = (await firstSnapshot()).repositories;
  if (!first || !before) throw new Error('the snapshot is empty');
  const unconfirmed = { ...first, sections: { ...first.sections, commits: before.sections.commits } };
  return { ...snapshot, repositories: [unconfirmed, ...others] };
}

const complete = async () => completeSnapshot(await firstSnapshot());

const CASES: Record<string, Case> = {
  'the first snapshot': {
    portfolio: async () => portfolioOf(await firstSnapshot()),
    expected: () => ['From git history; live data arrives with the first refresh.'],
    footer: 'Data from GitHub, checked daily. Verify any number',
  },
  'current data': {
    portfolio: async () =>
      portfolioOf(await complete(), { fetchLog: { ...emptyFetchLog, checkedAt: '2026-11-24T04:37:00Z' } }),
    expected: () => [],
    footer: 'Data from GitHub, checked daily; last check 24 Nov 2026. Verify any number',
  },
  'a stale list': {
    portfolio: async () => portfolioOf(withStaleCommits(withStaleList(await complete()), 'sku0x20/relay')),
    expected: () => ["GitHub couldn't be reached since 25 Nov 2026. Figures are from 22 Nov 2026."],
    footer: 'Data from GitHub, checked daily. Verify any number',
  },
  'one stale repository, and one that no refresh has confirmed yet': {
    portfolio: async () =>
      portfolioOf(withStaleCommits(await withUnconfirmedCommits(await complete()), 'sku0x20/relay')),
    expected: (path) => NOTICES_OF_ONE[path] ?? [],
    footer: 'Data from GitHub, checked daily. Verify any number',
  },
};

describe.each(Object.entries(CASES))('%s', (_, { portfolio, expected, footer }) => {
  let site: BuiltSite;
  beforeAll(async () => {
    site = await builtSite(await portfolio());
  }, 60_000);
  afterAll(() => site.remove());

  it('is stated once on every page it concerns, and nowhere else', () => {
    const notices = noticesOf(site);
    expect(notices.size).toBeGreaterThan(9);
    for (const [path, notice] of notices) expect(notice, path).toEqual(expected(path));
  });

  it('is not repeated row by row, and nothing is called unknown', () => {
    for (const [path, html] of site.pages) {
      const text = textOf(html.replace(/<p class="notice">.*?<\/p>/gs, ''));
      expect(text, path).not.toMatch(/\b(?:unknown|not known|not confirmed|unreachable|out of date)\b/i);
      expect(html, path).not.toMatch(/<title>[^<]*unknown/i);
    }
  });

  it('comes with the last check in the footer, if that is known', () => {
    const [, text = ''] = /<footer.*?<p>(.*?)<\/p>/s.exec(pageOf(site, '/skills/')) ?? [];
    expect(textOf(text).replace(/ \./g, '.')).toBe(footer);
  });
});

it.each(reasons)('a list that failed with "%s" has a sentence of its own', async (reason) => {
  const portfolio = await portfolioOf(withStaleList(await complete(), reason));
  expect(dataNotice(portfolio)).toMatchObject({
    text: expect.stringMatching(/^[A-Z].* since$/),
    since: SINCE,
  });
});

it('without repositories there is no git history to speak of', async () => {
  const portfolio = await portfolioOf({ ...(await firstSnapshot()), repositories: [] });
  expect(dataNotice(portfolio)?.text).toBe('Live data arrives with the first refresh.');
});
