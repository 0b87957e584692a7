import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openServer, type SiteServer } from '../../../src/commands/serve.ts';
import { type BuiltSite, builtSite, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completedSnapshot, imaginedHistory } from '../../site/imagined.ts';
import { startBrowser } from './chromium.ts';

/** One page of each kind. */
export const PAGES = [
  ...['/', '/projects/', '/projects/stopgap/', '/projects/assertg/', '/resume/', '/skills/', '/activity/'],
  ...['/verify/', '/404.html'],
];
export const THEMES = ['light', 'dark'] as const;

/** A browser before a served site in which everything is known. */
export interface Visitor {
  browser: Browser;
  server: SiteServer;
  site: BuiltSite;
  leave: () => Promise<void>;
}

/** Builds and serves the site and starts the browser. */
export async function arrive(): Promise<Visitor> {
  const browser = await startBrowser();
  const server = await openServer(0);
  const snapshot = completedSnapshot(await firstSnapshot());
  const site = await builtSite(await portfolioOf(snapshot, { history: imaginedHistory }), server.url);
  await server.show(site.folder);
  const leave = async () => {
    await browser.close();
    server.close();
    await site.remove();
  };
  return { browser, server, site, leave };
}

/** Opens the page and collects what a visitor's browser would complain about, and the compressed size of each answer. */
export async function open({ browser, server }: Visitor, path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const sizes = new Map<string, number>();
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('response', async (response) => {
    sizes.set(response.url(), 0);
    if (!response.url().startsWith(server.url)) complaints.push(`foreign request: ${response.url()}`);
    if (!response.ok()) complaints.push(`${response.status()}: ${response.url()}`);
    sizes.set(response.url(), gzipSync(await response.body()).length);
  });
  await page.goto(new URL(path, server.url).href);
  await page.evaluate(() => document.fonts.ready);
  return { page, complaints, sizes, close: () => context.close() };
}

/** Opens the page, lets `look` inspect it, and expects that nothing complained. */
export async function visit(
  visitor: Visitor,
  { path, ...options }: { path: string } & BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, complaints, close } = await open(visitor, path, options);
  await look(page);
  expect(complaints, path).toEqual([]);
  await close();
}
