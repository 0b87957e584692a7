import { expect, it } from 'vitest';
import { contributionCalendar } from '../../../src/render/charts/calendar.ts';

const ASOF = '2026-11-22';
const squares = (svg: string, kind: string) =>
  new RegExp(`class="${kind}" d="([^"]*)"`).exec(svg)?.[1]?.match(/M/g)?.length ?? 0;

it('draws every day of 53 weeks once: with contributions, without, or unknown', () => {
  const { days } = contributionCalendar(
    { from: '2026-01-04', to: '2026-11-22', total: 5, days: { '2026-02-01': 1, '2026-02-02': 4 } },
    ASOF,
  );
  expect(squares(days, 'bars')).toBe(2);
  expect(squares(days, 'none')).toBe(320);
  expect(squares(days, 'unknown')).toBe(49);
  expect(days).toContain('<title>5 contributions since 16 Nov 2025; most on 2 Feb 2026: 4</title>');
});

it('makes the area of a square proportional to the count', () => {
  const { days } = contributionCalendar(
    { from: '2025-11-16', to: '2026-11-22', total: 100, days: { '2026-02-01': 25, '2026-02-02': 100 } },
    ASOF,
  );
  expect(
    [...(/class="bars" d="([^"]*)"/.exec(days)?.[1] ?? '').matchAll(/h([\d.]+)v/g)].map(([, side]) => side),
  ).toEqual(['4.5', '9']);
});

it('shows days outside the known year as unknown', () => {
  const { days } = contributionCalendar(
    { from: '2024-11-17', to: '2026-11-22', total: 9, days: { '2025-01-01': 9 } },
    ASOF,
  );
  expect(squares(days, 'bars')).toBe(0);
  expect(days).toContain('<title>0 contributions since 16 Nov 2025</title>');
});
