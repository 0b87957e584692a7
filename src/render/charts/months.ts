import { addDays } from '../../dates.ts';
import { formatDay } from '../format.ts';
import { formatNumber } from './svg.ts';
import { positionOf, type TimeAxis } from './time-axis.ts';

/** A box in which bars are drawn, in SVG units. */
export interface ChartBox {
  width: number;
  height: number;
}

/** How much of its month a bar covers. */
const BAR_SHARE = 0.8;

/** Where the bar of a month starts and ends on the axis, as fractions. `month` is YYYY-MM. */
export function barOfMonth(month: string, axis: TimeAxis): { from: number; to: number } {
  const from = positionOf(`${month}-01`, axis);
  return { from, to: from + (positionOf(nextMonth(month), axis) - from) * BAR_SHARE };
}

/** The path of a bar that stands on the baseline. The minimum keeps a single commit visible. */
export function barPath(
  { from, to }: { from: number; to: number },
  { height, base = 0 }: { height: number; base?: number },
  box: ChartBox,
): string {
  const width = formatNumber(Math.max(1, (to - from) * box.width));
  const tall = formatNumber(Math.max(1, height));
  return `M${formatNumber(from * box.width)} ${formatNumber(box.height - base)}v-${tall}h${width}v${tall}z`;
}

/** The vertical lines of an axis, as a path. */
export function tickPath({ ticks }: TimeAxis, { width, height }: ChartBox): string {
  return ticks.map(({ at }) => `M${formatNumber(at * width)} 0V${height}`).join('');
}

/** A month as `Apr 2024`. `month` is YYYY-MM, or a day in it. */
export function formatMonth(month: string): string {
  return formatDay(`${month.slice(0, 7)}-01`).replace(/^\d+ /, '');
}

/** The first day of the month after this one. `month` is YYYY-MM, or a day in it. */
export function nextMonth(month: string): string {
  return addDays(`${month.slice(0, 7)}-28`, 4)
    .slice(0, 7)
    .concat('-01');
}
