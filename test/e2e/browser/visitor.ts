import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openServer, type SiteServer } from '../../../src/site-build/serve.ts';
import { type BuiltSite, builtSite, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completeSnapshot, sampleHistory } from '../../site/complete-snapshot.ts';
import { startBrowser } from './chromium.ts';

/** One page of each kind. */
export const PAGES = [
  ...['/', '/projects/', '/projects/stopgap/', '/projects/assertg/', '/resume/', '/skills/', '/activity/'],
  ...['/verify/', '/404.html'],
];
export const THEMES = ['light', 'dark'] as const;

/** A browser and a served site in which all facts are known. */
export interface Visitor {
  browser: Browser;
  /** The site as published. */
  server: SiteServer;
  /** The same site with pages that wait for the font, so that they render the same on slow machines. */
  steady: SiteServer;
  site: BuiltSite;
  leave: () => Promise<void>;
}

/** Builds and serves the site and starts the browser. */
export async function startVisitor(): Promise<Visitor> {
  const browser = await startBrowser();
  const server = await openServer(0);
  const snapshot = completeSnapshot(await firstSnapshot());
  const site = await builtSite(await portfolioOf(snapshot, { history: sampleHistory }), server.url);
  server.show(site.folder);
  const steady = await openServer(0);
  const steadyFolder = join(site.folder, '..', 'steady');
  await cp(site.folder, steadyFolder, { recursive: true });
  await waitForFont(steadyFolder, site.pages.keys());
  steady.show(steadyFolder);
  const leave = async () => {
    await browser.close();
    server.close();
    steady.close();
    await site.remove();
  };
  return { browser, server, steady, site, leave };
}

/** Makes these pages wait for the brand's font, which they otherwise use only if it is loaded before the first paint. */
export async function waitForFont(folder: string, paths: Iterable<string>): Promise<void> {
  for (const path of paths) {
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const html = await readFile(file, 'utf8');
    const [, css = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
    const waiting = css.replace('font-display:optional', 'font-display:block');
    if (waiting === css) throw new Error(`${path} does not say that its font is optional`);
    await writeFile(file, html.replace(css, () => waiting).replace(hashOf(css), hashOf(waiting)));
  }
}

function hashOf(css: string): string {
  return `sha256-${createHash('sha256').update(css).digest('base64')}`;
}

/** How to open a page: on the site as published, or on the steady one. */
type Look = BrowserContextOptions & { published?: boolean };

/** Opens the page and collects the browser's errors and the compressed size of each response. */
export async function open(
  { browser, ...servers }: Visitor,
  path: string,
  { published = false, ...options }: Look = {},
) {
  const server = published ? servers.server : servers.steady;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  // Slow machines need no timeout here; the test's own timeout catches a hang.
  context.setDefaultTimeout(0);
  const page = await context.newPage();
  const complaints: string[] = [];
  const sizes = new Map<string, number>();
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  const bodies: Promise<unknown>[] = [];
  page.on('response', (response) => {
    sizes.set(response.url(), 0);
    if (!response.url().startsWith(server.url)) complaints.push(`foreign request: ${response.url()}`);
    if (!response.ok()) complaints.push(`${response.status()}: ${response.url()}`);
    bodies.push(response.body().then((body) => sizes.set(response.url(), gzipSync(body).length)));
  });
  await page.goto(new URL(path, server.url).href);
  await page.evaluate(() => document.fonts.ready);
  await Promise.all(bodies);
  return { page, complaints, sizes, close: () => context.close() };
}

/** Opens the page, lets `look` inspect it, and expects no browser errors. */
export async function visit(
  visitor: Visitor,
  { path, ...options }: { path: string } & Look,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, complaints, close } = await open(visitor, path, options);
  await look(page);
  expect(complaints, path).toEqual([]);
  await close();
}
