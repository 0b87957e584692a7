// @ts-check
/**
 * Runs src/cli.ts with the arguments of the process or, in a worker thread, the program that `workerData` names.
 *
 * Node 20 does not run TypeScript, and passing each of 200 modules through a loader takes longer than building the site. So esbuild
 * bundles them into a folder of .cache/ that is named by the contents of the sources: a bundle is never out of date, and esbuild is
 * only needed after a change.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getEnvironmentData, isMainThread, setEnvironmentData, workerData } from 'node:worker_threads';

const PROGRAMS = ['src/cli.ts', 'src/site-build/media-worker.ts'];
const ROOT = new URL('../', import.meta.url);
const CACHE = new URL('.cache/', ROOT);

const { PORTFOLIO_DEBUG, RUNNER_DEBUG } = process.env;
// Source maps are only used in stack traces, and take time to load.
if (PORTFOLIO_DEBUG === '1' || RUNNER_DEBUG === '1') process.setSourceMapsEnabled(true);

// A thread uses the same bundle as the program that started it.
const folder = getEnvironmentData('bundle') ?? (await currentBundle());
setEnvironmentData('bundle', folder);
await import(new URL(`${folder}/${isMainThread ? 'cli' : workerData}.js`, CACHE).href);

async function currentBundle() {
  const name = `program-${hashOf(sources())}`;
  if (!existsSync(new URL(name, CACHE))) await bundle(name);
  return name;
}

/** Whatever a bundle is made of; package.json tells the version of esbuild. */
function sources() {
  const inFolders = ['src', 'site'].flatMap((name) =>
    readdirSync(new URL(name, ROOT), { recursive: true }).map((file) => `${name}/${file}`),
  );
  const code = inFolders.filter((file) => /\.(?:ts|mjs)$/.test(file)).sort();
  return [...code, 'eleventy.config.ts', 'package.json'];
}

/**
 * The hash covers the project's location, too, because a bundle contains it.
 * @param {readonly string[]} files
 */
function hashOf(files) {
  const hash = createHash('sha256').update(ROOT.href);
  for (const file of files) hash.update(file).update(readFileSync(new URL(file, ROOT)));
  return hash.digest('hex').slice(0, 16);
}

/**
 * Writes to a temporary folder that it renames, because another process may start at the same time. Removes older bundles.
 * @param {string} name
 */
async function bundle(name) {
  const temporary = new URL(`${name}.${process.pid}/`, CACHE);
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: fileURLToPath(ROOT),
    entryPoints: PROGRAMS,
    entryNames: '[name]',
    outdir: fileURLToPath(temporary),
    bundle: true,
    splitting: true,
    packages: 'external',
    // The code finds packages and the project's own files from src/, wherever the bundle is.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
  });
  try {
    renameSync(temporary, new URL(name, CACHE));
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(new URL(name, CACHE))) throw error;
  }
  const older = readdirSync(CACHE).filter((other) => other.startsWith('program-') && !other.startsWith(name));
  for (const other of older) rmSync(new URL(other, CACHE), { recursive: true, force: true });
}
