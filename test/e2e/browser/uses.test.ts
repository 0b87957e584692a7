import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, layoutFaults } from './inspect.ts';
import { open, PAGES, startVisitor, THEMES, type Visitor, visit } from './visitor.ts';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await startVisitor();
});
afterAll(() => visitor?.leave());

describe.each(PAGES)('%s', (path) => {
  it('can be used by keyboard, in order and with a visible focus', async () => {
    await visit(visitor, { path }, async (page) => {
      const reachable = 'a[href], summary, button, input';
      const all = await page.locator(reachable).evaluateAll((elements) => elements.length);
      for (let index = 0; index < all; index += 1) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate((selector) => {
          const element = document.activeElement;
          if (!element) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const { top, bottom, width } = element.getBoundingClientRect();
          return {
            index: [...document.querySelectorAll(selector)].indexOf(element),
            isOutlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
            isInView: bottom > 0 && top < innerHeight && width > 0,
          };
        }, reachable);
        expect(focused).toEqual({ index, isOutlined: true, isInView: true });
      }
    });
  });

  it('works at 400% zoom, with wider text spacing, in forced colors and without CSS', async () => {
    await visit(visitor, { path, viewport: { width: 320, height: 256 } }, async (page) => {
      expect(await layoutFaults(page), 'zoom').toEqual([]);
    });
    await visit(visitor, { path, viewport: { width: 320, height: 800 }, bypassCSP: true }, async (page) => {
      // WCAG 1.4.12
      await page.addStyleTag({
        content:
          '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
      });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        'wider text',
      ).toBeLessThanOrEqual(320);
    });
    for (const colorScheme of THEMES) {
      await visit(visitor, { path, forcedColors: 'active', colorScheme }, async (page) => {
        expect(await accessibilityFaults(page), `forced colors, ${colorScheme}`).toEqual([]);
      });
    }
    await visit(visitor, { path }, async (page) => {
      await page.locator('style').evaluate((style) => style.remove());
      const order = await page.locator('h1, h2, footer').allInnerTexts();
      expect(order[0]).toBe(await page.locator('h1').innerText());
      expect(
        await page.locator('img, picture, canvas, iframe, script:not([type="application/ld+json"])').count(),
      ).toBe(0);
    });
  });
});

describe('weight', () => {
  it('is at most one round trip per page and four requests', async () => {
    const rows = [];
    for (const path of PAGES) {
      const { sizes, close, page } = await open(visitor, path, { published: true });
      const [html = 0, ...others] = sizes.values();
      const total = others.reduce((sum, size) => sum + size, html);
      rows.push({
        path,
        html,
        total,
        requests: sizes.size,
        scripts: await page.locator('script[src]').count(),
      });
      await close();
    }
    console.table(rows);
    for (const row of rows) {
      expect(row.html, row.path).toBeLessThanOrEqual(14 * 1024);
      expect(row.total, row.path).toBeLessThanOrEqual(60 * 1024);
      expect(row.requests, row.path).toBeLessThanOrEqual(4);
      expect(row.scripts, row.path).toBe(0);
    }
  });
});

describe('print', () => {
  it.each(['A4', 'Letter'])('prints the résumé on two pages of %s', async (format) => {
    await visit(visitor, { path: '/resume/' }, async (page) => {
      expect(pagesOf(await page.pdf({ format, preferCSSPageSize: false }))).toBe(2);
    });
  });

  // /verify/ is left out: nobody prints a list of commands to copy.
  it.each(PAGES.filter((path) => path !== '/verify/'))('prints %s on paper, not on a roll', async (path) => {
    await visit(visitor, { path }, async (page) => {
      expect(pagesOf(await page.pdf({ format: 'A4' }))).toBeLessThanOrEqual(5);
    });
  });
});

describe('machine-readable files', () => {
  it('are well-formed XML with the required elements', async () => {
    const { page, close } = await open(visitor, '/404.html');
    const parsed = async (path: string) =>
      page.evaluate(
        (text) => {
          const xml = new DOMParser().parseFromString(text, 'application/xml');
          if (xml.querySelector('parsererror')) return { root: 'no XML', entries: [] };
          const entries = [...xml.querySelectorAll('entry, url')].map((entry) =>
            Object.fromEntries(
              [...entry.children].map((child) => [
                child.localName,
                child.textContent || child.getAttribute('href'),
              ]),
            ),
          );
          return { root: `${xml.documentElement.namespaceURI} ${xml.documentElement.localName}`, entries };
        },
        await (await page.request.get(new URL(path, visitor.server.url).href)).text(),
      );

    const feed = await parsed('/feed.xml');
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

    const sitemap = await parsed('/sitemap.xml');
    expect(sitemap.root).toBe('http://www.sitemaps.org/schemas/sitemap/0.9 urlset');
    const listed = sitemap.entries.map(({ loc }) => new URL(loc ?? '').pathname).sort();
    expect(listed).toEqual([...visitor.site.pages.keys()].filter((path) => path !== '/404.html').sort());
    await close();
  });
});

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
