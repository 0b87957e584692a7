import { expect, test } from 'vitest';
import { resumeSchema } from '../../src/config/resume-schema.ts';
import { resolvePlaceholders } from '../../src/portfolio/resolve-placeholders.ts';

const resume = resumeSchema.parse({
  basics: {
    name: 'Ada Sample',
    label: 'Sample Engineer',
    summary:
      'I bring {years since 2022-03} years, `{years since 2022}` in code, \\{ and {years since 2022-03-15}.',
  },
  work: [
    { name: 'W', position: 'P', startDate: '2022', highlights: [{ text: '**{years since 2020}** years' }] },
  ],
});

test.each([
  ['2026-11-22', 4, 4, 6],
  ['2027-02-28', 4, 4, 7],
  ['2027-03-01', 5, 4, 7],
  ['2027-03-15', 5, 5, 7],
  ['2021-01-01', 0, 0, 1],
])('on %s the years are %i, %i and %i', (asOf, sinceMonth, sinceDay, sinceYear) => {
  const resolved = resolvePlaceholders(resume, asOf);
  expect(resolved.basics.summary).toBe(
    `I bring ${sinceMonth} years, \`{years since 2022}\` in code, \\{ and ${sinceDay}.`,
  );
  expect(resolved.work[0]?.highlights).toEqual([{ text: `**${sinceYear}** years` }]);
});

test('the rest of the résumé does not change', () => {
  const still = { ...resume, basics: { ...resume.basics, summary: 'Same.' }, work: [] };
  expect(resolvePlaceholders(still, '2031-02-03')).toEqual(still);
});
