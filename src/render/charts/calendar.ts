import { addDays, sundayOf } from '../../dates.ts';
import type { Contributions } from '../../facts/contributions.ts';
import { formatCount, formatDay } from '../format.ts';
import { digits, drawing } from './svg.ts';
import { axisBetween, type TimeAxis } from './time-axis.ts';

/** A year of contributions, drawn. */
export interface Calendar {
  /** SVG of the days: a column for each week, Sunday at the top; the area of a square is the count. */
  days: string;
  /** SVG with the labels of the months. */
  axis: TimeAxis;
}

const CELL = 10;
const WEEKS = 53;

/** The 53 weeks that end at `asOf`. Days outside what is known are outlines, days without a contribution dots. */
export function contributionCalendar({ days, from, to }: Contributions, asOf: string): Calendar {
  const first = addDays(sundayOf(addDays(asOf, -1)), -7 * (WEEKS - 1));
  const shown = Object.entries(days).filter(([day]) => day >= first && day < asOf);
  const most = Math.max(1, ...shown.map(([, count]) => count));
  const squares = { bars: [] as string[], none: [] as string[], unknown: [] as string[] };
  for (let index = 0, day = first; day < asOf; index += 1, day = addDays(first, index)) {
    const isKnown = from <= day && day < to;
    const count = days[day];
    if (!isKnown) squares.unknown.push(square(index, CELL - 4));
    else if (count === undefined) squares.none.push(square(index, 1.5));
    // Its area is the count, and a single contribution is not lost to the eye.
    else squares.bars.push(square(index, Math.max(3, Math.sqrt(count / most) * (CELL - 1))));
  }
  const shapes = Object.entries(squares)
    .filter(([, paths]) => paths.length > 0)
    .map(([kind, paths]) => `<path class="${kind}" d="${paths.join('')}"/>`);
  return {
    days: drawing(
      { kind: 'calendar', title: finding(shown, first), viewBox: `0 0 ${WEEKS * CELL} ${7 * CELL}` },
      shapes,
    ),
    axis: axisBetween(first, asOf),
  };
}

function square(index: number, side: number): string {
  const x = Math.floor(index / 7) * CELL + (CELL - side) / 2;
  const y = (index % 7) * CELL + (CELL - side) / 2;
  return `M${digits(x)} ${digits(y)}h${digits(side)}v${digits(side)}h-${digits(side)}z`;
}

function finding(shown: readonly (readonly [string, number])[], from: string): string {
  const total = shown.reduce((sum, [, count]) => sum + count, 0);
  const busiest = shown.reduce<readonly [string, number] | null>(
    (best, day) => (best === null || day[1] > best[1] ? day : best),
    null,
  );
  const most = busiest ? `; most on ${formatDay(busiest[0])}: ${formatCount(busiest[1])}` : '';
  return `${formatCount(total)} contributions since ${formatDay(from)}${most}`;
}
