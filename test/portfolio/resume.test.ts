import { expect, test } from 'vitest';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { hasResume } from '../../src/portfolio/resume.ts';

const resumeOf = (summary: string, sections: object = {}) =>
  resumeSchema.parse({ basics: { name: 'Ann', label: 'Developer', summary }, ...sections });

const SKILLS = { skills: [{ name: 'Languages', keywords: ['Go'] }] };

test.each([
  ['a default summary', resumeOf('The public work of Ann on GitHub.', SKILLS), false],
  ['the longest bio on GitHub', resumeOf(`**${'b'.repeat(160)}**`, SKILLS), false],
  ['a longer summary', resumeOf('s'.repeat(161)), true],
  ['work', resumeOf('Short.', { work: [{ name: 'Mill', position: 'Engineer' }] }), true],
  ['a project', resumeOf('Short.', { projects: [{ name: 'Engine' }] }), true],
  ['education', resumeOf('Short.', { education: [{ area: 'Mathematics' }] }), true],
  ['an optional section', resumeOf('Short.', { languages: [{ language: 'Polish' }] }), true],
])('%s: is it a résumé?', (_, resume, isResume) => {
  expect(hasResume(resume)).toBe(isResume);
});
