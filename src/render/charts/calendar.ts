import { addDays, sundayOf } from '../../dates.ts';
import type { Contributions } from '../../facts/contributions.ts';
import { formatCount, formatDate, formatDay, pluralize } from '../format.ts';
import { chartSvg, formatNumber, percent } from './svg.ts';

/** A chart of a year of contributions: equal squares, shaded in four steps, and a dot for a day without any. */
export interface Calendar {
  /** The weeks in two halves, which are joined or, where there is no room, one below the other. */
  halves: readonly { days: string; months: string }[];
  /** The steps, from the lightest: CSS class, and the counts as in `1–4`. */
  steps: readonly { kind: string; range: string }[];
  /** Contributions by month, latest first. */
  byMonth: readonly { month: string; count: number }[];
}

const CELL = 10;
const SIDE = 8;
const WEEKS = 53;
/** The second half has a week less, but the same size. */
const WEEKS_IN_HALF = 27;
const STEPS = 4;

/** The 53 weeks that end at `asOf`, one column per week with Sunday at the top. Unknown days are left out. */
export function contributionCalendar({ days, from, to }: Contributions, asOf: string): Calendar {
  const first = addDays(sundayOf(addDays(asOf, -1)), -7 * (WEEKS - 1));
  const all: Day[] = [];
  for (let index = 0, day = first; day < asOf; index += 1, day = addDays(first, index)) {
    const count = days[day];
    // In the known period, a day that is not listed had none.
    if (from <= day && day < to) all.push({ day, index, count: count === undefined ? 0 : count });
  }
  const limits = stepLimits(all.map(({ count }) => count).filter((count) => count > 0));
  const middle = WEEKS_IN_HALF * 7;
  const halves = [
    { first, days: all.filter(({ index }) => index < middle) },
    {
      first: addDays(first, middle),
      days: all.filter(({ index }) => index >= middle).map((day) => ({ ...day, index: day.index - middle })),
    },
  ];
  return {
    halves: halves.map((half) => drawHalf(half, limits)),
    steps: limits.map((limit, index) => {
      const below = limits[index - 1];
      return {
        kind: stepClass(index, limits),
        range: rangeLabel(below === undefined ? 1 : below + 1, limit),
      };
    }),
    byMonth: countByMonth(all),
  };
}

interface Day {
  day: string;
  /** Days since the first square. */
  index: number;
  count: number;
}

/** The highest count of each step, so that each has about as many days. Equal limits make one step. */
function stepLimits(counts: readonly number[]): number[] {
  const sorted = counts.toSorted((a, b) => a - b);
  const limits = Array.from({ length: STEPS }, (_, step) => {
    return sorted[Math.ceil(((step + 1) * sorted.length) / STEPS) - 1];
  });
  return [...new Set(limits.filter((limit) => limit !== undefined))];
}

/** The last step is the darkest, however few there are. */
function stepClass(index: number, limits: readonly number[]): string {
  return `step${STEPS - limits.length + index + 1}`;
}

function rangeLabel(from: number, to: number): string {
  return from === to ? formatCount(to) : `${formatCount(from)}–${formatCount(to)}`;
}

interface Half {
  first: string;
  days: readonly Day[];
}

function drawHalf({ first, days }: Half, limits: readonly number[]): Calendar['halves'][number] {
  const squares = Array.from({ length: limits.length + 1 }, (): string[] => []);
  for (const { index, count } of days) {
    const step = count === 0 ? 0 : limits.findIndex((limit) => count <= limit) + 1;
    squares[step]?.push(step === 0 ? dot(index) : square(index));
  }
  const shapes = squares.map((paths, step) => {
    const kind = step === 0 ? 'none' : stepClass(step - 1, limits);
    return paths.length === 0 ? '' : `<path class="${kind}" d="${paths.join('')}"/>`;
  });
  const viewBox = `0 0 ${WEEKS_IN_HALF * CELL} ${7 * CELL}`;
  return {
    days: chartSvg({ kind: 'calendar', title: describeDays(days), viewBox }, shapes),
    months: monthLabels(first),
  };
}

function square(index: number): string {
  return `M${positionIn(index, (CELL - SIDE) / 2)}h${SIDE}v${SIDE}h-${SIDE}z`;
}

/** The middle of a square; its stroke is as thick as it is long. */
function dot(index: number): string {
  return `M${positionIn(index, CELL / 2 - 1, CELL / 2)}h2`;
}

/** A point at this distance from the corner of a day's cell. */
function positionIn(index: number, x: number, y = x): string {
  return `${formatNumber(Math.floor(index / 7) * CELL + x)} ${formatNumber((index % 7) * CELL + y)}`;
}

/** A label above the first week of each month that has room for it. */
function monthLabels(first: string): string {
  const labels: string[] = [];
  let last = -Infinity;
  for (let week = 0; week <= WEEKS_IN_HALF - 3; week += 1) {
    const day = addDays(first, 7 * week);
    const starts = Number(day.slice(8)) <= 7;
    if (!starts || week - last < 3) continue;
    last = week;
    const month = formatDate(day).slice(0, 3);
    labels.push(`<text x="${percent(week / WEEKS_IN_HALF)}" y="11">${month}</text>`);
  }
  return `<svg class="axis" aria-hidden="true">${labels.join('')}</svg>`;
}

function countByMonth(days: readonly Day[]): Calendar['byMonth'] {
  const months = new Map<string, number>();
  for (const { day, count } of days) {
    const month = day.slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + count);
  }
  return [...months].map(([month, count]) => ({ month, count })).reverse();
}

function describeDays(days: readonly Day[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return 'No data';
  const busiest = days.reduce((best, day) => (day.count > best.count ? day : best));
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const text = `${pluralize(total, 'contribution')} from ${formatDay(first.day)} to ${formatDay(last.day)}`;
  return total === 0 ? text : `${text}; most on ${formatDay(busiest.day)}: ${formatCount(busiest.count)}`;
}
