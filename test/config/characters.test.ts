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

/** Loads the default files with these replacements, and returns the problems; empty if they are valid. */
async function problemsOf(replacements: Partial<typeof FILES>): Promise<{ where: string; what: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'characters-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries({ ...FILES, ...replacements })) {
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
const UNSAFE = [
  ...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).filter(
    (one) => !/[\t\n]/.test(one),
  ),
  ...Array.from({ length: 0x21 }, (_, index) => String.fromCharCode(0x7f + index)),
  ...[...'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFFFE\uFFFF\uFDD0'],
];

test.each(UNSAFE.map((character) => ({ character, name: named(character) })))(
  'rejects $name at its position, both raw and escaped',
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
])('rejects the escape %s', async (written, name) => {
  const text = FILES['resume.yaml'].replace('Ada', `"A\\\\x1b ${written}"`);
  const [problem, ...others] = await problemsOf({ 'resume.yaml': text });
  expect(others).toEqual([]);
  expect(problem?.where).toBe(`resume.yaml:2:${17 + Math.max(0, written.lastIndexOf('\\ud83d'))}`);
  expect(problem?.what).toContain(name);
});

test.each([
  ['as two long escapes', '"\\U0000D83F\\U0000DFFE"', ['U+D83F, U+DFFE']],
  ['as two different escapes', '"\\uD83F\\U0000DFFE"', ['U+D83F, U+DFFE']],
  ['split over two lines', '"\\uD83F\\\n    \\uDFFE"', ['U+D83F', 'U+DFFE']],
])('rejects a noncharacter written %s', async (_, written, names) => {
  const problems = await problemsOf({ 'resume.yaml': FILES['resume.yaml'].replace('Ada', written) });
  expect(problems.map(({ what }) => what)).toEqual(
    names.map((name) => expect.stringContaining(`contains ${name} (`)),
  );
});

test('rejects every noncharacter, both raw and as an escaped surrogate pair', async () => {
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
    'a value that does not match its schema either',
    { 'portfolio.yaml': 'login: a\x1b\nsite: https://a.test\n' },
    'portfolio.yaml:1:9',
  ],
  [
    'folded text',
    { 'resume.yaml': FILES['resume.yaml'].replace('Made up.', '>-\n    Made\n    \x9bup.') },
    'resume.yaml:6:5',
  ],
  [
    'single-quoted text',
    { 'resume.yaml': FILES['resume.yaml'].replace('Ada', "'A\u202E'") },
    'resume.yaml:2:11',
  ],
  ['a key', { 'resume.yaml': `${FILES['resume.yaml']}na\x1bme: x\n` }, 'resume.yaml:5:3'],
  ['an escape in a key', { 'resume.yaml': `${FILES['resume.yaml']}"na\\eme": x\n` }, 'resume.yaml:5:4'],
  [
    'a key in a list item',
    { 'evidence.yaml': 'rules:\n  - { skill: Go, "top\\u202eic": x, topic: y }\n' },
    'evidence.yaml:2:22',
  ],
  ['a comment', { 'evidence.yaml': '# \x1b[2J\nrules: []\n' }, 'evidence.yaml:1:3'],
  [
    'text with a syntax error',
    { 'portfolio.yaml': 'login: a\x85b: c\nsite: https://a.test\n' },
    'portfolio.yaml:1:9',
  ],
  [
    'a lone carriage return',
    { 'portfolio.yaml': 'login: ada\rsite: https://a.test\n' },
    'portfolio.yaml:1:11',
  ],
])('finds an unsafe character in %s', async (_, replacements, where) => {
  expect((await problemsOf(replacements)).map((problem) => problem.where)).toEqual([where]);
});

test('reports one problem per line, together with all other problems', async () => {
  const problems = await problemsOf({
    'resume.yaml': 'basics:\n  name: "Eve\\u001b]0;x\\u0007"\n  label: "\\e"\n  summary: 4\n',
    'evidence.yaml': 'rules: [\x00]\n',
  });
  expect(problems).toEqual([
    { where: 'resume.yaml:2:13', what: 'this line contains U+001B, U+0007 (control character)' },
    { where: 'resume.yaml:3:11', what: 'this line contains U+001B (control character)' },
    { where: 'resume.yaml:4:12', what: 'basics.summary is 4, not text' },
    { where: 'evidence.yaml:1:9', what: 'this line contains U+0000 (control character)' },
  ]);
});

describe('accepts the characters that text needs', () => {
  test.each([
    ['joiners and marks', FILES['resume.yaml'].replace('Ada', 'क्\u200Dष \u200C \u200E \u200F 👩\u200D💻')],
    ['an emoji as a pair of escapes', FILES['resume.yaml'].replace('Ada', '"\\ud83d\\ude00"')],
    ['tabs and line feeds', FILES['resume.yaml'].replace('Made up.', '"Made\\tup\\n\\nagain\t."')],
    ['Windows line endings', FILES['resume.yaml'].replaceAll('\n', '\r\n')],
    [
      'Windows line endings in a block',
      `${FILES['resume.yaml'].replace('Made up.', '|\n    Made\n    up.')}`.replaceAll('\n', '\r\n'),
    ],
    ['a byte order mark', `\uFEFF${FILES['resume.yaml']}`],
  ])('%s', async (_, text) => {
    expect(await problemsOf({ 'resume.yaml': text })).toEqual([]);
  });
});

test('does not count a byte order mark as a column', async () => {
  const problems = await problemsOf({ 'portfolio.yaml': '\uFEFFlogin: 4\nsite: https://a.test\n' });
  expect(problems.map(({ where }) => where)).toEqual(['portfolio.yaml:1:8']);
});
