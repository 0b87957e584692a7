import { formatCount } from '../format.ts';
import { commitsIn, type Month, type MonthlyWork } from './monthly-work.ts';
import { barOfMonth } from './months.ts';
import type { TimeAxis } from './time-axis.ts';

/** The label of a month with many commits. Lengths are fractions of the chart's width and height. */
export interface Peak {
  label: string;
  /** The position of the label, from the left, and which part of it is there. */
  at: number;
  anchor: 'start' | 'middle' | 'end';
  /** The height at which the label stands, above every bar below it. */
  height: number;
}

/** The size of labels, as fractions of the chart's width and height. */
export interface LabelSize {
  character: number;
  line: number;
}

const MAX_PEAKS = 4;
const MAX_CHARACTERS = 24;
/** A label this much higher than its bar would seem to belong to another one. */
const MAX_RAISE = 0.12;

/** The busiest months of repositories, if their labels don't overlap each other or a bar. */
export function peaksOf(work: MonthlyWork, axis: TimeAxis, size: LabelSize): Peak[] {
  const tallest = Math.max(...work.months.map(commitsIn));
  const bars = work.months.map((month) => ({
    ...barOfMonth(month.month, axis),
    height: commitsIn(month) / tallest,
  }));
  const peaks: (Peak & Box)[] = [];
  const titles = new Set<string>();
  const byRepository = work.months.toSorted((one, other) => other.busiest.commits - one.busiest.commits);
  for (const month of byRepository) {
    const { title } = month.busiest;
    if (peaks.length === MAX_PEAKS || titles.has(title)) continue;
    titles.add(title);
    const peak = peakAt(month, { axis, bars, tallest, size });
    if (peak && !peaks.some((other) => overlap(peak, other))) peaks.push(peak);
  }
  return peaks;
}

interface Box {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

interface Context {
  axis: TimeAxis;
  bars: readonly { from: number; to: number; height: number }[];
  tallest: number;
  size: LabelSize;
}

/** Null if the label is too long, or would be too far above its bar. */
function peakAt(month: Month, { axis, bars, tallest, size }: Context): (Peak & Box) | null {
  const label = `${month.busiest.title} ${formatCount(month.busiest.commits)}`;
  if (label.length > MAX_CHARACTERS) return null;
  const { from, to } = barOfMonth(month.month, axis);
  const middle = (from + to) / 2;
  const width = label.length * size.character;
  const anchor = middle < width / 2 ? 'start' : middle > 1 - width / 2 ? 'end' : 'middle';
  const at = { start: 0, middle, end: 1 }[anchor];
  const left = { start: 0, middle: middle - width / 2, end: 1 - width }[anchor];
  const below = bars.filter((bar) => bar.from < left + width && bar.to > left);
  const height = Math.max(...below.map((bar) => bar.height));
  if (height - commitsIn(month) / tallest > MAX_RAISE) return null;
  const gap = size.character;
  return {
    label,
    at,
    anchor,
    height,
    left: left - gap,
    right: left + width + gap,
    bottom: height,
    top: height + size.line,
  };
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.bottom < other.top && other.bottom < one.top;
}
