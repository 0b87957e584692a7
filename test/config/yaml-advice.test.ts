import { expect, test } from 'vitest';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { parseYaml } from '../../src/config/yaml.ts';

const BASICS = 'basics:\n  name: Ada\n  label: Dev\n  summary: Works.\n';

/** The problems of a résumé, as `line:column what → fix`. */
function problemsOf(text: string): string[] {
  const result = parseYaml(text, 'resume.yaml', resumeSchema);
  if (result.ok) return [];
  return result.problems.map(
    ({ where, what, fix }) => `${where?.replace('resume.yaml:', '')} ${what} → ${fix}`,
  );
}

test.each([
  ['+15551234567', '"+15551234567"'],
  ['0012', '"0012"'],
  ['3.10', '"3.10"'],
  ['1_000', null],
  ['1e3', '"1e3"'],
])('the advice for a phone number %s keeps its spelling', (written, quoted) => {
  const expected =
    quoted === null ? [] : [`5:10 basics.phone is ${written}, not text → put it in quotes: ${quoted}`];
  expect(problemsOf(`${BASICS}  phone: ${written}\n`)).toEqual(expected);
});

test('the advice for a version among keywords keeps its spelling', () => {
  expect(problemsOf(`${BASICS}skills:\n  - name: Python\n    keywords: [3.10, 2.7]\n`)).toEqual([
    '7:16 skills.0.keywords.0 is 3.10, not text → put it in quotes: "3.10"',
    '7:22 skills.0.keywords.1 is 2.7, not text → put it in quotes: "2.7"',
  ]);
});

const JOB = `${BASICS}work:\n  - position: Dev\n`;

test.each([
  ['Backend: built x', '"Backend: built x"', 'Backend'],
  ['Uses "Go": fast', `'Uses "Go": fast'`, 'Uses \\"Go\\"'],
  ['Ratio: 3.10', '"Ratio: 3.10"', 'Ratio'],
  ['Empty:', '"Empty:"', 'Empty'],
  ['Backend: built\n          the rest', '"Backend: built the rest"', 'Backend'],
])('a highlight with a colon, %j, is told to be quoted', (written, quoted, key) => {
  expect(problemsOf(`${JOB}    highlights:\n      - Fine.\n      - ${written}\n`)).toEqual([
    `9:9 work.0.highlights.1 is a group of keys, because there is a colon after "${key}" → quote the item: ${quoted}`,
  ]);
});

test('so is a keyword, and a highlight in a group', () => {
  expect(problemsOf(`${BASICS}skills:\n  - name: S\n    keywords:\n      - Frontend: React\n`)).toEqual([
    '8:9 skills.0.keywords.0 is a group of keys, because there is a colon after "Frontend" → quote the item: "Frontend: React"',
  ]);
  const section = '    sections:\n      - name: A\n        highlights:\n          - Led: two\n';
  expect(problemsOf(JOB + section)).toEqual([
    '10:13 work.0.sections.0.highlights.0 is a group of keys, because there is a colon after "Led" → quote the item: "Led: two"',
  ]);
});

test('a highlight with known keys is still checked as one', () => {
  expect(problemsOf(`${JOB}    highlights:\n      - evidence: [ada/x]\n`)).toEqual([
    '8:9 work.0.highlights.0.text is missing → add the key "text" with text',
  ]);
});

test.each(['null', '~', ''])('an endDate of "%s" should be left out', (written) => {
  expect(problemsOf(`${JOB}    endDate: ${written}\n`)).toEqual([
    `7:14 work.0.endDate is ${written || 'empty'} → leave the key endDate out, or write a value`,
  ]);
});

test.each(['#hash', '#0057b7   # blue', '#one\n  # two'])(
  'text after "#" without a space, as in %j, was no comment',
  (written) => {
    const [text = ''] = written.split(/\s/);
    expect(problemsOf(BASICS.replace('Dev', written))).toEqual([
      `3:10 basics.label is empty, because # starts a comment → put it in quotes: "${text}"`,
    ]);
    expect(problemsOf(`${JOB}    endDate: ${written}\n`)).toEqual([
      `7:14 work.0.endDate is empty, because # starts a comment → put it in quotes: "${text}"`,
    ]);
  },
);

test('a comment with a space after "#" is one', () => {
  expect(problemsOf(`${JOB}    endDate: # still there\n`)).toEqual([
    '7:14 work.0.endDate is empty → leave the key endDate out, or write a value',
  ]);
});

test('a required key cannot be left out', () => {
  expect(problemsOf(BASICS.replace('Dev', 'null'))).toEqual(['3:10 basics.label is null → write text here']);
});

test('names in one text should be a list', () => {
  expect(problemsOf(`${BASICS}skills:\n  - name: Web\n    keywords: "HTML, CSS"\n`)).toEqual([
    '7:15 skills.0.keywords is "HTML, CSS", not a list → write a list: [HTML, CSS]',
  ]);
  expect(problemsOf(`${JOB}    highlights: "Led: one, two"\n`)).toEqual([
    '7:17 work.0.highlights is "Led: one, two", not a list → write a list: ["Led: one, two"]',
  ]);
});
