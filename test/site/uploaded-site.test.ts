import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portfolioConfigSchema } from '../../src/config/portfolio-schema.ts';
import type { Portfolio } from '../../src/portfolio/model.ts';
import { RESERVED_SLUGS } from '../../src/portfolio/slugs.ts';
import type { Repository, Snapshot } from '../../src/snapshot/schema.ts';
import { attributesOf, type BuiltSite, builtSite, decode, firstSnapshot, portfolioOf } from './built-site.ts';

const run = promisify(execFile);

/** Names that are special to the upload, a file system, the site or JavaScript. */
const NAMES = [
  '.github',
  '..foo',
  'index.html',
  '404.html',
  'all',
  'All-others',
  'site',
  'og',
  'CNAME',
  'con',
  'aux.txt',
  'a.b',
  'a..b',
  'foo.',
  '-',
  '_includes',
  '__proto__',
  'constructor',
  'feed.xml',
  'page',
  'page.html',
  'n'.repeat(100),
].map((name) => `sku0x20/${name}`);
const OTHERS = [
  'sku0x20/ada--engine',
  'ada/Engine',
  'ada/engine--',
  'a-/b',
  'a/-b',
  'ada/.github',
  'ada/site',
];
const KEY = [...NAMES, ...OTHERS];
const FORMER = ['sku0x20/.old', 'sku0x20/old-name', 'sku0x20/all', 'sku0x20/Page', 'gone/.x'];

/** A repository for each of these names, and enough others to fill /projects/all/. */
async function oddSnapshot(): Promise<Snapshot> {
  const snapshot = await firstSnapshot();
  const sections = snapshot.repositories[0]?.sections ?? {};
  const odd = KEY.map((name, index): Repository => {
    return { id: 1000 + index, name, formerNames: name === 'sku0x20/og' ? FORMER : [], sections };
  });
  const plain = Array.from({ length: 100 }, (_, index): Repository => {
    return { id: 2000 + index, name: `sku0x20/plain-${index}`, formerNames: [], sections: {} };
  });
  return { ...snapshot, repositories: [...odd, ...plain] };
}

/** The files that the upload includes, relative to the root of the site. */
async function uploaded(folder: string): Promise<string[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'upload-'));
  const archive = join(temporary, 'artifact.tar');
  // As in action.yml of actions/upload-pages-artifact v5.0.0 on Linux, without `include-hidden-files`.
  const exclusions = ['--exclude=.git', '--exclude=.github', '--exclude=.[^/]*'];
  const links = ['--dereference', '--hard-dereference'];
  await run('tar', [...links, '--directory', folder, '-cf', archive, ...exclusions, '.']);
  const { stdout } = await run('tar', ['--quoting-style=literal', '-tf', archive]);
  await rm(temporary, { recursive: true });
  return stdout
    .split('\n')
    .filter((path) => path !== '' && !path.endsWith('/'))
    .map((path) => path.slice(1));
}

let portfolio: Portfolio;
let site: BuiltSite;
let files: Set<string>;

beforeAll(async () => {
  const config = portfolioConfigSchema.parse({ login: 'sku0x20', site: 'https://sku.example', key: KEY });
  portfolio = await portfolioOf(await oddSnapshot(), { config });
  site = await builtSite(portfolio, 'https://sku.example/pre%20fix/');
  files = new Set(await uploaded(site.folder));
}, 120_000);
afterAll(() => site.remove());

/** The file that GitHub Pages serves for a URL of the site. */
function fileAt(address: string): string {
  const path = decodeURIComponent(address.slice(site.siteUrl.length).replace(/[#?].*/, ''));
  return path.endsWith('/') ? `${path}index.html` : path;
}

/** Every URL of this site that a file contains, in attributes or text. */
function addressesIn(file: string, content: string): string[] {
  const base = `${site.siteUrl}${file.replace(/index\.html$/, '')}`;
  const attributes = file.endsWith('.html')
    ? [...attributesOf(content, 'href'), ...attributesOf(content, 'src')]
    : [];
  const written = decode(content).match(/https:\/\/sku\.example\b[^\s"'<>)\]]*/g) ?? [];
  return [...attributes, ...written]
    .map((address) => new URL(address, base).href)
    .filter((address) => address.startsWith('https://sku.example'));
}

test('the workflow uses the pinned upload action without hidden files', async () => {
  const workflow = await readFile('.github/workflows/refresh.yml', 'utf8');
  const [, step = ''] = /uses: (actions\/upload-pages-artifact@.*?)\n\n/s.exec(workflow) ?? [];
  expect(step).toContain('fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0');
  expect(step).not.toContain('include-hidden-files');
});

test('every file of the site is uploaded', () => {
  expect([...files].sort()).toEqual([...site.files].sort());
});

test('every URL in the pages, the sitemap, the feed and the JSON is uploaded', async () => {
  const broken: string[] = [];
  let seen = 0;
  for (const file of [...files].filter((name) => /\.(?:html|xml|json|txt|md)$/.test(name))) {
    const addresses = addressesIn(file, await readFile(join(site.folder, file), 'utf8'));
    seen += addresses.length;
    const missing = addresses.filter((address) => !files.has(fileAt(address)));
    broken.push(...missing.map((address) => `${file}: ${address}`));
  }
  expect(broken).toEqual([]);
  expect(seen).toBeGreaterThan(1000);
});

test('every key project has its own page and image', async () => {
  const images = new Map<string, string>([['site', '/og/site.png']]);
  for (const { name, path } of portfolio.keyProjects) {
    const html = site.pages.get(path ?? '') ?? '';
    expect(html, path ?? name).toContain(`</a> / ${name}`);
    images.set(name, fileAt(/property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? ''));
  }
  expect(portfolio.keyProjects.map(({ name }) => name)).toEqual(KEY);
  expect(new Set(images.values()).size).toBe(KEY.length + 1);
});

test('former names redirect to the page, unless another page has that path', () => {
  const redirected = [...site.pages].filter(([, html]) => html.includes('http-equiv="refresh"'));
  expect(redirected.map(([path]) => path).sort()).toEqual([
    '/projects/gone--.x/',
    '/projects/old-name/',
    '/projects/sku0x20--.old/',
  ]);
  for (const [path, html] of redirected) {
    expect(html, path).toContain('content="0; url=https://sku.example/pre%20fix/projects/og/"');
  }
});

test('no two paths differ by case alone', () => {
  expect(new Set([...files].map((path) => path.toLowerCase())).size).toBe(files.size);
});

test('everything under /projects/ besides the projects is reserved', () => {
  const own = portfolio.keyProjects.flatMap(({ path, formerPaths }) => [path, ...formerPaths]);
  const entries = [...files].map((path) => /^\/projects\/([^/]+)/.exec(path)?.[1]);
  const others = entries.filter((entry) => entry !== undefined && !own.includes(`/projects/${entry}/`));
  expect([...new Set(others)].sort()).toEqual([...RESERVED_SLUGS].sort());
});
