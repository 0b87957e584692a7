import { expect, it } from 'vitest';
import { contributionCalendar } from '../../../src/render/charts/calendar.ts';

const ASOF = '2026-11-22';
const YEAR = { from: '2025-11-16', to: ASOF };

/** The sum over both halves of the squares of this kind. */
function squares({ halves }: ReturnType<typeof contributionCalendar>, kind: string): number {
  const paths = halves.map(({ days }) => new RegExp(`class="${kind}" d="([^"]*)"`).exec(days)?.[1] ?? '');
  return paths.join('').match(/M/g)?.length ?? 0;
}

const titles = ({ halves }: ReturnType<typeof contributionCalendar>) =>
  halves.map(({ days }) => /<title>(.*?)<\/title>/.exec(days)?.[1]);

it('draws every known day of 53 weeks once, in two halves', () => {
  const days = { '2026-02-01': 1, '2026-02-02': 4 };
  const calendar = contributionCalendar({ ...YEAR, total: 5, days }, ASOF);
  expect(squares(calendar, 'none')).toBe(53 * 7 - 2);
  expect([squares(calendar, 'step3'), squares(calendar, 'step4')]).toEqual([1, 1]);
  expect(titles(calendar)).toEqual([
    '5 contributions from 16 Nov 2025 to 23 May 2026; most on 2 Feb 2026: 4',
    '0 contributions from 24 May 2026 to 21 Nov 2026',
  ]);
});

it('shades equal squares in four steps with about as many days each', () => {
  const days = Object.fromEntries(
    [1, 2, 3, 4, 8, 16, 32, 1000].map((count, index) => [`2026-02-0${index + 1}`, count]),
  );
  const calendar = contributionCalendar({ ...YEAR, total: 1066, days }, ASOF);
  expect(calendar.steps).toEqual([
    { kind: 'step1', range: '1–2' },
    { kind: 'step2', range: '3–4' },
    { kind: 'step3', range: '5–16' },
    { kind: 'step4', range: '17–1,000' },
  ]);
  for (const { kind } of calendar.steps) expect(squares(calendar, kind), kind).toBe(2);
  const sides = calendar.halves.flatMap(({ days: svg }) => svg.match(/h[\d.]+v[\d.]+/g) ?? []);
  expect(new Set(sides).size).toBe(1);
});

it('has fewer steps for fewer counts, the last one always full', () => {
  const days = { '2026-02-01': 3, '2026-03-01': 3 };
  expect(contributionCalendar({ ...YEAR, total: 6, days }, ASOF).steps).toEqual([
    { kind: 'step4', range: '1–3' },
  ]);
  expect(contributionCalendar({ ...YEAR, total: 0, days: {} }, ASOF).steps).toEqual([]);
});

it('leaves out days that are not known', () => {
  const known = {
    from: '2026-01-04',
    to: '2026-01-11',
    total: 2,
    days: { '2026-01-05': 2, '2026-02-01': 9 },
  };
  const calendar = contributionCalendar(known, ASOF);
  expect(squares(calendar, 'none')).toBe(6);
  expect(squares(calendar, 'step\\d')).toBe(1);
  expect(titles(calendar)).toEqual([
    '2 contributions from 4 Jan 2026 to 10 Jan 2026; most on 5 Jan 2026: 2',
    'No data',
  ]);
  expect(calendar.byMonth).toEqual([{ month: '2026-01', count: 2 }]);
});

it('labels the months, at the first week that begins in them', () => {
  const { halves } = contributionCalendar({ ...YEAR, total: 0, days: {} }, ASOF);
  const labels = halves.map(({ months }) => [...months.matchAll(/>(\w{3})</g)].map(([, label]) => label));
  expect(labels).toEqual([
    ['Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May'],
    ['Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'],
  ]);
});
