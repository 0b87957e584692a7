import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadOwnerFiles } from '../../src/config/load.ts';
import { UserError } from '../../src/errors.ts';

const RESUME = [
  'basics:',
  '  name: Ada Sample',
  '  label: Sample Engineer',
  '  summary: Made up.',
  'work:',
  '  - name: Sample Works',
  '    position: Sample Engineer',
  '    startDate: 2029-03',
  '    highlights:',
  '      - text: Smaller',
  '        metrics:',
  '          - { name: A, text: "9 less", before: 10 GB, after: 1 GB, reduction: 90 % }',
];

const CONFIG = [
  'login: ada-sample',
  'site: https://ada.example.test',
  'key:',
  '  - ada-sample/one',
  '  - repository: ada-sample/two',
  '    role: author',
  'exclude: []',
  'maxRequests: 300',
];

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portfolio-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Replaces the line with this number. */
function withLine(lines: string[], number: number, text: string): string[] {
  return lines.map((line, index) => (index === number - 1 ? text : line));
}

/** Loads the files and returns the problems, with `file:line:column` relative to the folder. */
async function problemsOf(resume: string[], config: string[]) {
  await writeFile(join(folder, 'resume.yaml'), resume.join('\n'));
  await writeFile(join(folder, 'portfolio.yaml'), config.join('\n'));
  try {
    await loadOwnerFiles(folder);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ where = '', what, fix }) => [where.slice(folder.length + 1), what, fix]);
  }
  return [];
}

test('accepts valid files', async () => {
  expect(await problemsOf(RESUME, CONFIG)).toEqual([]);
});

describe('reports the location, the wrong value and the fix', () => {
  test.each<[string, string[], string[], (string | RegExp)[]]>([
    [
      'syntax',
      RESUME,
      withLine(CONFIG, 2, 'site: https: //x'),
      ['portfolio.yaml:2:7', /^not valid YAML/, /quote text/],
    ],
    [
      'unclosed quote',
      RESUME,
      withLine(CONFIG, 8, 'maxRequests: "300'),
      ['portfolio.yaml:8:18', /not valid YAML: Missing closing/, /quote text/],
    ],
    [
      'duplicate key',
      RESUME,
      [...CONFIG, 'login: bob'],
      ['portfolio.yaml:9:1', 'duplicate key', 'remove one of the two'],
    ],
    [
      'alias without anchor',
      RESUME,
      [...CONFIG, 'x: *y'],
      ['portfolio.yaml:1:1', /^not valid YAML: .*alias/, /correct the syntax/],
    ],
    [
      'missing key',
      RESUME,
      CONFIG.slice(1),
      ['portfolio.yaml:1:1', 'login is missing', 'add the key "login" with text'],
    ],
    [
      'missing key inside',
      withLine(RESUME, 7, '    location: here'),
      CONFIG,
      ['resume.yaml:6:5', 'work.0.position is missing', 'add the key "position" with text'],
    ],
    [
      'unknown key',
      withLine(RESUME, 7, '    position: x\n    begun: 2029-03'),
      CONFIG,
      ['resume.yaml:8:5', 'work.0.begun is not a known key', /remove it or correct its spelling/],
    ],
    ...[
      ['showPhon', 'showPhone'],
      ['show-phone', 'showPhone'],
      ['SHOW_PHONE', 'showPhone'],
      ['sohwPhone', 'showPhone'],
      ['excludes', 'exclude'],
      ['colection', 'collections'],
    ].map(([written = '', meant = '']): [string, string[], string[], (string | RegExp)[]] => [
      `unknown key ${written} that is close to ${meant}`,
      RESUME,
      withLine(CONFIG, 7, `${written}: x`),
      [
        'portfolio.yaml:7:1',
        `${written} is not a known key`,
        `did you mean "${meant}"? If not, remove it; data/schema lists the known keys`,
      ],
    ]),
    [
      'unknown key that is close to a key of another object',
      RESUME,
      withLine(CONFIG, 7, 'roles: x'),
      ['portfolio.yaml:7:1', 'roles is not a known key', /^remove it or correct its spelling/],
    ],
    [
      'nested unknown key that is close to a key of the same object',
      withLine(RESUME, 8, '    start_date: 2029-03'),
      CONFIG,
      ['resume.yaml:8:5', 'work.0.start_date is not a known key', /^did you mean "startDate"\?/],
    ],
    [
      'unknown key next to a repository in a list',
      RESUME,
      withLine(CONFIG, 6, '    rolle: author'),
      ['portfolio.yaml:6:5', 'key.1.rolle is not a known key', /^did you mean "role"\?/],
    ],
    [
      'unknown key in evidence',
      withLine(RESUME, 11, '        evidence: [{ release: a/b@1, titel: x }]\n        metrics:'),
      CONFIG,
      ['resume.yaml:11:38', 'work.0.highlights.0.evidence.0.titel is not a known key', /^remove it/],
    ],
    [
      'URL with a query',
      RESUME,
      withLine(CONFIG, 2, 'site: https://ada.example.test/?page=1'),
      ['portfolio.yaml:2:7', 'site is "https://ada.example.test/?page=1"', /remove the query/],
    ],
    [
      'URL with a fragment',
      RESUME,
      withLine(CONFIG, 2, 'site: https://ada.example.test/a#top'),
      ['portfolio.yaml:2:7', 'site is "https://ada.example.test/a#top"', /the fragment/],
    ],
    [
      'URL with an empty query',
      RESUME,
      withLine(CONFIG, 2, 'site: "https://ada.example.test?"'),
      ['portfolio.yaml:2:7', 'site is "https://ada.example.test?"', /remove the query/],
    ],
    [
      'wrong type',
      RESUME,
      withLine(CONFIG, 8, 'maxRequests: lots'),
      ['portfolio.yaml:8:14', 'maxRequests is "lots", not a number', 'write a number here'],
    ],
    [
      'number instead of text',
      withLine(RESUME, 8, '    startDate: 2029'),
      CONFIG,
      ['resume.yaml:8:16', 'work.0.startDate is 2029, not text', 'put it in quotes: "2029"'],
    ],
    [
      'number instead of text or a group',
      withLine(RESUME, 10, '      - 42\n      - text: Smaller'),
      CONFIG,
      ['resume.yaml:10:9', 'work.0.highlights.0 is 42', 'put it in quotes: "42"'],
    ],
    [
      'text instead of a list',
      RESUME,
      withLine(CONFIG, 7, 'exclude: ada-sample/x'),
      ['portfolio.yaml:7:10', 'exclude is "ada-sample/x", not a list', 'write a list here'],
    ],
    [
      'empty value',
      RESUME,
      withLine(CONFIG, 1, 'login:'),
      ['portfolio.yaml:1:7', 'login is empty', 'write text here'],
    ],
    [
      'too small',
      RESUME,
      withLine(CONFIG, 8, 'maxRequests: 3'),
      ['portfolio.yaml:8:14', 'maxRequests is 3', 'write at least 10'],
    ],
    [
      'value not in the list of choices',
      RESUME,
      withLine(CONFIG, 6, '    role: owner'),
      ['portfolio.yaml:6:11', 'key.1.role is "owner"', 'use one of "author", "maintainer", "contributor"'],
    ],
    [
      'invalid repository name',
      RESUME,
      withLine(CONFIG, 4, '  - one'),
      ['portfolio.yaml:4:5', 'key.0 is "one"', 'write a repository as owner/name'],
    ],
    [
      'invalid repository name in a group',
      RESUME,
      withLine(CONFIG, 5, '  - repository: ada-sample/..'),
      ['portfolio.yaml:5:17', 'key.1.repository is "ada-sample/.."', 'write a repository as owner/name'],
    ],
    [
      'repository listed twice',
      RESUME,
      withLine(CONFIG, 4, '  - ada-sample/TWO'),
      ['portfolio.yaml:5:5', /^key\.1 is/, /already listed at key\.0/],
    ],
    [
      'incomplete URL',
      RESUME,
      withLine(CONFIG, 2, 'site: www.example.test'),
      ['portfolio.yaml:2:7', 'site is "www.example.test"', /starting with https/],
    ],
    [
      'wrong reduction',
      withLine(RESUME, 12, RESUME[11]?.replace('90 %', '95 %') ?? ''),
      CONFIG,
      ['resume.yaml:12:79', /reduction is "95 %"$/, /10 GB to 1 GB is 90\.00% less/],
    ],
    [
      'invalid placeholder',
      withLine(RESUME, 4, '  summary: I bring {years since 2022-03} and {yeers since 2022} years.'),
      CONFIG,
      [
        'resume.yaml:4:46',
        'basics.summary contains "{yeers since 2022}", which is not a valid placeholder',
        /years since 2022-03/,
      ],
    ],
    [
      'invalid placeholder in folded text',
      withLine(RESUME, 4, '  summary: >-\n    I bring\n    {years since 13}.'),
      CONFIG,
      ['resume.yaml:6:5', /years since 13/, /years since 2022-03/],
    ],
    ['empty file', [''], CONFIG, ['resume.yaml:1:1', 'the file is empty', 'write a group of keys here']],
  ])('%s', async (_, resume, config, expected) => {
    const problems = await problemsOf(resume, config);
    expect(problems).toHaveLength(1);
    for (const [index, part] of expected.entries()) expect(problems[0]?.[index]).toMatch(exactly(part));
  });
});

function exactly(part: string | RegExp): RegExp {
  return typeof part === 'string' ? new RegExp(`^${part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`) : part;
}

test.each([
  '007',
  '3.10',
  '1e3',
  '0x10',
  '0o17',
  '-0',
  '+15551234567',
  '12345678901234567890',
  '.5',
  '1.',
  'True',
  'FALSE',
  '.inf',
  '.NaN',
])('quotes the unquoted scalar %s as it was written', async (written) => {
  const [problem] = await problemsOf(withLine(RESUME, 3, `  label: ${written}`), CONFIG);
  expect(problem).toEqual([
    'resume.yaml:3:10',
    `basics.label is ${written}, not text`,
    `put it in quotes: "${written}"`,
  ]);
});

test('quotes numbers in a list, in a group and as a key as they were written', async () => {
  const [problem] = await problemsOf(withLine(RESUME, 3, '  label: [007, { a: 3.10, b: "1" }, ~]'), CONFIG);
  expect(problem?.[1]).toBe(
    'basics.label is ["007",{"a":"3.10","b":"1"},null], not text'.replace(/"(007|3.10)"/g, '$1'),
  );
  const [key] = await problemsOf(RESUME, [...CONFIG, '007: x']);
  expect(key?.[1]).toBe('007 is not a known key');
});

// The "billion laughs" attack: each alias expands to nine of the one before.
const LAUGHS = [...'bcdefghi'].map((name, index) => {
  const before = `*${'abcdefghi'[index]}`;
  return `${name}: &${name} [${Array(9).fill(before).join(', ')}]`;
});

describe('reports excessive nesting as one problem with its location', () => {
  const lists = '['.repeat(5000) + ']'.repeat(5000);
  test.each([
    ['lists', `a: ${lists}`, 'portfolio.yaml:1:103', /nested more than 100 levels/],
    ['unclosed lists', '['.repeat(100_000), 'portfolio.yaml:1:101', /nested more than 100 levels/],
    ['groups', '{a: '.repeat(5000) + '}'.repeat(5000), 'portfolio.yaml:1:401', /nested more than 100 levels/],
    ['groups in lists', '[{"a": '.repeat(5000), 'portfolio.yaml:1:351', /nested more than 100 levels/],
    ['a key', `? ${lists}\n: x`, 'portfolio.yaml:1:102', /nested more than 100 levels/],
    ['dashes', `${'- '.repeat(5000)}x`, 'portfolio.yaml:1:201', /nested more than 100 levels/],
    [
      'indentation',
      Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'portfolio.yaml:101:101',
      /nested more than 100 levels/,
    ],
    [
      'an alias inside its own list',
      'key: &a [x, *a]',
      'portfolio.yaml:1:13',
      /\*a is inside the value it refers to/,
    ],
    ['an alias inside its own group', 'a: &a\n  b: { c: *a }', 'portfolio.yaml:2:11', /\*a is inside/],
    [
      'aliases of aliases',
      ['a: &a [lol, lol]', ...LAUGHS].join('\n'),
      'portfolio.yaml:1:1',
      /aliases expand to too much/,
    ],
    [
      'an alias of deep nesting inside deep nesting',
      `a: &a ${'['.repeat(60)}${']'.repeat(60)}\nb: ${'['.repeat(60)}*a${']'.repeat(60)}`,
      'portfolio.yaml:2:64',
      /nested more than 100 levels/,
    ],
  ])('%s', async (_, text, where, what) => {
    expect(await problemsOf(RESUME, [text])).toEqual([
      [where, expect.stringMatching(what), expect.any(String)],
    ]);
  });

  test('leaves the maximum depth to the schema', async () => {
    const problems = await problemsOf(RESUME, [...CONFIG, `a: ${'['.repeat(99)}${']'.repeat(99)}`]);
    expect(problems).toEqual([['portfolio.yaml:9:1', 'a is not a known key', expect.any(String)]]);
  });

  test('accepts a harmless alias', async () => {
    const config = withLine(CONFIG, 4, '  - &one ada-sample/one');
    expect(await problemsOf(RESUME, withLine(config, 7, 'exclude: [*one]'))).toEqual([]);
  });
});

test('reports every problem of both files at once', async () => {
  const problems = await problemsOf(
    withLine(withLine(RESUME, 3, '  labl: x'), 8, '    startDate: soon'),
    withLine(withLine(CONFIG, 1, 'login: "@ada"'), 8, 'maxRequests: 1.5'),
  );
  expect(problems.map(([where]) => where)).toEqual([
    'resume.yaml:1:1',
    'resume.yaml:3:3',
    'resume.yaml:8:16',
    'portfolio.yaml:1:8',
    'portfolio.yaml:8:14',
  ]);
});

test('names a missing file and says how to restore it', async () => {
  await expect(loadOwnerFiles(join(folder, 'nowhere'))).rejects.toThrow(
    /resume\.yaml: this file is missing\n.*git/,
  );
});

test('accepts the owner’s own files', async () => {
  const text = await readFile('data/resume.yaml', 'utf8');
  expect((await loadOwnerFiles('data')).resume.basics.name).toBe(/name: (.*)/.exec(text)?.[1]);
});
