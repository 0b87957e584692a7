import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { words } from '../../src/render/site/words.ts';

/** Not pages: their words are a syntax, or are read by programs. */
const EXCEPTIONS = ['robots.njk', 'feed.njk', 'sitemap.njk'];

/** The files in a folder with this extension, with their text. */
async function filesIn(folder: string, extension: string): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(extension));
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

const templates = await filesIn('site', '.njk');
const modules = await filesIn('src/render', '.ts');

/** The words that a template itself contains: in its text, in attributes that visitors read or hear, and in strings. */
function fixedWords(template: string): string[] {
  const source = template.replace(/^---\n.*?\n---\n/s, '').replace(/\{#.*?#\}/gs, '');
  const html = source.replace(/\{%.*?%\}|\{\{.*?\}\}/gs, '');
  const texts = html.replace(/<[^>]*>/g, '\n').split('\n');
  const attributes = [...html.matchAll(/\s(?:aria-label|title|alt)="([^"]*)"/g)].map(
    ([, value = '']) => value,
  );
  // Other strings in tags are names of files, fields and kinds, in lower case and without spaces.
  const code = (source.match(/\{%.*?%\}|\{\{.*?\}\}/gs) ?? []).join('\n');
  const strings = [...code.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, one, other]) => one ?? other ?? '');
  const sentences = strings.filter((text) => /^\p{Lu}|\s/u.test(text));
  return [...texts, ...attributes, ...sentences].filter((text) => /\p{L}{2}/u.test(text));
}

test.each([
  ['<p>Last check {{ day }}</p>', 'Last check '],
  ['<nav aria-label="Main">', 'Main'],
  ["{% set title = 'Talks: ' ~ portfolio.name %}", 'Talks: '],
  ["{{ ', page ' ~ number if number > 1 }}", ', page '],
])('words in a template are found: %s', (template, found) => {
  expect(fixedWords(template)).toEqual([found]);
});

test('templates contain no words of their own', () => {
  const pages = templates.filter(({ name }) => !EXCEPTIONS.includes(name));
  const found = pages.map(({ name, text }) => [name, fixedWords(text)]);
  expect(found.length).toBeGreaterThan(15);
  expect(found.filter(([, own]) => own?.length)).toEqual([]);
});

/** The paths of all words, such as `home.contact`. */
function pathsOf(group: object, prefix = ''): string[] {
  return Object.entries(group).flatMap(([key, value]) =>
    typeof value === 'object' && !Array.isArray(value)
      ? pathsOf(value, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}

const all = pathsOf(words);

test('templates use only words that exist', () => {
  const used = templates.flatMap(({ name, text }) =>
    [...text.matchAll(/\bwords\.([\w.]+)/g)].map(([, path = '']) => ({ name, path })),
  );
  expect(used.length).toBeGreaterThan(100);
  // A group is used with a key, as in `words.names[key]`.
  expect(used.filter(({ path }) => path !== 'names' && !all.includes(path))).toEqual([]);
});

test('every word is used', () => {
  const text = [...templates, ...modules].map((file) => file.text).join('\n');
  const used = new Set([...text.matchAll(/\bwords\.([\w.]+)/g)].map(([, path = '']) => path));
  const isUsed = (path: string) => {
    const keys = path.split('.');
    // Using a group uses all its words.
    return keys.some((_, index) => used.has(keys.slice(0, index + 1).join('.')));
  };
  expect(all.filter((path) => !isUsed(path))).toEqual([]);
});
