import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutFaults, layoutShift } from './inspect.ts';
import { PAGES, startVisitor, type Visitor } from './visitor.ts';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await startVisitor();
});
afterAll(() => visitor?.leave());

it('every page preloads the font, uses it only if loaded before the first paint, and has fallbacks of its size', () => {
  for (const [path, html] of visitor.site.pages) {
    const faces = html.match(/@font-face\{[^}]*\}/g) ?? [];
    const downloaded = faces.filter((face) => face.includes('url('));
    expect(downloaded, path).toEqual([expect.stringContaining('font-display:optional')]);
    expect(html, path).not.toMatch(/font-display:(?!optional)/);
    const font = /url\("?([^")]+)"?\)/.exec(downloaded[0] ?? '')?.[1];
    expect(html, path).toContain(`<link rel="preload" href="${font}" as="font"`);
    const standIns = faces.filter((face) => !face.includes('url('));
    expect(standIns.length, path).toBeGreaterThan(0);
    for (const face of standIns) {
      expect(face, path).toMatch(/(?=.*size-adjust)(?=.*ascent-override)(?=.*descent-override)/);
    }
  }
});

/** Opens a published page whose font is delayed until `look` releases it. */
async function withHeldFont(
  path: string,
  width: number,
  look: (page: Page, letItCome: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const context = await visitor.browser.newContext({ viewport: { width, height: 800 } });
  context.setDefaultTimeout(0);
  const page = await context.newPage();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*.woff2', async (route) => {
    await held;
    await route.continue();
  });
  const arrived = page.waitForEvent('requestfinished', (request) => request.url().endsWith('.woff2'));
  await page.goto(new URL(path, visitor.server.url).href, { waitUntil: 'domcontentloaded' });
  await look(page, async () => {
    release();
    await arrived;
    await page.evaluate(() => document.fonts.ready);
    await twoFrames(page);
  });
  await context.close();
}

async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

async function firstPaint(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true });
      }),
  );
}

describe.each(PAGES)('%s', (path) => {
  it('is complete without the font and does not shift when it loads after the first paint', async () => {
    for (const width of [320, 390, 768, 1440]) {
      await withHeldFont(path, width, async (page, letItCome) => {
        await firstPaint(page);
        expect(await layoutFaults(page), `${width} px`).toEqual([]);
        await letItCome();
        expect(await layoutShift(page), `${width} px`).toBe(0);
      });
    }
  });
});
