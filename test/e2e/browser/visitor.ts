import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { openServer, type SiteServer } from '../../../src/site-build/serve.ts';
import { type BuiltSite, builtSite, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completeSnapshot, sampleHistory } from '../../site/complete-snapshot.ts';
import { startBrowser } from './chromium.ts';

/** One page of each kind. */
export const PAGES = [
  ...['/', '/projects/', '/projects/stopgap/', '/projects/assertg/', '/resume/', '/skills/', '/activity/'],
  ...['/verify/', '/404.html'],
];
/** Of these, the ones that barely depend on the facts about repositories. */
export const SAME_FOR_ALL = ['/resume/', '/verify/', '/404.html'];
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

/** A loaded page. */
export interface Opened {
  page: Page;
  /** The browser's errors, and requests that failed or went elsewhere, since the page was opened. */
  complaints: string[];
  /** Compressed size of each response, the page's own first. */
  sizes: ReadonlyMap<string, number>;
  close: () => Promise<void>;
}

/** Opens a page of the steady site. */
export async function open({ browser, steady }: Visitor, path: string): Promise<Opened> {
  const { page, ...opened } = await listeningPage(browser, steady);
  await page.goto(new URL(path, steady.url).href);
  await page.evaluate(() => document.fonts.ready);
  return { page, ...opened };
}

/** Opens a published page without its font, which arrives only when the caller releases it. Ready after the first paint. */
export async function openWithHeldFont(
  { browser, server }: Visitor,
  path: string,
  size: { width: number; height: number },
): Promise<Opened & { releaseFont: () => Promise<void> }> {
  const { page, bodies, ...opened } = await listeningPage(browser, server);
  await page.setViewportSize(size);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*.woff2', async (route) => {
    await held;
    await route.continue();
  });
  const arrived = page.waitForEvent('requestfinished', (request) => request.url().endsWith('.woff2'));
  await page.goto(new URL(path, server.url).href, { waitUntil: 'domcontentloaded' });
  await firstPaint(page);
  const releaseFont = async () => {
    release();
    await arrived;
    await page.evaluate(() => document.fonts.ready);
    await twoFrames(page);
    await Promise.all(bodies);
  };
  return { page, ...opened, releaseFont };
}

/** A new page that collects complaints and sizes. */
async function listeningPage(browser: Browser, server: SiteServer) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // Slow machines need no timeout here; the test's own timeout catches a hang.
  context.setDefaultTimeout(0);
  const page = await context.newPage();
  const complaints: string[] = [];
  const sizes = new Map<string, number>();
  const bodies: Promise<unknown>[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('response', (response) => {
    sizes.set(response.url(), 0);
    if (!response.url().startsWith(server.url)) complaints.push(`foreign request: ${response.url()}`);
    if (!response.ok()) complaints.push(`${response.status()}: ${response.url()}`);
    bodies.push(response.body().then((body) => sizes.set(response.url(), gzipSync(body).length)));
  });
  return { page, complaints, sizes, bodies, close: () => context.close() };
}

async function firstPaint(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true });
      }),
  );
}

async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}
