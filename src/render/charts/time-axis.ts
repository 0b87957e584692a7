import { scaleUtc } from 'd3-scale';
import type { CommitHistory } from '../../portfolio/model.ts';
import { escapeAttribute } from '../escape.ts';
import { formatDay } from '../format.ts';
import { percent } from './svg.ts';

/** A period of time that several charts share. */
export interface TimeAxis {
  /** First and last day. */
  from: string;
  to: string;
  ticks: readonly Tick[];
}

/** A labeled position; `at` is from 0 to 1. */
export interface Tick {
  at: number;
  label: string;
  /** Whether the label ends at the end of the axis, because after the tick there is no room for it. */
  isAtEnd: boolean;
}

/** How many characters of labels fit side by side on a narrow phone. */
const MAX_CHARACTERS = 40;

/** The axis from the month of the earliest first commit to `asOf`; null if no first commit is known. */
export function timeAxis(repositories: readonly CommitHistory[], asOf: string): TimeAxis | null {
  const known = repositories.map(({ firstCommitAt }) => firstCommitAt).filter((at) => at !== null);
  const [first] = known.sort();
  return first === undefined ? null : axisBetween(`${first.slice(0, 7)}-01`, asOf);
}

/** The axis between two days, with as many ticks as fit at the starts of years, months or weeks. */
export function axisBetween(from: string, to: string): TimeAxis {
  const scale = scaleUtc([instantOf(from), instantOf(to)], [0, 1]);
  const labeledTicks = (count: number) =>
    scale
      .ticks(count)
      .map((date) => ({ at: scale(date), label: tickLabel(date.toISOString().slice(0, 10)) }))
      .map((tick) => ({ ...tick, isAtEnd: tick.at + widthOf(tick) > 1 }))
      .filter(isClearOfPrevious);
  const fits = (ticks: TimeAxis['ticks']) =>
    ticks.reduce((length, { label }) => length + label.length + 1, 0) <= MAX_CHARACTERS;
  return { from, to, ticks: [7, 5, 4, 3, 2].map(labeledTicks).find(fits) ?? [] };
}

/** The width of a label on a narrow phone, with a gap after it. */
function widthOf({ label }: { label: string }): number {
  return (label.length + 0.5) / MAX_CHARACTERS;
}

/** Whether a label at the end of the axis leaves room for the one before it. */
function isClearOfPrevious(tick: Tick, index: number, ticks: readonly Tick[]): boolean {
  const previous = ticks[index - 1];
  if (!tick.isAtEnd || !previous) return true;
  return !previous.isAtEnd && previous.at + widthOf(previous) <= 1 - widthOf(tick);
}

/** The label of a tick as SVG text, `y` pixels below the top and `dx` to the right of its tick. */
export function labelOf({ at, label, isAtEnd }: Tick, y: number, dx = 0): string {
  const text = escapeAttribute(label);
  if (isAtEnd) return `<text x="100%" y="${y}" text-anchor="end">${text}</text>`;
  return `<text x="${percent(at)}" y="${y}"${dx === 0 ? '' : ` dx="${dx}"`}>${text}</text>`;
}

/** The position of a day on the axis, from 0 to 1. Days outside the axis are clamped to its ends. */
export function positionOf(day: string, { from, to }: TimeAxis): number {
  const [start, end] = [from, to].map((edge) => Date.parse(edge));
  if (start === undefined || end === undefined || end <= start) return 0;
  return Math.min(1, Math.max(0, (Date.parse(day) - start) / (end - start)));
}

function tickLabel(day: string): string {
  const [date = '', month = '', year = ''] = formatDay(day).split(' ');
  if (date !== '1') return `${date} ${month}`;
  return month === 'Jan' ? year : `${month} ${year}`;
}

function instantOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
