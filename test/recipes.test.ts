import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/command-table.ts';
import { flagForm, flagNames } from '../src/context/flag-table.ts';
import { aProjectCopy, edit } from './support/project-copy.ts';
import { aWorkspace } from './support/workspace.ts';

const run = promisify(execFile);

const TALKS = `---
permalink: /talks/
mainPage: { order: 6, name: Talks }
---
{% extends "base.njk" %}
{% set title = 'Talks: ' ~ portfolio.name %}
{% block content %}<h1>Talks</h1>{% endblock %}
`;

const NAMES = `import type { Portfolio } from '../portfolio/model.ts';

/** \`/names.txt\`: the names of the repositories, one per line. */
export function renderNames({ repositories }: Portfolio): string {
  return repositories.map(({ name }) => \`\${name}\\n\`).join('');
}
`;

// The recipes in docs/contributing.md. The one for a new fact is in test/facts/made-up-fact.test.ts.
test('a new page takes one file; a new output format or flag takes two', async () => {
  const project = await aProjectCopy();
  const at = (path: string) => join(project, path);

  await writeFile(at('site/talks.njk'), TALKS);

  await writeFile(at('src/render/names.ts'), NAMES);
  await edit(
    at('src/render/site/formats.ts'),
    [
      'export const formats = {\n',
      "export const formats = {\n  names: { file: 'names.txt', label: 'Names', render: renderNames },\n",
    ],
    ['import { JSON_RESUME_FILE', "import { renderNames } from '../names.ts';\nimport { JSON_RESUME_FILE"],
    ['made(formats.portfolioJson, ', 'made(formats.names, formats.portfolioJson, '],
  );

  await edit(at('src/context/flag-table.ts'), [
    'const FLAGS = {\n',
    "const FLAGS = {\n  title: { value: 'TEXT', default: 'Done', of: ['build'], help: 'how the result starts' },\n",
  ]);
  await edit(at('src/commands/build.ts'), ['const text = `', "const text = flags.title + ': ' + `"]);

  await run(resolve('node_modules/.bin/tsc'), ['-p', project]);
  const { data, site, read } = await aWorkspace({ snapshot: true });
  const build = async (...args: string[]) =>
    (await run(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'build', ...args], { cwd: project }))
      .stdout;
  expect(await build('--help')).toContain('  --title TEXT          how the result starts\n');
  expect(await build('--data', data, '--out', site, '--title', 'Built')).toMatch(/^Built: /);
  expect(await read('_site', 'talks', 'index.html')).toContain('<h1>Talks</h1>');
  const home = await read('_site', 'index.html');
  expect(home).toMatch(/>Verify<\/a><\/li>\s*<li><a href="\/talks\/">Talks<\/a>/);
  expect(home).toContain('href="/names.txt"');
  expect(await read('_site', 'sitemap.xml')).toContain('/verify/</loc>');
  expect(await read('_site', 'sitemap.xml')).toContain('/talks/</loc>');
  expect(await read('_site', 'names.txt')).toContain('sku0x20/assertG\n');
});

test('every flag belongs to commands that exist', () => {
  for (const name of flagNames) {
    const { of } = flagForm(name);
    if (of !== 'all') expect(Object.keys(COMMANDS), name).toEqual(expect.arrayContaining([...of]));
  }
});
