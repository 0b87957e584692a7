import type { CommitHistory } from '../../portfolio/model.ts';
import { escapeAttribute } from '../escape.ts';
import { formatCount, pluralize } from '../format.ts';
import { commitsByMonth, timelineSegments } from './commit-timeline.ts';
import { axisSvg, type LabeledAxis, labeledAxis } from './labeled-axis.ts';
import { barOfMonth, barPath, formatMonth, tickPath } from './months.ts';
import { percent } from './svg.ts';

/** Commit timelines of key projects: one time axis and one vertical scale for all. */
export interface KeyTimelines {
  /** The labels of the shared time axis as SVG; empty if no commit is known. */
  axis: string;
  /** SVG by repository name; repositories without a known first commit have none. */
  charts: ReadonlyMap<string, string>;
  /** Whether some of the time is drawn as unknown. */
  hasUnknown: boolean;
}

/** Heights in CSS pixels: space for the number at the busiest month, and the bars below it. */
const TOP = 16;
const BARS = 80;
const BOX = { width: 1000, height: BARS };

/** Commits by month on an axis from the first year of the oldest repository to `asOf`. */
export function keyTimelines(repositories: readonly CommitHistory[], asOf: string): KeyTimelines {
  const begun = repositories.filter(({ firstCommitAt }) => firstCommitAt !== null);
  const [first] = begun.map(({ firstCommitAt }) => firstCommitAt ?? '').sort();
  if (first === undefined) return { axis: '', charts: new Map(), hasUnknown: false };
  const axis = labeledAxis(`${first.slice(0, 4)}-01-01`, asOf);
  const months = begun.map(({ commitsByWeek }) => [...commitsByMonth(commitsByWeek)]);
  const tallest = Math.max(1, ...months.flat().map(([, count]) => count));
  const charts = begun.map(
    (history, index) => [history.name, timeline(history, months[index] ?? [], { axis, tallest })] as const,
  );
  return {
    axis: axisSvg(axis),
    charts: new Map(charts),
    hasUnknown: begun.some((history) => segmentsOf(history, axis).some(({ kind }) => kind === 'unknown')),
  };
}

type Months = readonly (readonly [month: string, count: number])[];

function timeline(
  history: CommitHistory,
  months: Months,
  { axis, tallest }: { axis: LabeledAxis; tallest: number },
): string {
  // The square root keeps 2 commits visible next to 2,000. The scale starts at zero and is shared by all rows.
  const heightOf = (count: number) => Math.max(2, Math.sqrt(count / tallest) * BARS);
  const bars = months.map(([month, count]) =>
    barPath(barOfMonth(month, axis), { height: heightOf(count) }, BOX),
  );
  const lines = segmentsOf(history, axis).map(
    ({ kind, from, to }) =>
      `<line class="${kind}" x1="${percent(from)}" x2="${percent(to)}" y1="${TOP + BARS}" y2="${TOP + BARS}"/>`,
  );
  const busiest = busiestOf(months);
  const stretched = `viewBox="0 0 ${BOX.width} ${BARS}" preserveAspectRatio="none"`;
  return [
    `<svg class="months" role="img"><title>${escapeAttribute(describe(history, months))}</title>`,
    `<svg y="${TOP}" width="100%" height="${BARS}" ${stretched}><path class="tick" d="${tickPath(axis, BOX)}"/>`,
    `<path class="bars" d="${bars.join('')}"/></svg>`,
    ...lines,
    busiest ? numberAt(busiest, axis, TOP + BARS - heightOf(busiest[1])) : '',
    '</svg>',
  ].join('');
}

/** Leaves out what is too short to see, less than 0.2% of the axis, such as a part of the last week of a month that has ended. */
function segmentsOf(history: CommitHistory, axis: LabeledAxis) {
  return timelineSegments(history, axis).filter(({ from, to }) => to - from > 0.002);
}

function numberAt([month, count]: readonly [string, number], axis: LabeledAxis, top: number): string {
  const { from, to } = barOfMonth(month, axis);
  const middle = (from + to) / 2;
  const [x, anchor] = middle < 0.05 ? [0, 'start'] : middle > 0.95 ? [1, 'end'] : [middle, 'middle'];
  return `<text x="${percent(Number(x))}" y="${Math.round(top) - 4}" text-anchor="${anchor}">${formatCount(count)}</text>`;
}

/** The month with the most commits, the earliest if several tie. */
function busiestOf(months: Months): readonly [string, number] | undefined {
  const most = Math.max(0, ...months.map(([, count]) => count));
  return months.find(([, count]) => count === most);
}

/** `201 commits from Apr 2024 to Apr 2025; most in Apr 2024: 63`. */
function describe({ commits, firstCommitAt, lastCommitAt }: CommitHistory, months: Months): string {
  const [first, last] = [firstCommitAt, lastCommitAt].map((at) => (at === null ? null : formatMonth(at)));
  const total = commits === null ? 'Commits' : pluralize(commits, 'commit');
  const period = last === null || first === last ? `in ${first}` : `from ${first} to ${last}`;
  const busiest = busiestOf(months);
  if (!busiest || months.length === 1) return `${total} ${period}`;
  return `${total} ${period}; most in ${formatMonth(busiest[0])}: ${formatCount(busiest[1])}`;
}
