/**
 * `npm run bench:lighthouse`: runs Lighthouse (mobile) on every page of the site built from `data/`. Prints scores and timings.
 * Exits with 1 if a score is below 100.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPortfolio } from '../../src/context/inputs.ts';
import { buildSite } from '../../src/site-build/build.ts';
import { openServer } from '../../src/site-build/serve.ts';
import { startBrowser } from '../../test/e2e/browser/chromium.ts';

/** The part of Lighthouse's API used here. Its types are unavailable, because it is installed only in this folder. */
interface Report {
  categories: Record<string, { title: string; score: number | null }>;
  audits: Record<string, { numericValue?: number; score: number | null; title: string }>;
}
type Lighthouse = (
  url: string,
  flags: { port: number; logLevel: 'error' },
) => Promise<{ lhr: Report } | undefined>;

const PORT = 9223;
const require = createRequire(import.meta.url);
const { default: lighthouse }: { default: Lighthouse } = await import(
  pathToFileURL(require.resolve('lighthouse')).href
);

const folder = await mkdtemp(join(tmpdir(), 'portfolio-lighthouse-'));
const server = await openServer(0);
const browser = await startBrowser([`--remote-debugging-port=${PORT}`]);
const portfolio = await loadPortfolio('data');
await buildSite(portfolio, { out: join(folder, 'site'), baseUrl: server.url });
server.show(join(folder, 'site'));

const projects = portfolio.repositories.flatMap(({ path }) => path ?? []);
const rows = [];
for (const path of ['/', '/projects/', ...projects, '/resume/', '/skills/', '/activity/', '/verify/']) {
  const result = await lighthouse(new URL(path, server.url).href, { port: PORT, logLevel: 'error' });
  if (!result) throw new Error(`Lighthouse gave no result for ${path}`);
  const { categories, audits } = result.lhr;
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const value = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  rows.push({
    path,
    performance: score('performance'),
    accessibility: score('accessibility'),
    'best practices': score('best-practices'),
    SEO: score('seo'),
    'LCP ms': Math.round(value('largest-contentful-paint')),
    CLS: Number(value('cumulative-layout-shift').toFixed(3)),
    'TBT ms': Math.round(value('total-blocking-time')),
    bytes: value('total-byte-weight'),
  });
  const failed = Object.entries(audits).filter(([, audit]) => audit.score !== null && audit.score < 0.9);
  for (const [name, { title }] of failed) console.log(`${path}: ${name}: ${title}`);
}
console.table(rows);

await browser.close();
server.close();
await rm(folder, { recursive: true });
const isPerfect = rows.every((row) =>
  [row.performance, row.accessibility, row['best practices'], row.SEO].every((score) => score === 100),
);
process.exitCode = isPerfect ? 0 : 1;
