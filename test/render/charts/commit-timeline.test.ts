import { describe, expect, it } from 'vitest';
import {
  commitsByMonth,
  commitTimelines,
  describeTimeline,
} from '../../../src/render/charts/commit-timeline.ts';
import { SUMMER, sampleRepository } from './sample-repository.ts';

const ASOF = '2026-11-22';
const segments = (svg: string | undefined, kind: string) =>
  [...(svg ?? '').matchAll(new RegExp(`class="${kind}" d="M([\\d.]+) 39H([\\d.]+)"`, 'g'))].map(
    ([, from, to]) => [Number(from), Number(to)],
  );

describe('commit timeline', () => {
  it('distinguishes known weeks without commits from unknown ones', () => {
    const svg = commitTimelines([sampleRepository(SUMMER)], ASOF).lines['ada/engine'];
    const [[firstCommit, edge] = []] = segments(svg, 'known');
    expect(edge).toBeGreaterThan(firstCommit ?? 0);
    expect(segments(svg, 'unknown')).toEqual([[edge, 1000]]);
  });

  it('leaves out bars and the known line if weeks are unknown', () => {
    const svg = commitTimelines([sampleRepository({ ...SUMMER, commitsByWeek: null })], ASOF).lines[
      'ada/engine'
    ];
    expect(svg).not.toContain('class="bars"');
    expect(segments(svg, 'known')).toEqual([]);
    expect(segments(svg, 'unknown')).toHaveLength(1);
  });

  it('puts all repositories on one time axis and scale', () => {
    const busy = sampleRepository({
      name: 'ada/busy',
      ...SUMMER,
      commitsByWeek: { ...SUMMER.commitsByWeek, weeks: { '2025-06-01': 1200 } },
    });
    const { lines, tallest } = commitTimelines([sampleRepository(SUMMER), busy], ASOF);
    expect(tallest).toBe(1200);
    const heights = ['ada/engine', 'ada/busy'].map(
      (name) => /M[\d.]+ 39v-([\d.]+)/.exec(lines[name] ?? '')?.[1],
    );
    expect(heights).toEqual(['4', '38']);
  });

  it('is empty if no commit is known', () => {
    const { axis, lines } = commitTimelines([sampleRepository()], ASOF);
    expect([axis, lines]).toEqual(['', {}]);
  });
});

describe('description', () => {
  it('says what the timeline shows', () => {
    expect(describeTimeline(sampleRepository(SUMMER))).toBe(
      '12 commits between 3 Jun 2025 and 27 Jun 2025. Busiest week: 22 Jun 2025, 8 commits',
    );
  });

  it('distinguishes none from unknown', () => {
    expect(describeTimeline(sampleRepository({ commits: 0 }))).toBe('No commits yet');
    expect(describeTimeline(sampleRepository())).toBe('No data');
    const lastCommitAt = '2025-06-03T10:00:00Z';
    expect(describeTimeline(sampleRepository({ lastCommitAt }))).toBe('Commits until 3 Jun 2025');
    expect(describeTimeline(sampleRepository({ commits: 3, lastCommitAt }))).toBe(
      '3 commits until 3 Jun 2025',
    );
  });

  it('mentions a single day once', () => {
    const day = '2025-06-03T10:00:00Z';
    const one = sampleRepository({ commits: 1, firstCommitAt: day, lastCommitAt: day });
    expect(describeTimeline(one)).toBe('1 commit on 3 Jun 2025');
  });
});

it('counts a week toward the month with most of its days', () => {
  const weeks = { '2024-03-31': 2, '2024-04-28': 3, '2024-12-29': 5 };
  expect([...commitsByMonth({ from: '2024-03-31', to: '2025-01-05', weeks })]).toEqual([
    ['2024-04', 2],
    ['2024-05', 3],
    ['2025-01', 5],
  ]);
});
