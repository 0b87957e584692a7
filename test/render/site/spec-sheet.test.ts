import { describe, expect, it } from 'vitest';
import { type Resume, resumeSchema } from '../../../src/config/resume-schema.ts';
import { firstKeywords, specSheet } from '../../../src/render/site/spec-sheet.ts';

const basics = { name: 'Ada', label: 'Engineer', summary: 'Builds.' };
const sheet = (resume: object, seeking: string | null = null) =>
  specSheet({ resume: resumeSchema.parse({ basics, ...resume }), seeking, asOf: '2026-11-22' }).map(
    ({ label, text }) => `${label}: ${text}`,
  );
const job = (more: Partial<Resume['work'][number]>) => ({ position: 'Engineer', ...more });

describe('spec sheet', () => {
  it('has what the owner is looking for, then experience, then at most five skill groups', () => {
    const skills = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => ({ name, keywords: ['**Go**', 'Zig'] }));
    const work = [job({ name: 'A_B', startDate: '2022-03' })];
    expect(sheet({ work, skills }, 'A **team**')).toEqual([
      'Looking for: A **team**',
      'Experience: 4 years; at A\\_B since March 2022',
      ...['A', 'B', 'C', 'D', 'E'].map((name) => `${name}: **Go**, Zig`),
    ]);
  });

  it('leaves out what is unknown', () => {
    expect(sheet({})).toEqual([]);
    expect(sheet({ work: [job({ name: 'Acme' })] })).toEqual(['Experience: At Acme']);
    expect(sheet({ work: [job({})] })).toEqual([]);
  });

  it.each([
    [[job({ startDate: '2026-04' })], '7 months'],
    [[job({ startDate: '2025-10' })], '1 year'],
    [[job({ startDate: '2019', endDate: '2022' })], 'About 3 years'],
    [[job({ name: 'New', startDate: '2026-11' })], 'At New since November 2026'],
  ])('says how long: %j', (work, text) => {
    expect(sheet({ work })).toEqual([`Experience: ${text}`]);
  });

  it('has as many keywords as fit in a line, but at least one', () => {
    expect(firstKeywords(['Go', 'Zig', 'Java', 'C', 'Lua'])).toEqual(['Go', 'Zig', 'Java', 'C']);
    expect(firstKeywords(['x'.repeat(30), '**y**'.repeat(2), 'z'.repeat(20)])).toEqual([
      'x'.repeat(30),
      '**y**'.repeat(2),
    ]);
    expect(firstKeywords(['x'.repeat(90), 'y'])).toEqual(['x'.repeat(90)]);
  });
});
