import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { UserError } from '../../src/errors.ts';
import { hasUnsafeCharacters } from '../../src/text/characters.ts';

const FILES = {
  'resume.yaml': 'basics:\n  name: Ada\n  label: Engineer\n  summary: Made up.\n',
  'portfolio.yaml': 'login: ada\nsite: https://ada.example.test\n',
  'evidence.yaml': 'rules: []\n',
};

/** The problems of the owner's files, where some differ from those above; none where they load. */
async function problemsOf(different: Partial<typeof FILES>): Promise<{ where: string; what: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'characters-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries({ ...FILES, ...different })) {
    await writeFile(join(folder, name), text);
  }
  try {
    await loadOwnerFiles(folder);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(hasUnsafeCharacters(error.message)).toBe(false);
    return error.problems.map(({ where = '', what }) => ({ where: where.slice(folder.length + 1), what }));
  }
}

const named = (character: string) =>
  `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
const REFUSED = [
  ...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).filter(
    (one) => !/[\t\n]/.test(one),
  ),
  ...Array.from({ length: 0x21 }, (_, index) => String.fromCharCode(0x7f + index)),
  ...[...'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFFFE\uFFFF\uFDD0'],
];

test.each(REFUSED.map((character) => ({ character, name: named(character) })))(
  '$name is refused at its place, as it is and as an escape',
  async ({ character, name }) => {
    const code = name.slice(2);
    for (const written of [character, `\\u${code}`]) {
      const text = FILES['resume.yaml'].replace('Ada', `"Ada ${written}x"`);
      const [problem, ...others] = await problemsOf({ 'resume.yaml': text });
      expect(others).toEqual([]);
      expect(problem?.where).toBe('resume.yaml:2:14');
      expect(problem?.what).toContain(name);
    }
  },
);

test.each([
  ['\\e', 'U+001B'],
  ['\\0', 'U+0000'],
  ['\\a', 'U+0007'],
  ['\\b', 'U+0008'],
  ['\\v', 'U+000B'],
  ['\\f', 'U+000C'],
  ['\\r', 'U+000D'],
  ['\\N', 'U+0085'],
  ['\\x1b', 'U+001B'],
  ['\\U0000001B', 'U+001B'],
  ['\\U0001FFFE', 'U+1FFFE'],
  ['\\ud800', 'U+D800'],
  ['\\uDFFF', 'U+DFFF'],
  ['\\ud83d\\ude00\\ud83d', 'U+D83D'],
  ['\\uD83F\\uDFFE', 'U+1FFFE'],
  ['\\udbff\\udfff', 'U+10FFFF'],
])('the escape %s is refused', async (written, name) => {
  const text = FILES['resume.yaml'].replace('Ada', `"A\\\\x1b ${written}"`);
  const [problem, ...others] = await problemsOf({ 'resume.yaml': text });
  expect(others).toEqual([]);
  expect(problem?.where).toBe(`resume.yaml:2:${17 + Math.max(0, written.lastIndexOf('\\ud83d'))}`);
  expect(problem?.what).toContain(name);
});

test.each([
  ['in two other escapes', '"\\U0000D83F\\U0000DFFE"', ['U+D83F, U+DFFE']],
  ['in two different escapes', '"\\uD83F\\U0000DFFE"', ['U+D83F, U+DFFE']],
  ['in two lines', '"\\uD83F\\\n    \\uDFFE"', ['U+D83F', 'U+DFFE']],
])('a noncharacter is refused %s', async (_, written, names) => {
  const problems = await problemsOf({ 'resume.yaml': FILES['resume.yaml'].replace('Ada', written) });
  expect(problems.map(({ what }) => what)).toEqual(
    names.map((name) => expect.stringContaining(`holds ${name} (`)),
  );
});

test('every noncharacter is refused, as it is and as an escaped pair', async () => {
  const codes = Array.from({ length: 16 }, (_, plane) => (plane + 1) * 0x10000 + 0xfffe);
  for (const code of codes.flatMap((first) => [first, first + 1])) {
    const character = String.fromCodePoint(code);
    const pair = [0, 1].map((at) => `\\u${character.charCodeAt(at).toString(16)}`).join('');
    for (const written of [character, pair, `\\U${code.toString(16).padStart(8, '0')}`]) {
      const text = FILES['resume.yaml'].replace('Ada', `"${written}"`);
      const [problem] = await problemsOf({ 'resume.yaml': text });
      expect(problem?.what).toContain(`${named(character)} (noncharacter)`);
    }
  }
});

test.each<[string, Partial<typeof FILES>, string]>([
  [
    'a plain value',
    { 'portfolio.yaml': `${FILES['portfolio.yaml']}exclude:\n  - a/b\x1b\n` },
    'portfolio.yaml:4:8',
  ],
  [
    'a value that its schema refuses too',
    { 'portfolio.yaml': 'login: a\x1b\nsite: https://a.test\n' },
    'portfolio.yaml:1:9',
  ],
  [
    'a folded text',
    { 'resume.yaml': FILES['resume.yaml'].replace('Made up.', '>-\n    Made\n    \x9bup.') },
    'resume.yaml:6:5',
  ],
  [
    'a single-quoted text',
    { 'resume.yaml': FILES['resume.yaml'].replace('Ada', "'A\u202E'") },
    'resume.yaml:2:11',
  ],
  ['a key', { 'resume.yaml': `${FILES['resume.yaml']}na\x1bme: x\n` }, 'resume.yaml:5:3'],
  ['an escape in a key', { 'resume.yaml': `${FILES['resume.yaml']}"na\\eme": x\n` }, 'resume.yaml:5:4'],
  [
    'a key of a list',
    { 'evidence.yaml': 'rules:\n  - { skill: Go, "top\\u202eic": x, topic: y }\n' },
    'evidence.yaml:2:22',
  ],
  ['a comment', { 'evidence.yaml': '# \x1b[2J\nrules: []\n' }, 'evidence.yaml:1:3'],
  [
    'what breaks the syntax',
    { 'portfolio.yaml': 'login: a\x85b: c\nsite: https://a.test\n' },
    'portfolio.yaml:1:9',
  ],
  [
    'a lone carriage return',
    { 'portfolio.yaml': 'login: ada\rsite: https://a.test\n' },
    'portfolio.yaml:1:11',
  ],
])('is found in %s', async (_, different, where) => {
  expect((await problemsOf(different)).map((problem) => problem.where)).toEqual([where]);
});

test('one problem names all of a line, and other mistakes are told at once', async () => {
  const problems = await problemsOf({
    'resume.yaml': 'basics:\n  name: "Eve\\u001b]0;x\\u0007"\n  label: "\\e"\n  summary: 4\n',
    'evidence.yaml': 'rules: [\x00]\n',
  });
  expect(problems).toEqual([
    { where: 'resume.yaml:2:13', what: 'this line holds U+001B, U+0007 (control character)' },
    { where: 'resume.yaml:3:11', what: 'this line holds U+001B (control character)' },
    { where: 'resume.yaml:4:12', what: 'basics.summary is 4, not text' },
    { where: 'evidence.yaml:1:9', what: 'this line holds U+0000 (control character)' },
  ]);
});

describe('what scripts and people need is accepted', () => {
  test.each([
    ['joiners and marks', FILES['resume.yaml'].replace('Ada', 'क्\u200Dष \u200C \u200E \u200F 👩\u200D💻')],
    ['an emoji as a pair of escapes', FILES['resume.yaml'].replace('Ada', '"\\ud83d\\ude00"')],
    ['tabs and line feeds', FILES['resume.yaml'].replace('Made up.', '"Made\\tup\\n\\nagain\t."')],
    ['line ends of Windows', FILES['resume.yaml'].replaceAll('\n', '\r\n')],
    [
      'line ends of Windows in a block',
      `${FILES['resume.yaml'].replace('Made up.', '|\n    Made\n    up.')}`.replaceAll('\n', '\r\n'),
    ],
    ['a byte order mark', `\uFEFF${FILES['resume.yaml']}`],
  ])('%s', async (_, text) => {
    expect(await problemsOf({ 'resume.yaml': text })).toEqual([]);
  });
});

test('a byte order mark moves no column', async () => {
  const problems = await problemsOf({ 'portfolio.yaml': '\uFEFFlogin: 4\nsite: https://a.test\n' });
  expect(problems.map(({ where }) => where)).toEqual(['portfolio.yaml:1:8']);
});
