import { expect, it } from 'vitest';
import { firstPortfolio } from '../site/built-site.ts';

async function mentionsOf(skill: string): Promise<string[] | undefined> {
  return (await firstPortfolio()).skills
    .flatMap(({ skills }) => skills)
    .find(({ keyword }) => keyword.includes(skill))
    ?.mentions.map(({ subject }) => subject);
}

it('finds the lines that name a skill as a word of its own', async () => {
  expect(await mentionsOf('Go')).toEqual(['Data Optimization & ClickHouse Migration', 'assertG']);
  expect(await mentionsOf('Zig (Experimental)')).toEqual(['Relay']);
});

it('finds a skill by either of its names', async () => {
  expect(await mentionsOf('Kubernetes (EKS)')).toContain('Research & Decision Making');
  expect(await mentionsOf('Linux (Debian/Ubuntu)')).toEqual(['Linux Troubleshooting']);
  expect(await mentionsOf('CI/CD')).toEqual(['CI/CD Pipeline']);
});

it('leaves a skill without lines in its place', async () => {
  expect(await mentionsOf('PostgreSQL')).toEqual([]);
});
