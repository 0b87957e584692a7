import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Portfolio } from '../../src/portfolio/model.ts';
import {
  attributesOf,
  type BuiltSite,
  builtSite,
  firstPortfolio,
  firstSnapshot,
  pageOf,
  portfolioOf,
  textOf,
} from './built-site.ts';
import { completeSnapshot, withMoreRepositories } from './complete-snapshot.ts';

let portfolio: Portfolio;
const sites: BuiltSite[] = [];

beforeAll(async () => {
  portfolio = await firstPortfolio();
  sites.push(await builtSite(portfolio, 'https://example.org'));
  sites.push(await builtSite(await portfolioWithRename(), 'https://example.org/some/prefix/'));
}, 60_000);
afterAll(() => Promise.all(sites.map((site) => site.remove())));

/** The first portfolio with a renamed project. */
async function portfolioWithRename(): Promise<Portfolio> {
  const snapshot = await firstSnapshot();
  const repositories = snapshot.repositories.map((repository) =>
    repository.name === 'sku0x20/relay' ? { ...repository, formerNames: ['sku0x20/old-relay'] } : repository,
  );
  return portfolioOf({ ...snapshot, repositories });
}

const root = () => sites[0] as BuiltSite;

/** The links of a page to missing pages or fragments of the same site. */
function brokenLinks(site: BuiltSite, path: string): string[] {
  const html = pageOf(site, path);
  const base = `${site.siteUrl}${path}`;
  return [...attributesOf(html, 'href'), ...attributesOf(html, 'src')].filter((address) => {
    const url = new URL(address, base);
    if (url.origin !== new URL(base).origin) return false;
    if (!url.href.startsWith(`${site.siteUrl}/`)) return true;
    const target = url.href.slice(site.siteUrl.length).replace(/[#?].*/, '');
    const targetPage = site.pages.get(target);
    if (!targetPage) return !site.files.includes(target);
    return url.hash !== '' && !attributesOf(targetPage, 'id').includes(decodeURIComponent(url.hash.slice(1)));
  });
}

describe('pages', () => {
  it('are complete', () => {
    const slugs = ['assertg', 'relay', 'stopgap', 'terraform-configs'].map((slug) => `/projects/${slug}/`);
    expect([...root().pages.keys()]).toEqual(
      expect.arrayContaining(['/', '/projects/', ...slugs, '/resume/', '/404.html']),
    );
  });

  it.each([0, 1])('have no broken links or fragments, at the root and under a prefix (%i)', (index) => {
    const site = sites[index] as BuiltSite;
    const broken = [...site.pages.keys()].map((path) => [path, brokenLinks(site, path)]);
    expect(broken.filter(([, links]) => links?.length)).toEqual([]);
    expect(attributesOf(pageOf(site, '/'), 'href').length).toBeGreaterThan(20);
  });

  it('use absolute links in 404.html, because it is served at any depth', () => {
    for (const site of sites) {
      const prefix = new URL(site.siteUrl).pathname.replace(/\/$/, '');
      const links = attributesOf(pageOf(site, '/404.html'), 'href').filter((link) => !link.startsWith('#'));
      for (const link of links) expect(link).toMatch(new RegExp(`^(https://example.org)?${prefix}/`));
    }
  });

  it('are valid HTML', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: { 'doctype-style': ['error', { style: 'lowercase' }], 'no-trailing-whitespace': 'off' },
    });
    for (const [path, html] of root().pages) {
      const report = await validator.validateString(html, path);
      const problems = report.results.flatMap(({ messages }) =>
        messages.map(({ line, column, message, ruleId }) => `${path}:${line}:${column} ${ruleId} ${message}`),
      );
      expect(problems).toEqual([]);
    }
  });

  it('have one h1, and a unique title and description', () => {
    for (const [path, html] of root().pages) {
      expect(html.match(/<h1[ >]/g), path).toHaveLength(1);
      expect(html.match(/<title>[^<]+<\/title>/g)?.[0], path).toContain('Siddhant');
      expect(
        attributesOf(html, 'content').every((content) => content.length > 0),
        path,
      ).toBe(true);
    }
  });
});

it('redirects from the old path of a renamed project to the new one', () => {
  const site = sites[1] as BuiltSite;
  const html = pageOf(site, '/projects/old-relay/');
  expect(html).toContain('content="0; url=https://example.org/some/prefix/projects/relay/"');
  expect(attributesOf(html, 'href')).toContain('/some/prefix/projects/relay/');
});

describe('numbers', () => {
  it('are those of the model everywhere', () => {
    let seen = 0;
    for (const [path, html] of root().pages) {
      for (const [tag, value, repository, metric] of html.matchAll(
        /<data value="(\d+)" data-repo="([^"]+)" data-metric="(\w+)">/g,
      )) {
        const found = portfolio.repositories.find(({ name }) => name === repository);
        expect(found && Reflect.get(found, metric ?? ''), `${path} ${tag}`).toBe(Number(value));
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(portfolio.repositories.length);
  });

  it('are never 0 if unknown', () => {
    for (const [path, html] of root().pages) {
      expect(html, path).not.toMatch(/<data value="0"/);
      expect(textOf(html), path).not.toMatch(/\b(null|undefined|NaN)\b/);
    }
    expect(textOf(pageOf(root(), '/projects/stopgap/'))).not.toMatch(/Stars|Forks|unknown/);
  });

  it('cover every repository once on the projects page', () => {
    const commits = [...pageOf(root(), '/projects/').matchAll(/data-repo="([^"]+)" data-metric="commits"/g)];
    expect(commits.map(([, name]) => name)).toEqual(portfolio.repositories.map(({ name }) => name));
  });
});

describe('home page', () => {
  it("has the owner's own words, and only the shorter version of highlights", () => {
    const text = textOf(pageOf(root(), '/'));
    expect(text).toContain(
      'Production storage after moving to ClickHouse, drawn to scale 95.8% less Dataset A',
    );
    expect(text).toContain(
      'Looking for A collaborative engineering team , senior mentorship, problems at scale',
    );
    expect(text).toContain('JVM performance Hot paths found with async-profiler and flame graphs');
    expect(text).not.toContain('Leveraged');
    for (const file of ['/resume/', '/projects/']) {
      expect(textOf(pageOf(root(), file))).not.toContain('Hot paths found');
    }
  });
});

describe('résumé', () => {
  it('has every word of the source, line by line and in order', async () => {
    const fixture = await readFile('test/fixtures/resume.md', 'utf8');
    const page = wordsOf(textOf(pageOf(root(), '/resume/')));
    const missing = fixture
      .split('\n')
      .map((line) => wordsOf(line.replace(/\]\(https?:[^)]*\)/g, '] ')))
      .filter((words) => words.length > 0 && !` ${page.join(' ')} `.includes(` ${words.join(' ')} `));
    expect(missing).toEqual([]);
  });
});

/** Words and numbers in order, without Markdown syntax and separators. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}@+%&–](?:[\p{L}\p{N}@+%&'’./-]*[\p{L}\p{N}+%])?/gu) ?? [];
}

it('every page loads in one round trip, however many repositories have a row', async () => {
  const snapshot = withMoreRepositories(completeSnapshot(await firstSnapshot()), 90);
  const site = await builtSite(await portfolioOf(snapshot), 'https://example.org');
  sites.push(site);
  const weights = [...site.pages].map(([path, html]) => ({ path, bytes: gzipSync(html).length }));
  expect(weights.filter(({ bytes }) => bytes > 14 * 1024)).toEqual([]);
});
