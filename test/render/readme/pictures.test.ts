import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPortfolio } from '../../../src/context/inputs.ts';
import { blankPictures, renderReadmePictures } from '../../../src/render/readme/pictures.ts';
import { renderReadmeBlock } from '../../../src/render/readme/readme.ts';
import { accessibilityFaults } from '../../e2e/browser/accessibility.ts';
import { startBrowser } from '../../e2e/browser/chromium.ts';
import { OWNER } from '../../support/owner.ts';
import { htmlAsGitHub } from '../as-github.ts';
import { samplePortfolio } from '../sample.ts';

describe('a picture', () => {
  const pictures = renderReadmePictures(samplePortfolio());

  test('has a fixed name per theme, is small and self-contained', () => {
    expect(Object.keys(pictures)).toEqual([
      'profile/work-light.svg',
      'profile/work-dark.svg',
      'profile/storage-light.svg',
      'profile/storage-dark.svg',
    ]);
    expect(Object.keys(blankPictures())).toEqual(Object.keys(pictures));
    for (const svg of Object.values(pictures)) {
      expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(6000);
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
        /<script|<style|href|url\(|:\/\/|@import/,
      );
      expect(svg).toMatch(/<title id="title">[^<]+<\/title>/);
    }
  });

  test('of storage draws all sizes on the scale of the largest', async () => {
    const portfolio = await loadPortfolio(OWNER);
    const svg = renderReadmePictures(portfolio)['profile/storage-light.svg'] ?? '';
    const widths = [...svg.matchAll(/<rect [^>]*width="(\d+)"/g)].map(([, width]) => Number(width));
    const bytes = portfolio.reductions.flatMap(({ beforeBytes, afterBytes }) => [beforeBytes, afterBytes]);
    const most = Math.max(...bytes);
    expect(widths).toHaveLength(bytes.length);
    for (const [index, width] of widths.entries()) {
      expect(Math.abs(width - 479 * ((bytes[index] ?? 0) / most))).toBeLessThanOrEqual(1);
    }
  });

  test('escapes names', () => {
    const portfolio = samplePortfolio();
    const reductions = portfolio.reductions.map((reduction) => ({
      ...reduction,
      name: '</text><script>"&\u0000',
    }));
    const repositories = portfolio.repositories.map((repository) => ({
      ...repository,
      title: '</text><script>',
    }));
    for (const svg of Object.values(renderReadmePictures({ ...portfolio, reductions, repositories }))) {
      expect(svg).not.toContain('<script');
      expect(svg).not.toContain('\u0000');
    }
  });

  test('stays the same until the month ends', () => {
    const portfolio = { ...samplePortfolio(), asOf: '2031-02-02' };
    expect(renderReadmePictures({ ...portfolio, asOf: '2031-02-23' })).toEqual(
      renderReadmePictures(portfolio),
    );
  });

  test('is not made if there is nothing to draw', () => {
    expect(renderReadmePictures({ ...samplePortfolio(), reductions: [], repositories: [] })).toEqual({});
  });
});

describe('on GitHub', () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  test.each([
    ['light', 320],
    ['light', 1012],
    ['dark', 320],
    ['dark', 1012],
  ] as const)(
    'in the %s theme at %i px everything is there, fits and is accessible',
    async (theme, width) => {
      const portfolio = await loadPortfolio(OWNER);
      const files = new Map(Object.entries(renderReadmePictures(portfolio)));
      const style = await readFile(`node_modules/github-markdown-css/github-markdown-${theme}.css`, 'utf8');
      const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>README</title><style>${style} body { margin: 0 } main { padding: 24px; box-sizing: border-box }</style></head>
      <body><main class="markdown-body">${htmlAsGitHub(renderReadmeBlock(portfolio))}</main></body></html>`;
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
      try {
        const page = await context.newPage();
        await page.route('**/*', async (route) => {
          const path = new URL(route.request().url()).pathname.slice(1);
          const picture = files.get(path);
          if (path === '') await route.fulfill({ contentType: 'text/html', body: html });
          else if (picture) await route.fulfill({ contentType: 'image/svg+xml', body: picture });
          else await route.fulfill({ status: 404 });
        });
        await page.goto('http://readme.test/', { waitUntil: 'load' });
        const seen = await page.evaluate(() => ({
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          images: [...document.images].map(({ currentSrc, naturalWidth, alt }) => ({
            currentSrc,
            naturalWidth,
            alt,
          })),
          headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => tagName),
        }));
        expect(seen.overflow).toBe(0);
        expect(seen.images).toEqual([
          {
            currentSrc: `http://readme.test/profile/work-${theme}.svg`,
            naturalWidth: 846,
            alt: expect.stringContaining('1,998 commits in 29 public repositories'),
          },
          {
            currentSrc: `http://readme.test/profile/storage-${theme}.svg`,
            naturalWidth: 480,
            alt: expect.stringContaining('Dataset A from 90 GB to 3.7 GB, 95.8% less'),
          },
        ]);
        expect(seen.headings[0]).toBe('H1');
        expect(await accessibilityFaults(page)).toEqual([]);
      } finally {
        await context.close();
      }
    },
  );
});
