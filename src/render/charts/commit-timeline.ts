import { addDays } from '../../dates.ts';
import type { CommitHistory, CommitsByWeek } from '../../portfolio/model.ts';
import { escapeAttribute } from '../escape.ts';
import { formatDay, pluralize } from '../format.ts';
import { drawing, percent } from './svg.ts';
import { positionOf, type TimeAxis, timeAxis } from './time-axis.ts';

/** Commit timelines of several repositories: commits by month, on one time axis and one scale of heights. */
export interface CommitTimelines {
  /** The labels of the axis that all timelines share, as SVG; empty where there is none. */
  axis: string;
  /** The label for its ends, `Apr 2024 to Nov 2026`. */
  span: string;
  /** The busiest month among them: the tallest bar. */
  tallest: number;
  /** SVG by name. */
  lines: Readonly<Record<string, string>>;
}

const WIDTH = 1000;
const HEIGHT = 40;

/** Draws all repositories on one axis that ends at `asOf`. */
export function commitTimelines(repositories: readonly CommitHistory[], asOf: string): CommitTimelines {
  const axis = timeAxis(repositories, asOf);
  if (!axis) return { axis: '', span: '', tallest: 0, lines: {} };
  const months = repositories.map(({ commitsByWeek }) => commitsByMonth(commitsByWeek));
  const tallest = Math.max(1, ...months.flatMap((counts) => [...counts.values()]));
  const lines = repositories.map((repository, index) => [
    repository.name,
    timelineOf(repository, months[index] ?? new Map(), { axis, tallest }),
  ]);
  const span = [axis.from, axis.to].map((day) => formatDay(day).replace(/^\d+ /, '')).join(' to ');
  return { axis: axisLabels(axis), span, tallest, lines: Object.fromEntries(lines) };
}

/** What a timeline shows, as a sentence without its period. */
export function timelineFinding({ commits, firstCommitAt, lastCommitAt, commitsByWeek }: CommitHistory) {
  if (commits === 0) return 'No commits yet';
  if (commits === null || !firstCommitAt || !lastCommitAt) return 'Commits unknown';
  const total = pluralize(commits, 'commit');
  const [first, last] = [formatDay(firstCommitAt), formatDay(lastCommitAt)];
  const dates = first === last ? `on ${first}` : `from ${first} to ${last}`;
  const busiest = busiestWeek(commitsByWeek);
  if (busiest === null) return `${total} ${dates}`;
  return `${total} ${dates}; most in the week from ${formatDay(busiest.week)}: ${busiest.count}`;
}

/** Commits by month (`YYYY-MM`). A week counts to the month in which most of its days lie. */
export function commitsByMonth(commitsByWeek: CommitsByWeek | null): Map<string, number> {
  const months = new Map<string, number>();
  for (const [week, count] of Object.entries(commitsByWeek?.weeks ?? {})) {
    const month = addDays(week, 3).slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + count);
  }
  return months;
}

/** The week with the most commits, the earliest of several; null where there is none. */
export function busiestWeek(commitsByWeek: CommitsByWeek | null) {
  return Object.entries(commitsByWeek?.weeks ?? {})
    .map(([week, count]) => ({ week, count }))
    .reduce<{ week: string; count: number } | null>(
      (best, entry) => (best === null || entry.count > best.count ? entry : best),
      null,
    );
}

function timelineOf(
  repository: CommitHistory,
  months: ReadonlyMap<string, number>,
  { axis, tallest }: { axis: TimeAxis; tallest: number },
): string {
  const at = (share: number) => Math.round(share * WIDTH);
  const bars = [...months].map(([month, count]) => {
    const start = at(positionOf(`${month}-01`, axis));
    const width = (at(positionOf(nextMonth(month), axis)) - start) * 0.8;
    // The root keeps two commits visible beside two thousand; it starts from zero and is the same for all rows.
    const height = Math.round(Math.max(2, Math.sqrt(count / tallest) * (HEIGHT - 2)));
    return `M${start} ${HEIGHT - 1}v-${height}h${Math.max(1, Math.round(width))}v${height}z`;
  });
  const ticks = axis.ticks.map((tick) => `M${at(tick.at)} 0V${HEIGHT}`);
  const stretches = knownAndUnknown(repository, axis).map(
    ({ kind, from, to }) => `<path class="${kind}" d="M${at(from)} ${HEIGHT - 1}H${at(to)}"/>`,
  );
  const shapes = [...stretches];
  if (ticks.length > 0) shapes.unshift(`<path class="tick" d="${ticks.join('')}"/>`);
  if (bars.length > 0) shapes.push(`<path class="bars" d="${bars.join('')}"/>`);
  const viewBox = `0 0 ${WIDTH} ${HEIGHT}`;
  return drawing({ kind: 'life', title: timelineFinding(repository), viewBox }, shapes);
}

/** Where on the axis the weeks are known, and where, since the first commit, they are not. */
export function knownAndUnknown({ firstCommitAt, commitsByWeek }: CommitHistory, axis: TimeAxis) {
  if (!firstCommitAt) return [];
  const firstCommit = positionOf(firstCommitAt.slice(0, 10), axis);
  const known = commitsByWeek
    ? [commitsByWeek.from, commitsByWeek.to].map((day) => Math.max(firstCommit, positionOf(day, axis)))
    : [1, 1];
  const [from = 1, to = 1] = known;
  return [
    { kind: 'unknown', from: firstCommit, to: commitsByWeek ? from : 1 },
    { kind: 'known', from, to },
    { kind: 'unknown', from: to, to: 1 },
  ].filter((stretch) => stretch.to > stretch.from);
}

/** The labels of a time axis as SVG. */
export function axisLabels({ ticks }: TimeAxis): string {
  const labels = ticks.map(
    ({ at, label }) => `<text x="${percent(at)}" y="11" dx="3">${escapeAttribute(label)}</text>`,
  );
  // The axis is a legend for the eye; every timeline has its dates as text.
  return `<svg class="axis" aria-hidden="true">${labels.join('')}</svg>`;
}

function nextMonth(month: string): string {
  return addDays(`${month}-28`, 4).slice(0, 7).concat('-01');
}
