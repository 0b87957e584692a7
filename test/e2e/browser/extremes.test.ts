import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Portfolio } from '../../../src/portfolio/model.ts';
import { openServer, type SiteServer } from '../../../src/site-build/serve.ts';
import type { FetchLog } from '../../../src/snapshot/fetch-log.ts';
import { type BuiltSite, builtSite, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completeSnapshot, withMoreRepositories } from '../../site/complete-snapshot.ts';
import { attackedSnapshot } from '../../site/hostile.ts';
import { accessibilityFaults } from './accessibility.ts';
import { startBrowser } from './chromium.ts';
import { layoutFaults } from './inspect.ts';
import { SAME_FOR_ALL, waitForFont } from './visitor.ts';

let browser: Browser;
let server: SiteServer;
const built: BuiltSite[] = [];

beforeAll(async () => {
  browser = await startBrowser();
  server = await openServer(0);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  await Promise.all(built.map((site) => site.remove()));
});

/** Every fact of every repository failing, with the longest reason. */
async function allFailing(): Promise<FetchLog> {
  const failing = { failingSince: '2026-11-20T04:37:00Z', reason: 'request budget spent' } as const;
  const names = ['core', 'commits', 'languages', 'tree', 'release'];
  const facts = Object.fromEntries(names.map((name) => [name, failing]));
  const { repositories } = await firstSnapshot();
  return {
    version: 1,
    checkedAt: '2026-11-22T04:37:00Z',
    repositories: Object.fromEntries(repositories.map(({ name }) => [name, facts])),
  };
}

interface Extreme {
  portfolio: () => Promise<Portfolio>;
  /** The kinds of pages whose accessibility is examined: those whose elements differ from the ones of other sites. */
  examined: readonly string[];
}

const MAIN_PAGES = ['/', '/projects/', '/skills/', '/activity/'];

const cases: Record<string, Extreme> = {
  'no repository': {
    portfolio: async () => portfolioOf({ ...(await firstSnapshot()), repositories: [] }),
    examined: MAIN_PAGES,
  },
  'one repository, mostly unknown': {
    portfolio: async () => {
      const snapshot = await firstSnapshot();
      return portfolioOf({ ...snapshot, repositories: snapshot.repositories.slice(0, 1) });
    },
    examined: ['/', '/projects/'],
  },
  'attacks in every text, nothing confirmed': {
    portfolio: async () =>
      portfolioOf(attackedSnapshot(await firstSnapshot()), { fetchLog: await allFailing() }),
    examined: [...MAIN_PAGES, 'project'],
  },
  'five hundred repositories': {
    portfolio: async () => portfolioOf(withMoreRepositories(completeSnapshot(await firstSnapshot()), 500)),
    examined: ['list'],
  },
};

/** The pages to look at. Of the pages of one long list, the first, the second and the last are enough. */
function pathsToLookAt({ pages }: BuiltSite): string[] {
  const list = [...pages.keys()].filter((path) => kindOf(path) === 'list');
  const skipped = [...SAME_FOR_ALL, ...list.slice(2, -1)];
  return [...pages.keys()].filter((path) => !skipped.includes(path));
}

function kindOf(path: string): string {
  return path.replace(/^\/projects\/all\/.*/, 'list').replace(/^\/projects\/.+/, 'project');
}

it.each(Object.entries(cases))(
  '%s: no layout errors at any width, accessible, and within the budget',
  async (name, { portfolio, examined }) => {
    const site = await builtSite(await portfolio(), server.url);
    built.push(site);
    await waitForFont(site.folder, site.pages.keys());
    server.show(site.folder);
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    const kinds = new Set(examined);
    for (const path of pathsToLookAt(site)) {
      await page.setViewportSize({ width: 320, height: 800 });
      await page.goto(new URL(path, server.url).href);
      await page.evaluate(() => document.fonts.ready);
      const faults = await layoutFaults(page);
      // One page of each kind: the others come from the same template.
      if (kinds.delete(kindOf(path))) faults.push(...(await accessibilityFaults(page)));
      await page.setViewportSize({ width: 1440, height: 800 });
      faults.push(...(await layoutFaults(page)));
      expect(faults, `${name}: ${path}`).toEqual([]);
    }
    expect(kinds).toEqual(new Set());
    await page.close();
    const weights = [...site.pages].map(([path, html]) => ({ path, bytes: gzipSync(html).length }));
    expect(weights.filter(({ bytes }) => bytes > 14 * 1024)).toEqual([]);
  },
);
