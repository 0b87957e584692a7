import { describe, expect, it } from 'vitest';
import { resumeSchema } from '../../../src/config/resume-schema.ts';
import { experienceView } from '../../../src/render/site/experience.ts';
import { samplePortfolio } from '../sample.ts';

function view(work: object[], introduction = '') {
  const resume = resumeSchema.parse({ basics: { name: 'A', label: 'B', summary: 'C' }, work });
  return experienceView({ ...samplePortfolio(), resume, introduction, claims: [] });
}
const job = (name: string, more: object = {}) => ({ name, position: `Engineer at ${name}`, ...more });

describe('experience on the home page', () => {
  it('is absent without jobs', () => {
    expect(view([])).toBeNull();
  });

  it('names the current job, even if it is not the first one, else the first one', () => {
    const [old, older] = [job('Old', { endDate: '2025' }), job('Older', { endDate: '2020' })];
    expect(view([old, job('Now', { startDate: '2025-02' }), older])).toMatchObject({
      job: { position: 'Engineer at Now', employer: 'Now', period: 'February 2025 – Present' },
      others: [{ employer: 'Old' }, { employer: 'Older' }],
    });
    expect(view([old, older])).toMatchObject({ job: { employer: 'Old' } });
  });

  it('tells of a job without highlights by the first sentence of its summary', () => {
    expect(view([job('Now', { summary: 'Runs it. Alone.' })])?.job.about).toBe('Runs it.');
    expect(view([job('Now')])?.job.about).toBeNull();
  });

  it('tells of each job once: in its highlights, in the introduction, or by a sentence', () => {
    const jobs = [
      job('Now', { summary: 'Runs it. Alone.' }),
      job('Old', { endDate: '2025', highlights: ['Ran it.'] }),
    ];
    expect(view(jobs)).toMatchObject({
      job: { about: 'Runs it.' },
      featured: [{ text: 'Ran it.', employer: 'Old' }],
      others: [{ about: null }],
    });
    expect(view(jobs, 'At Now: Runs it.')?.job.about).toBeNull();
  });

  it('lists many other jobs in a line each', () => {
    const jobs = Array.from({ length: 12 }, (_, index) => job(String(index), { summary: 'Did it.' }));
    expect(view(jobs)?.others.map(({ about }) => about)).toEqual(Array(11).fill(null));
    expect(view(jobs.slice(0, 3))?.others.map(({ about }) => about)).toEqual(['Did it.', 'Did it.']);
  });
});
