import { execFile } from 'node:child_process';
import { appendFile, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/command-table.ts';
import { flagForm, flagNames } from '../src/context/flag-table.ts';
import { jobToken } from './support/github/callers.ts';
import { repositoryNamed } from './support/github/world.ts';
import { theOwnersWorld } from './support/owner-world.ts';
import { runProgram } from './support/program.ts';
import { aProjectCopy, edit } from './support/project-copy.ts';
import { aGitHub, aWorkspace, type Workspace } from './support/workspace.ts';

const ACCENT = '#0057b7';

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

/** Adds a fact: one file, and its entry in the list. */
async function addFact(project: string): Promise<void> {
  await cp('test/fixtures/made-up-fact/fans.ts.txt', join(project, 'src/facts/fans.ts'));
  await edit(
    join(project, 'src/facts/index.ts'),
    ['export const repositoryFacts = {', 'export const repositoryFacts = {\n  fans: fansFact,'],
    ['import { ciFact }', "import { fansFact } from './fans.ts';\nimport { ciFact }"],
  );
}

async function addPage(project: string): Promise<void> {
  await writeFile(join(project, 'site/talks.njk'), TALKS);
}

async function addFormat(project: string): Promise<void> {
  await writeFile(join(project, 'src/render/names.ts'), NAMES);
  await edit(
    join(project, 'src/render/site/formats.ts'),
    [
      'export const formats = {\n',
      "export const formats = {\n  names: { file: 'names.txt', label: 'Names', render: renderNames },\n",
    ],
    ['import { JSON_RESUME_FILE', "import { renderNames } from '../names.ts';\nimport { JSON_RESUME_FILE"],
    ['made(formats.portfolioJson, ', 'made(formats.names, formats.portfolioJson, '],
  );
}

/** Adds a section that is a list, and one that is not. */
async function addSections(project: string): Promise<void> {
  await edit(
    join(project, 'src/config/optional-sections.ts'),
    [
      'export const optionalSections = {\n',
      'export const optionalSections = {\n  patents: z.array(z.strictObject({ name: line, reviewedAt })).default([]),\n  availability: z.array(z.strictObject({ summary: markdown, reviewedAt })).default([]),\n',
    ],
    [
      'export const optionalTitles = {\n',
      "export const optionalTitles = {\n  patents: line.default('Patents'),\n  availability: line.default('Availability'),\n",
    ],
  );
  await edit(join(project, 'src/render/resume/list-sections.ts'), [
    "  ['education', ",
    "  ['patents', ({ patents }) => patents.map((patent) => entry(patent, [patent.name]))],\n  ['education', ",
  ]);
  await edit(join(project, 'src/render/resume/document.ts'), [
    "  ['skills', ",
    "  ['availability', ({ portfolio }) => portfolio.resume.availability.flatMap(({ summary }) => prose(summary))],\n  ['skills', ",
  ]);
}

async function addFlag(project: string): Promise<void> {
  await edit(join(project, 'src/context/flag-table.ts'), [
    'const FLAGS = {\n',
    "const FLAGS = {\n  title: { value: 'TEXT', default: 'Done', of: ['build'], help: 'how the result starts' },\n",
  ]);
  await edit(join(project, 'src/commands/build.ts'), [
    'const text = `',
    "const text = flags.title + ': ' + `",
  ]);
}

/** Runs a command of the copy in this process; returns its standard output. */
type RunCommand = (command: string, ...flags: string[]) => Promise<string>;

// The recipes in docs/contributing.md.
test('another accent color and a new page take one file each; a format, flag or résumé section two; a fact one and a line', async () => {
  const project = await aProjectCopy();
  for (const add of [addFact, addPage, addFormat, addFlag, addSections]) await add(project);
  const types = typeErrorsIn(project);

  const copy: typeof import('../src/program.ts') = await import(
    pathToFileURL(join(project, 'src/program.ts')).href
  );
  const world = theOwnersWorld();
  const github = await aGitHub(world);
  const workspace = await aWorkspace();
  const variables = {
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_TOKEN: jobToken(),
  };
  const run: RunCommand = async (command, ...flags) => {
    const args = [command, '--data', workspace.data, ...flags];
    const { code, stdout, stderr } = await runProgram(args, variables, { create: copy.createProgram });
    expect(code, stderr).toBe(0);
    return stdout;
  };

  const first = repositoryNamed(world, 'sku0x20/assertG');
  const resume = join(workspace.data, 'resume.yaml');
  await appendFile(
    resume,
    '\npatents:\n  - name: A better spoon\navailability:\n  - summary: From **May**.\n',
  );
  await run('refresh');
  first.stars = 20;
  const changed = await run('refresh');
  first.stars = 0;
  const refused = await run('refresh');
  expect(changed).toContain('sku0x20/assertG fans: 12 → 20');
  expect(refused).toMatch(/^warning: sku0x20\/assertG: fans 20 → 0/m);
  await appendFile(join(workspace.data, 'portfolio.yaml'), `\ntheme:\n  accent: "${ACCENT}"\n`);
  expect(await run('build', '--out', workspace.site, '--title', 'Built')).toMatch(/^Built: /);
  expect(await run('build', '--help')).toContain('  --title TEXT          how the result starts\n');
  await expectFact(workspace);
  await expectPageAndFormat(workspace);
  await expectSections(workspace);
  expect(await workspace.read('_site', 'index.html')).toContain(`--accent:light-dark(${ACCENT},`);
  expect(await types).toBe('');
});

/** What the compiler prints. It checks while the test goes on, with one thread, because the others would repeat much of its work. */
function typeErrorsIn(project: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('node_modules/.bin/tsc', ['-p', project, '--singleThreaded'], (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

async function expectFact({ read }: Workspace): Promise<void> {
  const snapshot = JSON.parse(await read('data', 'snapshot.json'));
  expect(snapshot.repositories[0].sections.fans).toMatchObject({ value: 20 });
  expect(await read('data', 'history.ndjson')).toContain('"fans":');
  const { repositories } = JSON.parse(await read('_site', 'portfolio.json'));
  expect(repositories[0]).toMatchObject({ fans: 20, sections: { fans: { state: 'stale' } } });
  expect(await read('_site', 'portfolio.schema.json')).toContain('"fans"');
  const page = await read('_site', 'projects', 'assertg', 'index.html');
  expect(page).toMatch(
    /<dt>Fans<\/dt><dd>\s*<data value="20" data-repo="sku0x20\/assertG" data-metric="fans">20<\/data>/,
  );
}

async function expectPageAndFormat({ read }: Workspace): Promise<void> {
  expect(await read('_site', 'talks', 'index.html')).toContain('<h1>Talks</h1>');
  const home = await read('_site', 'index.html');
  expect(home).toMatch(/>Verify<\/a><\/li>\s*<li><a href="\/talks\/">Talks<\/a>/);
  expect(home).toContain('href="/names.txt"');
  expect(await read('_site', 'sitemap.xml')).toContain('/verify/</loc>');
  expect(await read('_site', 'sitemap.xml')).toContain('/talks/</loc>');
  expect(await read('_site', 'names.txt')).toContain('sku0x20/assertG\n');
}

async function expectSections({ site, read }: Workspace): Promise<void> {
  const page = (await read('_site', 'resume', 'index.html')).replace(/\s+/g, ' ');
  expect(page).toMatch(
    /<h2 id="patents" dir="auto">Patents<\/h2> <ul> <li><span dir="auto"><strong>A better spoon</,
  );
  expect(page).toMatch(/<h2 id="availability" dir="auto">Availability<\/h2> <p dir="auto">From <strong>May</);
  expect(await read('_site', 'resume.md')).toContain(
    '## Availability\n\nFrom **May**.\n\n## Technical Skills\n',
  );
  expect(await read('_site', 'resume.md')).toContain('## Patents\n\n- **A better spoon**\n');
  expect(await read('_site', 'resume.txt')).toMatch(/\nPATENTS\n─+\n {2}- A better spoon\n/);
  expect(JSON.parse(await read('_site', 'resume.json'))).toMatchObject({
    patents: [{ name: 'A better spoon' }],
    availability: [{ summary: 'From May.' }],
  });
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(join(site, 'resume.pdf'))));
  const { text } = await extractText(pdf, { mergePages: true });
  expect(text.replace(/\s+/g, ' ')).toMatch(/Availability From May\..*Patents – A better spoon/);
}

test('every flag belongs to commands that exist', () => {
  for (const name of flagNames) {
    const { of } = flagForm(name);
    if (of !== 'all') expect(Object.keys(COMMANDS), name).toEqual(expect.arrayContaining([...of]));
  }
});
