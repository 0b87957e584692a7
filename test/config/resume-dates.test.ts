import { expect, test } from 'vitest';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { parseYaml } from '../../src/config/yaml.ts';

/** The problems of a résumé with this entry, as `what → fix`. */
function problemsOf(section: string, entry: string, summary = 'S.'): string[] {
  const basics = `basics: { name: A, label: B, summary: "${summary}" }\n`;
  const result = parseYaml(`${basics}${section}:\n  - { ${entry} }\n`, 'resume.yaml', resumeSchema);
  return result.ok ? [] : result.problems.map(({ what, fix }) => `${what} → ${fix}`);
}

test.each(['2018-02-30', '2019-02-29', '2021-04-31'])('there is no %s', (day) => {
  expect(problemsOf('work', `position: P, startDate: ${day}`)).toEqual([
    `work.0.startDate is "${day}" → there is no such day; write one that exists, or only YYYY-MM`,
  ]);
  expect(problemsOf('awards', `title: P, date: ${day}`)).toHaveLength(1);
  expect(problemsOf('work', 'position: P', `{years since ${day}}`)).toEqual([
    expect.stringContaining('not a valid placeholder'),
  ]);
});

test('a leap day exists', () => {
  expect(problemsOf('work', 'position: P, startDate: 2020-02-29', '{years since 2020-02-29}')).toEqual([]);
});

test('a date in another form is one problem', () => {
  expect(problemsOf('work', 'position: P, startDate: 2020-13')).toEqual([
    'work.0.startDate is "2020-13" → write a date as YYYY, YYYY-MM or YYYY-MM-DD',
  ]);
});

test.each([
  ['work', 'position: P'],
  ['projects', 'name: P'],
  ['education', 'area: P'],
  ['volunteer', 'position: P'],
])('an end before its start is a problem in %s', (section, name) => {
  expect(problemsOf(section, `${name}, startDate: 2020-03, endDate: 2019-12`)).toEqual([
    `${section}.0.endDate is "2019-12" → this is before startDate, 2020-03; correct one of the two`,
  ]);
  expect(problemsOf(section, `${name}, startDate: 2020-03-02, endDate: 2020-03`)).toEqual([]);
  expect(problemsOf(section, `${name}, startDate: 2020-03, endDate: "2020"`)).toEqual([]);
});
