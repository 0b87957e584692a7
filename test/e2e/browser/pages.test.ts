import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, contrastFaults } from './accessibility.ts';
import { focusStops, layoutFaults, layoutShift, xmlAt } from './inspect.ts';
import {
  type Opened,
  open,
  openWithHeldFont,
  PAGES,
  SAME_FOR_ALL,
  startVisitor,
  THEMES,
  type Visitor,
} from './visitor.ts';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await startVisitor();
});
afterAll(() => visitor?.leave());

/** The last one is 1280 × 1024 px zoomed to 400%. */
const SIZES = [
  { width: 1440, height: 800 },
  { width: 768, height: 800 },
  { width: 390, height: 800 },
  { width: 320, height: 800 },
  { width: 320, height: 256 },
];
const NARROW = { width: 320, height: 800 };
const WIDE = { width: 1440, height: 800 };

describe.each(PAGES)('%s', (path) => {
  // Loading takes longer than most checks, so they share the page. Each sets the size and the theme it needs.
  let opened: Opened;
  let page: Page;
  beforeAll(async () => {
    opened = await open(visitor, path);
    page = opened.page;
  });
  afterEach(() => expect(opened.complaints).toEqual([]));
  afterAll(() => opened?.close());

  it('has no layout errors at any width and at 400% zoom, in both themes', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      expect(await layoutFaults(page), `${size.width} × ${size.height} px`).toEqual([]);
    }
    // A theme changes only colors, so the dark one is looked at in the smallest size only.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await layoutFaults(page), 'dark').toEqual([]);
  });

  it('is accessible, and has enough contrast in both themes and in forced colors', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    // extremes.test.ts examines the narrow layout of the other pages.
    for (const size of SAME_FOR_ALL.includes(path) ? [NARROW, WIDE] : [WIDE]) {
      await page.setViewportSize(size);
      expect(await accessibilityFaults(page), `${size.width} px`).toEqual([]);
    }
    for (const colorScheme of THEMES) {
      for (const forcedColors of ['none', 'active'] as const) {
        await page.emulateMedia({ colorScheme, forcedColors });
        expect(await contrastFaults(page), `${colorScheme}, forced colors: ${forcedColors}`).toEqual([]);
      }
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  });

  it('can be used by keyboard, in order and with a visible focus', async () => {
    await page.setViewportSize(WIDE);
    // Longer pages repeat the same kinds of links and buttons.
    const stops = await focusStops(page, 50);
    expect(stops.length).toBeGreaterThan(0);
    for (const [index, stop] of stops.entries()) {
      expect(stop).toEqual({ index, isOutlined: true, isInView: true });
    }
  });

  it('does not scroll sideways with wider text spacing', async () => {
    await page.setViewportSize(NARROW);
    await page.evaluate(() => {
      const spacing = new CSSStyleSheet();
      // WCAG 1.4.12
      spacing.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
      );
      document.adoptedStyleSheets = [spacing];
    });
    const seen = await page.evaluate(() => {
      const { scrollWidth } = document.documentElement;
      const { fontSize, letterSpacing } = getComputedStyle(document.body);
      document.adoptedStyleSheets = [];
      return { scrollWidth, spacing: Number.parseFloat(letterSpacing) / Number.parseFloat(fontSize) };
    });
    expect(seen.spacing).toBeCloseTo(0.12);
    expect(seen.scrollWidth).toBeLessThanOrEqual(320);
  });

  it('is in order and complete without CSS', async () => {
    const seen = await page.evaluate(() => {
      const styles = [...document.styleSheets];
      for (const style of styles) style.disabled = true;
      const [first] = document.querySelectorAll<HTMLElement>('h1, h2, footer');
      const isShown = first?.checkVisibility() && first.innerText.trim() !== '';
      for (const style of styles) style.disabled = false;
      const others = 'img, picture, canvas, iframe, script:not([type="application/ld+json"])';
      return {
        styles: styles.length,
        first: first?.tagName,
        isShown,
        others: document.querySelectorAll(others).length,
      };
    });
    expect(seen).toEqual({ styles: 1, first: 'H1', isShown: true, others: 0 });
  });

  // /verify/ is left out: nobody prints a list of commands to copy.
  if (path !== '/verify/') {
    it('prints on paper, not on a roll', async () => {
      const count = pagesOf(await page.pdf({ format: 'A4' }));
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(5);
    });
  }
});

describe.each(PAGES)('%s as published', (path) => {
  it('weighs at most one round trip, is complete without the font, and does not shift when it loads late', async () => {
    const { page, complaints, sizes, releaseFont, close } = await openWithHeldFont(visitor, path, NARROW);
    expect(await layoutShift(page), 'before the font').toBe(0);
    // The fallbacks have the measures of the font: the extremes show whether they do.
    for (const size of [WIDE, NARROW]) {
      await page.setViewportSize(size);
      expect(await layoutFaults(page), `${size.width} px`).toEqual([]);
    }
    const before = await layoutShift(page);
    await releaseFont();
    expect((await layoutShift(page)) - before, 'after the font').toBe(0);

    const [html = Number.NaN, ...others] = sizes.values();
    expect(html).toBeLessThanOrEqual(14 * 1024);
    expect(others.reduce((sum, size) => sum + size, html)).toBeLessThanOrEqual(60 * 1024);
    expect(sizes.size).toBeLessThanOrEqual(4);
    expect([...sizes.keys()]).toContainEqual(expect.stringMatching(/\.woff2$/));
    expect(await page.locator('script[src]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

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

it('code and data are in a monospace font, as they are for visitors', async () => {
  const { page, close } = await open(visitor, '/verify/');
  const widths = await page.evaluate(() =>
    ['iiiiiiii', 'WWWWWWWW'].map((text) => {
      const probe = document.body.appendChild(document.createElement('span'));
      probe.style.fontFamily = 'var(--mono)';
      probe.textContent = text;
      return probe.getBoundingClientRect().width;
    }),
  );
  expect(widths[0]).toBeGreaterThan(0);
  expect(widths[0]).toBe(widths[1]);
  await close();
});

it.each(['A4', 'Letter'])('the résumé prints on two pages of %s', async (format) => {
  const { page, complaints, close } = await open(visitor, '/resume/');
  expect(pagesOf(await page.pdf({ format, preferCSSPageSize: false }))).toBe(2);
  expect(complaints).toEqual([]);
  await close();
});

it('names of languages stay on one line on a phone', async () => {
  const { page, close } = await open(visitor, '/projects/stopgap/');
  await page.setViewportSize({ width: 390, height: 800 });
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll('.languages th')]
      .filter((cell) => !cell.querySelector('.spoken'))
      .map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return { name: cell.textContent, lines: range.getClientRects().length };
      }),
  );
  expect(lines).toEqual(
    ['Language', 'Share', 'Size', 'Kotlin', 'Dockerfile'].map((name) => ({ name, lines: 1 })),
  );
  await close();
});

it('the feed and the sitemap are well-formed XML with the required elements', async () => {
  const { page, close } = await open(visitor, '/404.html');
  const feed = await xmlAt(page, new URL('/feed.xml', visitor.server.url));
  expect(feed.root).toBe('http://www.w3.org/2005/Atom feed');
  expect(feed.entries).toHaveLength(7);
  expect(new Set(feed.entries.map(({ id }) => id)).size).toBe(7);
  for (const entry of feed.entries) {
    expect(entry).toEqual({
      id: expect.stringMatching(/^tag:[\w.-]+,\d{4}-\d\d-\d\d:.+/),
      title: expect.stringMatching(/\S/),
      updated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      link: expect.stringMatching(/^https:\/\//),
      summary: expect.stringMatching(/\S/),
    });
  }
  const sitemap = await xmlAt(page, new URL('/sitemap.xml', visitor.server.url));
  expect(sitemap.root).toBe('http://www.sitemaps.org/schemas/sitemap/0.9 urlset');
  const listed = sitemap.entries.map(({ loc }) => new URL(loc ?? '').pathname).sort();
  expect(listed).toEqual([...visitor.site.pages.keys()].filter((path) => path !== '/404.html').sort());
  await close();
});

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
