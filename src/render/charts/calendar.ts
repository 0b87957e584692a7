import { addDays, sundayOf } from '../../dates.ts';
import type { Contributions } from '../../facts/contributions.ts';
import { formatCount, formatDay } from '../format.ts';
import { chartSvg, formatNumber } from './svg.ts';
import { axisBetween, type TimeAxis } from './time-axis.ts';

/** A chart of a year of contributions. */
export interface Calendar {
  /** SVG of the days: one column per week with Sunday at the top; the area of each square is proportional to the count. */
  days: string;
  /** The time axis, for its labels. */
  axis: TimeAxis;
}

const CELL = 10;
const WEEKS = 53;

/** The 53 weeks that end at `asOf`. Unknown days are outlines, days without contributions are dots. */
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
    // The area is proportional to the count; the minimum keeps a single contribution visible.
    else squares.bars.push(square(index, Math.max(3, Math.sqrt(count / most) * (CELL - 1))));
  }
  const shapes = Object.entries(squares)
    .filter(([, paths]) => paths.length > 0)
    .map(([kind, paths]) => `<path class="${kind}" d="${paths.join('')}"/>`);
  return {
    days: chartSvg(
      { kind: 'calendar', title: describeCalendar(shown, first), viewBox: `0 0 ${WEEKS * CELL} ${7 * CELL}` },
      shapes,
    ),
    axis: axisBetween(first, asOf),
  };
}

function square(index: number, side: number): string {
  const x = Math.floor(index / 7) * CELL + (CELL - side) / 2;
  const y = (index % 7) * CELL + (CELL - side) / 2;
  return `M${formatNumber(x)} ${formatNumber(y)}h${formatNumber(side)}v${formatNumber(side)}h-${formatNumber(side)}z`;
}

function describeCalendar(shown: readonly (readonly [string, number])[], from: string): string {
  const total = shown.reduce((sum, [, count]) => sum + count, 0);
  const busiest = shown.reduce<readonly [string, number] | null>(
    (best, day) => (best === null || day[1] > best[1] ? day : best),
    null,
  );
  const most = busiest ? `; most on ${formatDay(busiest[0])}: ${formatCount(busiest[1])}` : '';
  return `${formatCount(total)} contributions since ${formatDay(from)}${most}`;
}
