import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOwnerFiles } from '../../../src/config/load.ts';
import type { Portfolio } from '../../../src/portfolio/model.ts';
import { renderReadmePictures } from '../../../src/render/readme/pictures.ts';
import { openServer, type SiteServer } from '../../../src/site-build/serve.ts';
import { type Palette, themeOf } from '../../../src/theme.ts';
import { type BuiltSite, builtSite, firstSnapshot, portfolioOf } from '../../site/built-site.ts';
import { completeSnapshot, sampleHistory } from '../../site/complete-snapshot.ts';
import { OWNER } from '../../support/owner.ts';
import { colorFaults } from './accessibility.ts';
import { startBrowser } from './chromium.ts';

const SCHEMES = ['light', 'dark'] as const;
const PAGES = ['/', '/projects/assertg/'];

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

// test/theme.test.ts derives the colors from other accents and checks their contrast.
describe("with the owner's own accent color", () => {
  const accent = '#3f7a00';
  const theme = themeOf(accent);
  let portfolio: Portfolio;
  let site: BuiltSite;
  let server: SiteServer;
  let page: Page;
  beforeAll(async () => {
    const { config } = await loadOwnerFiles(OWNER);
    portfolio = await portfolioOf(completeSnapshot(await firstSnapshot()), {
      config: { ...config, theme: { accent } },
      history: sampleHistory,
    });
    server = await openServer(0);
    site = await builtSite(portfolio, server.url);
    server.show(site.folder);
    page = await browser.newPage();
  });
  afterAll(async () => {
    await page?.close();
    server?.close();
    await site?.remove();
  });

  it.each(SCHEMES)('pages use the %s palette, and all text has enough contrast', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const path of PAGES) {
      await page.goto(new URL(path, server.url).href);
      expect(await colorFaults(page), path).toEqual([]);
    }
    const palette = theme[colorScheme];
    const names = Object.keys(palette);
    const properties = names.map((name) => `--${name.replace('T', '-t')}`);
    expect(await colorsOf(page, properties)).toEqual(Object.values(palette));
  });

  it('the images and the icon are in its colors', async () => {
    await page.goto(server.url);
    const { light, dark } = theme;
    for (const path of ['/og/site.png', '/og/assertg.png']) {
      const colors = await colorsIn(page, path);
      expect(colors, path).toEqual(expect.arrayContaining([light.paper, light.ink, light.accent]));
      expect(colors, path).not.toContain(themeOf().light.accent);
    }
    const icon = await colorsIn(page, '/icon.svg');
    expect(icon).toEqual(expect.arrayContaining([dark.paper, dark.ink, dark.accent]));
    expect(icon).not.toContain(themeOf().dark.accent);
  });

  it('the README’s pictures are in its colors', () => {
    const pictures = Object.entries(renderReadmePictures(portfolio));
    expect(pictures.length).toBeGreaterThan(0);
    for (const [path, svg] of pictures) {
      const palette = path.includes('dark') ? theme.dark : theme.light;
      expectWithin(palette, svg.match(/#[\da-f]{6}\b/g) ?? []);
    }
  });

  it('the PDF is in its colors', async () => {
    expectWithin(theme.light, fillsOf(await readFile(join(site.folder, 'resume.pdf'))));
  });
});

/** Expects that an output has only colors of the palette, and the accent among them. */
function expectWithin(palette: Palette, colors: readonly string[]): void {
  expect(Object.values(palette)).toEqual(expect.arrayContaining([...new Set(colors)]));
  expect(colors).toContain(palette.accent);
}

/** The colors that these custom properties have on the page, as `#rrggbb`. */
async function colorsOf(page: Page, properties: readonly string[]): Promise<string[]> {
  return page.evaluate((names) => {
    const context = document.createElement('canvas').getContext('2d');
    const probe = document.body.appendChild(document.createElement('i'));
    return names.map((name) => {
      probe.style.color = `var(${name})`;
      if (!context) return 'no canvas';
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
      return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
    });
  }, properties);
}

/** The colors of areas in an image, as `#rrggbb`; not those of edges, where two colors blend. */
async function colorsIn(page: Page, path: string): Promise<string[]> {
  return page.evaluate(async (src) => {
    const image = new Image();
    image.src = src;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = data.slice(at, at + 3);
      const color = `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count > data.length / 4 / 1000).map(([color]) => color);
  }, path);
}

/** The colors that a PDF fills text and areas with, as `#rrggbb`: the operands of `scn` (ISO 32000-1, 8.6.8), from 0 to 1. */
function fillsOf(pdf: Buffer): string[] {
  const fills = new Set<string>();
  for (const [, stream = ''] of pdf
    .toString('latin1')
    .matchAll(/\/FlateDecode.*?stream\n(.*?)\nendstream/gs)) {
    const text = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
    for (const [, operands = ''] of text.matchAll(/^((?:[\d.]+ ){3})scn$/gm)) {
      fills.add(
        `#${Buffer.from(
          operands
            .trim()
            .split(' ')
            .map((part) => Math.round(255 * Number(part))),
        ).toString('hex')}`,
      );
    }
  }
  return [...fills];
}
