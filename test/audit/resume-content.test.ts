import { expect, test } from 'vitest';
import { auditAll } from '../../src/audit/audit.ts';
import { anAuditInput } from './audit-input.ts';

/** Findings about a résumé on 2 February 2031, as `severity location what`. */
function found(resume: string): string[] {
  const findings = auditAll(anAuditInput({ resume }));
  const relevant = findings.filter(({ what }) => !/review date/.test(what));
  return relevant.map(
    ({ severity, where, what }) => `${severity} ${where.replace('resume.yaml:', '')} ${what}`,
  );
}

test.each([
  ['work', 'position: P, '],
  ['projects', 'name: P, '],
  ['volunteer', 'position: P, '],
])('reports a start in the future in %s', (section, name) => {
  expect(found(`${section}:\n  - { ${name}startDate: 2031-06 }\n`)).toEqual([
    expect.stringMatching(/^warning 3:\d+ this starts in the future: 2031-06$/),
  ]);
  expect(found(`${section}:\n  - { ${name}startDate: "2032" }\n`)).toHaveLength(1);
  expect(found(`${section}:\n  - { ${name}startDate: 2031-02 }\n`)).toEqual([]);
  expect(found(`${section}:\n  - { ${name}startDate: "2031" }\n`)).toEqual([]);
});

test('studies may start and end in the future', () => {
  expect(found('education:\n  - { area: A, startDate: 2031-09, endDate: 2034-07 }\n')).toEqual([]);
});

test('reports a length that counts time to come', () => {
  const job = (end: string) => `work:\n  - { position: P, startDate: 2029-03, endDate: ${end} }\n`;
  expect(found(job('2032-01'))).toEqual([
    expect.stringMatching(/^warning 3:\d+ this ends in the future: 2032-01$/),
  ]);
  expect(found(job('2031-02'))).toEqual([]);
  // Without months, no length is shown.
  expect(found(job('"2032"'))).toEqual([]);
});

const job = (position: string, start: string, end = '') =>
  `  - { position: ${position}, startDate: ${start}${end && `, endDate: ${end}`} }\n`;

test.each<[name: string, jobs: string, line: number | null]>([
  ['the oldest first', job('A', '2020-01', '2022-02') + job('B', '2022-03', '2024-01'), 4],
  ['the current one last', job('A', '2020-01', '2023-02') + job('B', '2022-03'), 4],
  ['the latest first', job('B', '2022-03') + job('A', '2020-01', '2022-02'), null],
  ['jobs at the same time', job('A', '2020-01', '2023-02') + job('B', '2021-03', '2024-01'), null],
  ['a long one below', job('A', '2022-01', '2023-02') + job('B', '2015-03'), null],
  ['years that touch', job('B', '"2022"', '"2022"') + job('A', '"2022"', '"2022"'), null],
  [
    'unknown dates',
    `${job('B', '2022-03', '2023-01')}  - { position: C }\n${job('A', '2020-01', '2022-02')}`,
    null,
  ],
])('notices jobs out of order: %s', (_, jobs, line) => {
  const findings = found(`work:\n${jobs}`);
  expect(findings).toEqual(
    line === null ? [] : [expect.stringMatching(`^note ${line}:5 "B" \\(from .* is listed below "A"`)],
  );
});

test('notices several keywords in one, but not in parentheses', () => {
  const skills =
    'skills:\n  - { name: Web, keywords: [Go, "HTML, CSS; Sass"] }\n  - { name: X, keywords: ["SQL (Lite, Postgres)", "`a, b`"] }\n';
  expect(found(skills)).toEqual(['note 3:33 "HTML, CSS; Sass" is one keyword']);
  expect(found('projects:\n  - { name: P, keywords: ["a, b"] }\n')).toHaveLength(1);
});

test('notices two groups of skills with the same name', () => {
  const skills = 'skills:\n  - { name: Web, keywords: [Go] }\n  - { name: web, keywords: [Zig] }\n';
  expect(found(skills)).toEqual(['note 4:13 a second group of skills is called "web"']);
});
