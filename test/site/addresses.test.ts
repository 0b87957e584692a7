import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { buildPortfolio } from '../../src/portfolio/build.ts';
import { renderReadmeBlocks } from '../../src/render/readme/readme.ts';
import { renderResumeText } from '../../src/render/resume/text.ts';
import { OWNER } from '../support/owner.ts';
import { builtSite, firstSnapshot } from './built-site.ts';

/** A portfolio configured with this site. */
async function portfolioAt(site: string) {
  const { config, ...owner } = await loadOwnerFiles(OWNER);
  const snapshot = await firstSnapshot();
  const date = snapshot.asOf;
  const url = 'https://github.com/ada/abacus/pull/7';
  const merged = { date, kind: 'merged', name: 'ada/abacus', number: 7, title: 'Count', url } as const;
  return buildPortfolio({
    ...owner,
    config: { ...config, site },
    snapshot,
    fetchLog: { version: 1, checkedAt: null, repositories: {} },
    history: [{ date, changed: {}, events: [merged] }],
  });
}

const values = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, value = '']) => value);

describe.each([
  [
    'https://MÜLLER.example.:8443/Über&mich/',
    'https://xn--mller-kva.example:8443/%C3%9Cber%26mich',
    'xn--mller-kva.example',
  ],
  ['http://[::1]:8080', 'http://[::1]:8080', '0--1.ipv6-literal.net'],
  ['https://192.0.2.7/a', 'https://192.0.2.7/a', '192.0.2.7'],
])('a site configured as %s', (written, canonical, authority) => {
  test('has the same URL in every output', { timeout: 60_000 }, async () => {
    const portfolio = await portfolioAt(written);
    const site = await builtSite(portfolio, written);
    onTestFinished(site.remove);
    const read = (file: string) => readFile(join(site.folder, file), 'utf8');
    const pathOf = (address: string) => address.slice(canonical.length);

    for (const [path, html] of site.pages) {
      for (const link of values(html, /rel="canonical" href="([^"]*)"/g)) expect(link).toBe(canonical + path);
      const ownLinks = values(html, /(?:href|src)="(\/[^"]*)"/g);
      const prefix = `${new URL(canonical).pathname.replace(/\/$/, '')}/`;
      expect(ownLinks.filter((link) => !link.startsWith(prefix))).toEqual([]);
    }
    const pages = values(await read('sitemap.xml'), /<loc>([^<]*)<\/loc>/g);
    expect(pages.filter((page) => !site.pages.has(pathOf(page)))).toEqual([]);
    expect(pages).toContain(`${canonical}/`);
    expect(await read('robots.txt')).toContain(`\nSitemap: ${canonical}/sitemap.xml\n`);
    const feed = await read('feed.xml');
    expect(values(feed, /<id>([^<]*)<\/id>/g)[0]).toBe(`${canonical}/`);
    expect(values(feed, /rel="self"[^>]*href="([^"]*)"/g)).toEqual([`${canonical}/feed.xml`]);
    const entries = values(feed, /<entry>\s*<id>([^<]*)<\/id>/g);
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter((id) => !id.startsWith(`tag:${authority},`))).toEqual([]);
    expect(JSON.parse(await read('resume.json'))).toMatchObject({
      meta: { canonical: `${canonical}/resume.json` },
    });
    expect(renderResumeText(portfolio)).toContain(`${canonical}/\n`);
    const readme = Object.values(renderReadmeBlocks(portfolio)).join('\n');
    const links = values(readme, /\]\(([^)]*)\)/g);
    expect(links).toContain(new URL(canonical).href);
    expect(links).toContain(`${canonical}/resume/`);
  });
});
