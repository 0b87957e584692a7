import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { buildPortfolio, type Inputs } from '../../src/portfolio/build.ts';
import type { Portfolio } from '../../src/portfolio/model.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { emptyFetchLog } from '../../src/snapshot/fetch-log.ts';
import { readSnapshot } from '../../src/snapshot/file.ts';
import type { Snapshot } from '../../src/snapshot/schema.ts';
import { OWNER } from '../support/owner.ts';

/** A built site as visitors see it. */
export interface BuiltSite {
  /** Origin and path, without a trailing slash. */
  siteUrl: string;
  /** Path in the file system. */
  folder: string;
  /** HTML of every page by its path on the site (`/projects/`, `/404.html`), without the prefix. */
  pages: ReadonlyMap<string, string>;
  /** Paths of all files, without the prefix. */
  files: readonly string[];
  /** Characters of the résumé that the PDF's fonts lack. */
  missingGlyphs: readonly string[];
  remove: () => Promise<void>;
}

/** The owner's data with the first snapshot, which comes from git history: most facts from GitHub are unknown. */
export async function firstPortfolio(): Promise<Portfolio> {
  return portfolioOf(await firstSnapshot());
}

/** The snapshot that the project started with. */
export function firstSnapshot(): Promise<Snapshot> {
  return readSnapshot(join(OWNER, 'snapshot.json'));
}

/** The owner's data with this snapshot, by default with an empty fetch log and history. */
export async function portfolioOf(snapshot: Snapshot, more: Partial<Inputs> = {}): Promise<Portfolio> {
  return buildPortfolio({
    ...(await loadOwnerFiles(OWNER)),
    snapshot,
    fetchLog: emptyFetchLog,
    history: [],
    ...more,
  });
}

/** Builds into a temporary folder and reads everything back. */
export async function builtSite(portfolio: Portfolio, baseUrl = portfolio.site): Promise<BuiltSite> {
  const folder = await mkdtemp(join(tmpdir(), 'portfolio-site-'));
  const out = join(folder, 'out');
  const { missingGlyphs } = await buildSite(portfolio, { out, baseUrl });
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length));
  const pages = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    pages.set(file.replace(/index\.html$/, ''), await readFile(join(out, file), 'utf8'));
  }
  return {
    siteUrl: baseUrl.replace(/\/+$/, ''),
    folder: out,
    pages,
    files,
    missingGlyphs,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The HTML of one page. Throws if there is none. */
export function pageOf({ pages }: BuiltSite, path: string): string {
  const html = pages.get(path);
  if (html === undefined) throw new Error(`no page ${path}; there are ${[...pages.keys()].join(' ')}`);
  return html;
}

/** The visible text in one line. */
export function textOf(html: string): string {
  return decode(html.replace(/<(style|script|title)\b.*?<\/\1>/gs, ' ').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Decodes the character references in a text or attribute. */
export function decode(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) =>
    code ? String.fromCodePoint(Number(code)) : (names[name] ?? whole),
  );
}

/** The values of an attribute, in order. */
export function attributesOf(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => decode(value));
}
