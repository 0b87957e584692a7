import { expect, it } from 'vitest';
import { starTrend } from '../../../src/render/charts/star-trend.ts';

const points = [
  { date: '2026-01-01', stars: 10 },
  { date: '2026-01-06', stars: 40 },
];

it('draws steps from zero, up to today', () => {
  const svg = starTrend(points, '2026-01-11');
  expect(svg).toContain('d="M0 60H500V0H1000"');
  expect(svg).toContain('<title>10 stars on 1 Jan 2026, 40 on 6 Jan 2026</title>');
});

it('is left out for a single point', () => {
  expect(starTrend(points.slice(0, 1), '2026-01-11')).toBeNull();
});
