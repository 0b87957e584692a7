import { describe, expect, it } from 'vitest';
import { type Highlight, resumeSchema } from '../../../src/config/resume-schema.ts';
import { featuredHighlights } from '../../../src/render/site/featured.ts';

const metrics = [{ name: 'Set', text: 'x', before: '10 GB', after: '1 GB', reduction: '90 %' }];

function featured(work: object[], claims: { path: string; anchor: string }[] = []) {
  const resume = resumeSchema.parse({ basics: { name: 'A', label: 'B', summary: 'C' }, work });
  const whole = claims.map((claim) => ({
    kind: 'work' as const,
    subject: '',
    text: '',
    evidence: [],
    ...claim,
  }));
  return featuredHighlights(resume.work, { claims: whole, main: 0 });
}

const job = (highlights: Highlight[], more: object = {}) => ({ position: 'Engineer', highlights, ...more });
const texts = (work: object[]) => featured(work).map(({ text }) => text);

describe('featured highlights', () => {
  it('are those that the owner marked, at most six, with their shorter version as a whole', () => {
    const marked = Array.from({ length: 7 }, (_, index) => ({
      text: `**Long ${index}:** Long text. And more.`,
      short: `**Short ${index}:** Text. And all of it.`,
      featured: true,
    }));
    const found = featured([job(['Not marked.', ...marked])]);
    expect(found).toHaveLength(6);
    expect(found[0]).toMatchObject({ heading: 'Short 0', text: 'Text. And all of it.' });
  });

  it('are by default those with reductions and results, then the first of each section, then the others', () => {
    const sections = [
      { name: 'One', highlights: ['First one.', 'Second one.', 'Cut costs by 30%. And more.'] },
      {
        name: 'Two',
        highlights: ['First two.', 'Second two.', { text: 'Made it small:', metrics }, 'Third two.'],
      },
    ];
    expect(texts([{ position: 'Engineer', sections }])).toEqual([
      'Made it small.',
      'First one.',
      'Second one.',
      'Cut costs by 30%.',
      'First two.',
      'Second two.',
    ]);
  });

  it('prefer results and the first of each section to others', () => {
    const sections = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => ({
      name,
      highlights: [`First of ${name}.`, 'Another one.', 'Ran Spring 4.'],
    }));
    sections[4]?.highlights.push('Served 2,000 users.');
    expect(texts([{ position: 'Engineer', sections }])).toEqual([
      'First of One.',
      'First of Two.',
      'First of Three.',
      'First of Four.',
      'First of Five.',
      'Served 2,000 users.',
    ]);
  });

  it('leave out what the owner excluded', () => {
    expect(texts([job([{ text: 'No.', featured: false }, 'Yes.'])])).toEqual(['Yes.']);
  });

  it('have a heading from their subject, else their section, else none', () => {
    const found = featured([
      {
        ...job(['**Speed & `x`:** Fast.', 'Plain.']),
        sections: [{ name: 'Part', highlights: ['In a part.'] }],
      },
    ]);
    expect(found.map(({ heading, text }) => [heading, text])).toEqual([
      ['Speed & x', 'Fast.'],
      [null, 'Plain.'],
      ['Part', 'In a part.'],
    ]);
  });

  it('link to their claim, and name the employer if it is another one', () => {
    const claims = [{ path: 'work.1.highlights.0', anchor: 'there' }];
    const found = featured([job(['Here.'], { name: 'Main' }), job(['There.'], { name: 'Other' })], claims);
    expect(found).toMatchObject([
      { anchor: null, employer: null },
      { anchor: 'there', employer: 'Other' },
    ]);
  });
});
