import { expect, it, test } from 'vitest';
import { noRules } from '../../src/config/evidence-schema.ts';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { evidenceSources } from '../../src/portfolio/evidence.ts';
import { plainText } from '../../src/portfolio/inline.ts';
import { skillsOf } from '../../src/portfolio/skills.ts';
import { emptySnapshot } from '../../src/snapshot/schema.ts';
import { firstPortfolio } from '../site/built-site.ts';

async function mentionsOf(skill: string): Promise<string[] | undefined> {
  return (await firstPortfolio()).skills
    .flatMap(({ skills }) => skills)
    .find(({ keyword }) => keyword.includes(skill))
    ?.mentions.map(({ subject }) => subject);
}

it('finds the claims that mention a skill as a whole word', async () => {
  expect(await mentionsOf('Go')).toEqual(['Data Optimization & ClickHouse Migration', 'assertG']);
  expect(await mentionsOf('Zig (Experimental)')).toEqual(['Relay']);
});

it('finds a skill by any of its names', async () => {
  expect(await mentionsOf('Kubernetes (EKS)')).toContain('Research & Decision Making');
  expect(await mentionsOf('Linux (Debian/Ubuntu)')).toEqual(['Linux Troubleshooting']);
  expect(await mentionsOf('CI/CD')).toEqual(['CI/CD Pipeline']);
});

it('keeps a skill that no claim mentions', async () => {
  expect(await mentionsOf('PostgreSQL')).toEqual([]);
});

it.each(['valueOf', 'constructor', 'toString', '__proto__'])('accepts %s as a skill', (keyword) => {
  const resume = resumeSchema.parse({
    basics: { name: 'Ann', label: 'Engineer', summary: 'Builds things.' },
    skills: [{ name: 'JavaScript', keywords: [keyword] }],
  });
  const sources = evidenceSources([], emptySnapshot('2026-11-22'));
  const [group] = skillsOf(resume, { claims: [], rules: noRules, sources });
  expect(group?.skills).toMatchObject([{ name: plainText(keyword), evidence: [] }]);
});

test.each([
  ['C', 'Wrote drivers in C.', true],
  ['C', 'Wrote C, C++ and Go.', true],
  ['C', 'Wrote C/C++.', true],
  ['C', 'Wrote C++ and C#.', false],
  ['C', 'Wrote Objective-C.', false],
  ['R', 'Worked in R&D.', false],
  ['R', 'Plots in R, tables in Excel.', true],
  ['C++', 'Wrote C++17 and C++.', true],
  ['C#', 'Wrote C# services.', true],
  ['Go', 'Wrote Go, not Golo.', true],
  ['Java', 'Wrote JavaScript.', false],
])('skill %s in claim %j: %s', (keyword, text, isNamed) => {
  const resume = resumeSchema.parse({
    basics: { name: 'Ann', label: 'Engineer', summary: 'Builds things.' },
    skills: [{ name: 'Languages', keywords: [keyword] }],
  });
  const claim = { kind: 'work' as const, path: 'work.0', anchor: 'a', subject: 'A', text, evidence: [] };
  const sources = evidenceSources([], emptySnapshot('2026-11-22'));
  const [group] = skillsOf(resume, { claims: [claim], rules: noRules, sources });
  expect(group?.skills[0]?.mentions).toHaveLength(isNamed ? 1 : 0);
});
