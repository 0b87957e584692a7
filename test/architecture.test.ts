import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { formats } from '../src/render/site/formats.ts';

/** Small shared modules that every part may import. */
const SHARED = [
  'errors',
  'zod',
  'files',
  'folders',
  'runs',
  'json',
  'dates',
  'repository-name',
  'redact',
  'text',
  'project-root',
  'color',
  'theme',
];

/**
 * Imports go in one direction: each part may import from itself, from the shared modules and from the parts listed here.
 * `config + facts → snapshot → portfolio → render → site-build, report, audit → commands → program → cli`.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  ...Object.fromEntries(SHARED.map((part) => [part, []])),
  config: [],
  facts: [],
  snapshot: ['facts'],
  github: ['config', 'facts', 'snapshot'],
  portfolio: ['config', 'facts', 'snapshot'],
  render: ['config', 'facts', 'snapshot', 'portfolio'],
  audit: ['config', 'facts', 'snapshot', 'portfolio'],
  init: ['config', 'facts', 'snapshot', 'github'],
  context: ['config', 'facts', 'snapshot', 'github', 'portfolio', 'render'],
  // `..` is for eleventy.config.ts in the folder above src.
  'site-build': ['config', 'facts', 'snapshot', 'portfolio', 'render', 'context', '..'],
  report: ['config', 'facts', 'snapshot', 'portfolio', 'render', 'audit', 'init', 'context'],
  commands: [
    'config',
    'facts',
    'snapshot',
    'github',
    'portfolio',
    'render',
    'audit',
    'init',
    'context',
    'site-build',
    'report',
  ],
  'command-table': ['context', 'commands', 'site-build'],
  program: ['context', 'report', 'command-table'],
  cli: ['program'],
};

interface Source {
  path: string;
  text: string;
  imports: string[];
}

async function sources(): Promise<Source[]> {
  const entries = await readdir('src', { recursive: true });
  return entries
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = join('src', name);
      const text = readFileSync(path, 'utf8');
      const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
        ([, specifier = '']) => specifier,
      );
      return { path, text, imports };
    });
}

function partOf(path: string): string {
  return (relative('src', path).split('/')[0] ?? '').replace(/\.ts$/, '');
}

const all = await sources();

test('each part imports only from the parts listed for it', () => {
  const wrong = all.flatMap(({ path, imports }) => {
    const allowed = MAY_IMPORT[partOf(path)];
    if (!allowed) return [`${path}: unknown part`];
    return imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => partOf(join(dirname(path), specifier)))
      .filter((part) => part !== partOf(path) && !allowed.includes(part) && !SHARED.includes(part))
      .map((part) => `${path} imports from ${part}`);
  });
  expect(wrong).toEqual([]);
});

/** The packages that a file and its imports load at startup. Type imports and dynamic imports do not count. */
function packagesAtStart(path: string, visited = new Set<string>()): string[] {
  visited.add(path);
  const text = all.find((source) => source.path === path)?.text ?? '';
  const statements = text.matchAll(/^(?:import|export) (?!type )(?:[\w*{][^;'(=]* from )?'([^']+)';$/gm);
  const required = text.matchAll(/^export const .*createRequire\(import\.meta\.url\)\('([^']+)'\)/gm);
  return [...statements, ...required].flatMap(([, specifier = '']) => {
    if (!specifier.startsWith('.')) return specifier.startsWith('node:') ? [] : [`${path}: ${specifier}`];
    const imported = join(dirname(path), specifier);
    return visited.has(imported) ? [] : packagesAtStart(imported, visited);
  });
}

test('--help loads no packages, because they take longer to load than the help takes to print', () => {
  expect(packagesAtStart('src/cli.ts')).toEqual([]);
  expect(packagesAtStart('src/context/flags.ts')).toContain('src/zod.ts: zod');
});

/** APIs that only some files may use. */
const RESERVED: [what: string, pattern: RegExp, allowed: RegExp][] = [
  ['the file system', /node:fs/, /^src\/(?:files|folders)\.ts$/],
  ['Octokit and fetch', /@octokit\/|\bfetch\(/, /^src\/github\//],
  ['the process and the console', /\bprocess\.|\bconsole\./, /^src\/(?:cli|runs|project-root)\.ts$/],
  // The throttling plugin waits by the local clock, so the transport converts GitHub's times to it.
  ['the clock', /Date\.now\(|new Date\(\)/, /^src\/(?:cli|github\/transport)\.ts$/],
  // In Node 20, V8's optimized version rejects URLs with non-ASCII letters; src/text/url.ts parses them instead.
  // Zod's z.url() calls it, too.
  ['URL.canParse', /URL\.canParse\(|z\.url\(\)/, /^$/],
  ['randomness', /Math\.random|randomUUID|randomBytes/, /^src\/(?:runs\.ts|github\/)/],
  ['the locale and time zone of the machine', /toLocale|Intl\.DateTimeFormat\(\)|getTimezoneOffset/, /^$/],
];

test.each(RESERVED)('%s: used only in the allowed files', (_what, pattern, allowed) => {
  const elsewhere = all.filter(({ path, text }) => pattern.test(text) && !allowed.test(path));
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
});

test('colors are only in src/theme.ts', async () => {
  const names = [...(await readdir('src', { recursive: true })).map((name) => join('src', name))];
  names.push(
    'eleventy.config.ts',
    ...(await readdir('site', { recursive: true })).map((name) => join('site', name)),
  );
  const files = names.filter((name) => /\.(?:ts|typ|njk|css|svg)$/.test(name));
  // Not a character reference like &#60;, nor an issue like owner/name#123.
  const color = /(?<![\w&])#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b|\b(?:rgb|hsl|oklch)a?\(\s*\d/i;
  const found = files.filter((name) => color.test(readFileSync(name, 'utf8')));
  expect(found).toEqual(['src/theme.ts']);
});

/** Folders that docs/how-it-works.md describes as a whole. */
const DESCRIBED_AS_A_WHOLE = /^(?:snapshot|github|facts)\//;

test('docs/how-it-works.md describes every module in one sentence', async () => {
  const text = readFileSync('docs/how-it-works.md', 'utf8');
  const rows = [...text.matchAll(/^\| `([^`]+\.(?:ts|typ))` \| [A-Z].*\. \|$/gm)].map(([, module]) => module);
  const files = (await readdir('src', { recursive: true })).filter((name) => /\.(?:ts|typ)$/.test(name));
  expect(rows.toSorted()).toEqual(files.filter((name) => !DESCRIBED_AS_A_WHOLE.test(name)).sort());
});

test('templates take the names of output files from the table of formats', async () => {
  const templates = (await readdir('site', { recursive: true })).filter((name) => name.endsWith('.njk'));
  const named = templates.flatMap((name) => {
    const text = readFileSync(join('site', name), 'utf8');
    const files = Object.values(formats).map(({ file }) => file);
    return files.filter((file) => text.includes(file)).map((file) => `${name} names ${file}`);
  });
  expect(templates.length).toBeGreaterThan(10);
  expect(named).toEqual([]);
});

test("tests use the fixture's data instead of data/, so that they pass in every fork", async () => {
  // These check what must be true for any owner's data.
  const general =
    /(?:data-folder|yaml|editor-schemas|portfolio-json|readme|resume\/text|json-resume)\.test\.ts$/;
  const files = (await readdir('test', { recursive: true })).filter((name) => /\.ts$/.test(name));
  const reading = files.filter((name) =>
    /(?:loadPortfolio|loadOwnerFiles|readFile|readText|cp)\((?:'data'|['`"]data\/(?!schema))/.test(
      readFileSync(join('test', name), 'utf8'),
    ),
  );
  expect(reading.filter((name) => !general.test(name))).toEqual([]);
});
