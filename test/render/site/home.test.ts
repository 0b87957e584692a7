import { describe, expect, it } from 'vitest';
import { profileLinks, storageView } from '../../../src/render/site/home.ts';
import { publicWorkView } from '../../../src/render/site/public-work.ts';
import { samplePortfolio, sampleSnapshot } from '../sample.ts';

describe('storage on the home page', () => {
  it('says how much less, and how it was done, with a link to the claim', () => {
    expect(storageView({ ...samplePortfolio(), reductionsTitle: 'Disks' })).toMatchObject({
      title: 'Disks',
      reductions: [{ name: 'Set', less: '90% less' }],
      how: { text: 'Made it small.', anchor: 'storage-2' },
    });
  });

  it('is absent without reductions, and has no link without a claim', () => {
    expect(storageView({ ...samplePortfolio(), reductions: [] })).toBeNull();
    expect(storageView({ ...samplePortfolio(), claims: [] })?.how).toBeNull();
  });
});

describe('all public work', () => {
  it('says what is drawn, and has the same numbers by year', () => {
    const work = publicWorkView(samplePortfolio());
    expect(work).toMatchObject({
      summary: 'At least 2,051 commits in 1 public repository since January 2029',
      hasKeyProjects: true,
      years: [
        { year: '2031', key: 50, others: 0 },
        { year: '2029', key: 2001, others: 0 },
      ],
    });
    expect(work?.pullRequests?.map(({ text }) => text).join('')).toBe(
      '12 pull requests merged into other projects',
    );
  });

  it('says for how many repositories it is incomplete, because unknown is not none', () => {
    expect(publicWorkView(samplePortfolio())?.gap).toBe('Incomplete for 3 of 4 repositories');
    const [known] = samplePortfolio().repositories;
    const all = known ? [known, { ...known, name: 'ada-sample/second' }] : [];
    expect(publicWorkView({ ...samplePortfolio(), repositories: all })?.gap).toBeNull();
  });

  it('is absent if nothing is known, or if there is only one repository', () => {
    const one = { ...sampleSnapshot, repositories: sampleSnapshot.repositories.slice(0, 1) };
    expect(publicWorkView(samplePortfolio(one))).toBeNull();
    const unknown = { ...sampleSnapshot, repositories: sampleSnapshot.repositories.slice(1) };
    expect(publicWorkView(samplePortfolio(unknown))).toBeNull();
  });
});

it('profiles are linked once, GitHub first', () => {
  expect(profileLinks(samplePortfolio())).toEqual([
    'https://github.com/ada-sample',
    'https://elsewhere.test/ada',
  ]);
});
