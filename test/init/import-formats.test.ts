import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { UserError } from '../../src/errors.ts';
import { readJsonResume } from '../../src/init/json-resume.ts';
import { aUser, aWorld } from '../support/github/builders.ts';
import { aContext, aGitHub, aWorkspace, quick } from '../support/workspace.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Files in other formats, and what the message calls them. */
const OTHER: [format: string, content: Buffer][] = [
  ['a PDF', bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')],
  ['a Word document', bytes('PK\x03\x04\x14\x00\x00\x00word/document.xml')],
  ['an OpenDocument text', bytes('PK\x03\x04........mimetypeapplication/vnd.oasis.opendocument.text')],
  ['a LinkedIn data export (a ZIP archive)', bytes('PK\x03\x04........Profile.csv')],
  ['a ZIP archive', bytes('PK\x03\x04........other.txt')],
  ['an old Word document', bytes('\xd0\xcf\x11\xe0\xa1\xb1')],
  ['a PNG image', bytes('\x89PNG\r\n')],
  ['a JPEG image', bytes('\xff\xd8\xff\xe0')],
  ['an RTF document', bytes('{\\rtf1\\ansi Ada}')],
  ['HTML', bytes('<!DOCTYPE html>\n<html><body>Ada</body></html>')],
  ['a Europass CV in XML', bytes('<?xml version="1.0"?>\n<SkillsPassport xmlns="x"/>')],
  ['XML', bytes('<?xml version="1.0"?>\n<resume/>')],
  ['LaTeX', bytes('% my cv\n\\documentclass{moderncv}\n')],
  ['TOML', bytes('[basics]\nname = "Ada"\n')],
  ['a vCard', bytes('BEGIN:VCARD\nVERSION:4.0\n')],
  ['a LinkedIn data export (CSV)', bytes('First Name,Last Name,Headline\nAda,Sample,Engineer\n')],
  ['Markdown', bytes('# Ada Sample\n\n**Engineer** since 2020\n\n- Go\n')],
  ['a RenderCV file', bytes('cv:\n  name: Ada\n  sections: { experience: [{ company: X }] }\n')],
  [
    'a FRESH résumé',
    json({ name: 'Ada', meta: { format: 'FRESH@1.0.0' }, languages: [{ language: 'English' }] }),
  ],
  ['a FRESH résumé', json({ name: 'Ada', employment: { history: [{ employer: 'X' }] }, education: {} })],
  ['a LinkedIn export', json({ localizedFirstName: 'Ada', positions: { values: [] } })],
  [
    'a LinkedIn export',
    json({ full_name: 'Ada', experiences: [{ company: 'X' }], education: [{ school: 'U' }] }),
  ],
  [
    'a Reactive Resume file',
    json({ basics: { name: 'Ada' }, sections: { work: { items: [] } }, metadata: {} }),
  ],
  ['a Europass CV', json({ SkillsPassport: { LearnerInfo: {} } })],
  ['a Manfred MAC résumé', json({ aboutMe: { profile: {} }, experience: { jobs: [] } })],
  ['a schema.org description', json({ '@context': 'https://schema.org', '@type': 'Person', name: 'Ada' })],
  ['a JSON Schema', json({ type: 'object', properties: { basics: { type: 'object' } } })],
  ['a package.json file', json({ name: 'ada', dependencies: {} })],
  ['a list', json([{ basics: { name: 'Ada' } }])],
];

async function importing(content: Buffer) {
  const github = await aGitHub(aWorld({ user: aUser({ login: 'ada' }), repositories: [] }));
  const workspace = await aWorkspace();
  await writeFile(join(workspace.folder, 'mine'), content);
  const before = await workspace.files('.');
  const flags = { login: 'ada', force: true, resume: join(workspace.folder, 'mine') };
  const message = await init(aContext(workspace, github, flags), quick).then(
    () => 'imported',
    (error: unknown) =>
      error instanceof UserError ? error.message.replaceAll(`${workspace.folder}/`, '') : error,
  );
  return { message, isUnchanged: JSON.stringify(await workspace.files('.')) === JSON.stringify(before) };
}

test.each(OTHER)('names %s, and changes nothing', async (format, content) => {
  const { message, isUnchanged } = await importing(content);
  expect(String(message).split('\n')).toEqual([
    expect.stringMatching(/^mine(?::1:1)?: /),
    '  → export or convert the résumé to JSON Resume (jsonresume.org/schema), as JSON or YAML, and name that file; nothing was changed',
  ]);
  expect(message).toContain(`this is ${format}, not a JSON Resume`);
  expect(isUnchanged).toBe(true);
});

test.each<[what: string, content: Buffer, message: RegExp]>([
  ['an empty file', bytes(''), /^mine:1:1: this file is empty\n {2}→ name a file/],
  ['only comments', bytes('# nothing yet\n'), /^mine:1:1: this file is empty/],
  ['an empty object', bytes('{}'), /^mine:1:1: this file is empty/],
  ['empty sections', bytes('{ "basics": { "name": "" }, "work": [] }'), /^mine: this résumé is empty/],
  [
    'unknown keys',
    json({ foo: { a: 1 }, bar: 2 }),
    /^mine:1:1: this is not a JSON Resume: .* only "foo", "bar"\n/,
  ],
  [
    'text',
    bytes('Ada Sample\nEngineer\n'),
    /^mine:1:1: this file is "Ada Sample Engineer", not a JSON Resume/,
  ],
  [
    'UTF-16',
    Buffer.from('\uFEFF{ "basics": { "name": "Ada" } }', 'utf16le'),
    /^mine:1:1: this file is UTF-16, not UTF-8/,
  ],
  [
    'Latin-1',
    bytes('{ "basics": { "name": "J\xe4n" } }'),
    /^mine:1:25: .*0xE4; it is probably Latin-1 .*\n.*save it as UTF-8/,
  ],
])('refuses %s, and changes nothing', async (_, content, expected) => {
  const { message, isUnchanged } = await importing(content);
  expect(message).toMatch(expected);
  expect(isUnchanged).toBe(true);
});

describe('reports one error for invalid JSON, with its location', () => {
  test.each([
    ['{ "basics": { "name": "Ada" "label": "Dev" } }', '1:29', 'a comma or a closing bracket is missing'],
    ['{ "basics": { "name": "Ada" }\n', '2:1', 'a closing brace is missing'],
    ['{\n  "basics": { name: "Ada" }\n}', '2:15', 'there is a word or sign without quotes'],
    ['{ "basics": { "name": "Ada\n" } }', '1:23', 'the text is not closed'],
    ['{ "work": [{ "position": "Dev" } }', '1:34', 'a comma or a closing bracket is missing'],
    ['{ "basics": { "name": "A" } } {}', '1:31', 'there is more after the end'],
    ["{ basics: { name: 'Ada' }, // why\n work: [] }", '1:3', 'there is a word or sign without quotes'],
  ])('%j', (text, where, what) => {
    const read = () => readJsonResume(text, 'resume.json');
    expect(read).toThrow(UserError);
    expect(read).toThrow(`resume.json:${where}: not valid JSON: ${what}`);
    expect(read).not.toThrow(/YAML|\n\n/);
  });

  test('and for a duplicate key, which would hide the first section', () => {
    const text = '{ "work": [{ "position": "A" }], "work": [] }';
    expect(() => readJsonResume(text, 'resume.json')).toThrow('resume.json:1:34: duplicate key "work"\n');
  });
});

test('comments and trailing commas in JSON lose nothing', () => {
  const text =
    '// mine\n{\n  "basics": { "name": "Ada" }, // see "work": below\n  /* jobs */ "work": [{ "position": "Dev", }],\n}\n';
  const { sections, notes } = readJsonResume(text, 'resume.json');
  expect(sections).toMatchObject({ basics: { name: 'Ada' }, work: [{ position: 'Dev' }] });
  expect(notes).toEqual([]);
});

test('YAML may use braces, if the file name says that it is YAML', () => {
  const text = '{ basics: { name: Ada }, skills: [Go] }';
  expect(readJsonResume(text, 'resume.yaml').sections.basics.name).toBe('Ada');
  expect(() => readJsonResume(text, 'resume.json')).toThrow(/not valid JSON/);
});

test.each(['resume', 'data', 'cv', 'jsonResume'])(
  'finds the résumé in the key "%s", and locates notes there',
  (key) => {
    const text = `{ "${key}": { "basics": { "name": "Ada", "x": 1 } }, "version": 1 }`;
    const { sections, notes } = readJsonResume(text, 'resume.json');
    expect(sections.basics.name).toBe('Ada');
    expect(notes).toMatchObject([
      { path: `${key}.basics.x`, where: `resume.json:1:${41 + key.length}`, value: '1' },
    ]);
  },
);

test('an error in YAML with comments stays an error in YAML', () => {
  const text = '# Work\nbasics:\n  name: Ada\n name: Bob\n';
  expect(() => readJsonResume(text, 'resume')).toThrow(/resume:4:1: not valid YAML/);
});
