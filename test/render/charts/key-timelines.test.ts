import { describe, expect, it } from 'vitest';
import { keyTimelines } from '../../../src/render/charts/key-timelines.ts';
import { SUMMER, sampleRepository } from './sample-repository.ts';

const ASOF = '2026-11-22';
const engine = sampleRepository(SUMMER);
const busy = sampleRepository({
  name: 'ada/busy',
  ...SUMMER,
  firstCommitAt: '2024-03-03T10:00:00Z',
  commitsByWeek: { from: '2024-03-03', to: ASOF, weeks: { '2024-03-03': 1200, '2026-10-04': 3 } },
});
const chartOf = (name: string, ...repositories: (typeof engine)[]) =>
  keyTimelines(repositories, ASOF).charts.get(name) ?? '';

describe('timelines of key projects', () => {
  it('share one axis from the first year, and one scale', () => {
    const { axis } = keyTimelines([engine, busy], ASOF);
    expect(axis).toMatch(/x="0%"[^>]*>2024<.*>2025<.*>2026</);
    const heights = ['ada/engine', 'ada/busy'].map((name) =>
      [...chartOf(name, engine, busy).matchAll(/v-([\d.]+)/g)].map(([, height]) => height),
    );
    // The square root of a hundredth is a tenth; the scale starts at zero.
    expect(heights).toEqual([['8'], ['80', '4']]);
  });

  it('have the number of the busiest month above its bar', () => {
    expect(chartOf('ada/busy', busy)).toMatch(/<text x="[\d.]+%" y="12" text-anchor="middle">1,200</);
    const early = sampleRepository({ ...SUMMER, firstCommitAt: '2025-01-03T00:00:00Z' });
    const january = { from: '2024-12-29', to: ASOF, weeks: { '2025-01-05': 7 } };
    expect(chartOf('ada/engine', { ...early, commitsByWeek: january })).toMatch(
      /<text x="0%"[^>]*"start">7</,
    );
  });

  it('say in words what they show', () => {
    expect(chartOf('ada/busy', busy)).toContain(
      '<title>12 commits from Mar 2024 to Jun 2025; most in Mar 2024: 1,200<',
    );
    expect(chartOf('ada/engine', engine)).toContain('<title>12 commits in Jun 2025<');
  });

  it('draw what is unknown as unknown', () => {
    expect(keyTimelines([busy], ASOF).hasUnknown).toBe(false);
    expect(keyTimelines([busy, engine], ASOF).hasUnknown).toBe(true);
    const bare = chartOf('ada/engine', sampleRepository({ ...SUMMER, commitsByWeek: null }));
    expect(bare).toMatch(/<line class="unknown" x1="[\d.]+%" x2="100%"/);
    expect(bare).not.toMatch(/class="known"|<text/);
  });

  it('are absent without a first commit', () => {
    expect(keyTimelines([sampleRepository()], ASOF)).toMatchObject({ axis: '', hasUnknown: false });
    expect(chartOf('ada/busy', busy, sampleRepository())).not.toBe('');
    expect(chartOf('ada/engine', busy, sampleRepository())).toBe('');
  });
});
