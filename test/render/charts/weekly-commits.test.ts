import { describe, expect, it } from 'vitest';
import { weeklyCommits } from '../../../src/render/charts/weekly-commits.ts';
import { SUMMER, sampleRepository } from './sample-repository.ts';

const ASOF = '2026-06-07';
const heights = (svg: string | null) =>
  [...(svg ?? '').matchAll(/v-([\d.]+)h/g)].map(([, height]) => Number(height));

describe('weekly commits', () => {
  it('use a linear scale from zero', () => {
    expect(heights(weeklyCommits(sampleRepository(SUMMER), ASOF))).toEqual([72, 144]);
  });

  it('distinguish known weeks from unknown ones', () => {
    const svg = weeklyCommits(sampleRepository(SUMMER), ASOF);
    expect(svg).toMatch(
      /<line class="known" x1="[\d.]+%" x2="([\d.]+)%"[^>]*\/><line class="unknown" x1="\1%" x2="100%"/,
    );
    expect(svg).toContain('>no data<');
  });

  it('label the busiest week and the latest release, whose tag is truncated', () => {
    const releases = [{ tag: '<v1>'.repeat(10), date: '2025-06-20', url: 'https://github.com/ada/engine' }];
    const svg = weeklyCommits(sampleRepository({ ...SUMMER, releases }), ASOF);
    expect(svg).toContain('>8, 22 Jun 2025<');
    expect(svg).toContain('>&#60;v1&#62;&#60;v1&#62;&#60;v1&#62;&#60;v1&#62;…<');
  });

  it('mark every known release below the axis and label the latest', () => {
    const url = 'https://github.com/ada/engine';
    const releases = ['2025-06-20', '2025-06-10', '2025-06-05'].map((date) => ({
      tag: `of ${date}`,
      date,
      url,
    }));
    const svg = weeklyCommits(sampleRepository({ ...SUMMER, releases }), ASOF);
    expect(svg?.match(/class="release"/g)).toHaveLength(3);
    expect(svg?.match(/of 2025-06-\d\d/g)).toEqual(['of 2025-06-20']);
  });

  it('are left out if no week is known', () => {
    expect(weeklyCommits(sampleRepository({ ...SUMMER, commitsByWeek: null }), ASOF)).toBeNull();
  });
});
