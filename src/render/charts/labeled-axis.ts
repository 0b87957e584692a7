import { axisBetween, labelOf, positionOf, type Tick, type TimeAxis } from './time-axis.ts';

/** A time axis that labels its first year and never drops the label of its last. */
export interface LabeledAxis extends TimeAxis {
  labels: readonly Tick[];
}

/** The width of a label of four characters and the gap after it, as a fraction of the axis on a narrow phone. */
const ROOM = 0.11;
const STEPS_IN_YEARS = [1, 2, 5, 10, 20];

/** The axis between two days: with years if it covers more than one, else with months. */
export function labeledAxis(from: string, to: string): LabeledAxis {
  const axis = axisBetween(from, to);
  const [first, last] = [from, to].map((day) => Number(day.slice(0, 4)));
  if (first === undefined || last === undefined || last === first) {
    return { ...axis, labels: axis.ticks };
  }
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const ticks = years.map((year) => ({
    at: positionOf(`${year}-01-01`, axis),
    label: String(year),
    isAtEnd: false,
  }));
  return { from, to, ticks, labels: labelsOf(ticks) };
}

/** As many labels as fit, at equal steps of years back from the last one. */
function labelsOf(ticks: readonly Tick[]): Tick[] {
  const [last, ...earlier] = everyStep(ticks);
  if (!last) return [];
  const isAtEnd = last.at + ROOM > 1;
  const labels = [{ ...last, isAtEnd }];
  let limit = isAtEnd ? 1 - ROOM : last.at;
  for (const tick of earlier) {
    if (tick.at + ROOM > limit) continue;
    labels.unshift(tick);
    limit = tick.at;
  }
  return labels;
}

/** The last tick and every one a step of years before it, latest first. */
function everyStep<T extends { at: number }>(ticks: readonly T[]): T[] {
  const [, second, third] = ticks;
  const yearWidth = second && third ? third.at - second.at : 1;
  const step = STEPS_IN_YEARS.find((years) => years * yearWidth >= ROOM) ?? ticks.length;
  return ticks.toReversed().filter((_, index) => index % step === 0);
}

/** The labels of an axis as SVG. Hidden from screen readers: the chart's title has the period as text. */
export function axisSvg({ labels }: LabeledAxis): string {
  const texts = labels.map((tick) => labelOf(tick, 12));
  return `<svg class="axis" aria-hidden="true">${texts.join('')}</svg>`;
}
