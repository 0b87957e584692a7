import { formatCount, formatDay } from '../format.ts';
import { chartSvg, formatNumber } from './svg.ts';
import { axisBetween, labelOf, positionOf } from './time-axis.ts';

const WIDTH = 1000;
const TOP = 20;
const HEIGHT = 80;

/** A step chart of stars up to `asOf`, starting at zero, with the first and last count labeled; null for fewer than two points. */
export function starTrend(points: readonly { date: string; stars: number }[], asOf: string): string | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return null;
  const axis = axisBetween(first.date, asOf);
  const most = Math.max(1, ...points.map(({ stars }) => stars));
  const y = (stars: number) => HEIGHT - (stars / most) * HEIGHT;
  const steps = points.map(
    ({ date, stars }, index) =>
      `${index === 0 ? 'M0 ' : `H${formatNumber(positionOf(date, axis) * WIDTH)}V`}${formatNumber(y(stars))}`,
  );
  const label = (x: string, stars: number, anchor: string) =>
    `<text class="peak" x="${x}" y="${formatNumber(TOP + y(stars) - 6)}" text-anchor="${anchor}">${formatCount(stars)}</text>`;
  const [firstDay, lastDay] = [formatDay(first.date), formatDay(last.date)];
  const title = `${formatCount(first.stars)} stars on ${firstDay}, ${formatCount(last.stars)} on ${lastDay}`;
  return chartSvg({ kind: 'trend', title }, [
    `<line class="known" x2="100%" y1="${TOP + HEIGHT}" y2="${TOP + HEIGHT}"/>`,
    `<svg y="${TOP}" width="100%" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">`,
    `<path class="steps" d="${steps.join('')}H${WIDTH}"/></svg>`,
    label('0', first.stars, 'start'),
    label('100%', last.stars, 'end'),
    ...axis.ticks.map((tick) => labelOf(tick, TOP + HEIGHT + 15)),
  ]);
}
