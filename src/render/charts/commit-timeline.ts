import { addDays } from '../../dates.ts';
import type { CommitHistory, CommitsByWeek } from '../../portfolio/model.ts';
import { formatDay, pluralize } from '../format.ts';
import { chartSvg } from './svg.ts';
import { labelOf, positionOf, type TimeAxis, timeAxis } from './time-axis.ts';

/** Commit timelines of several repositories: commits per month, all on the same time axis and vertical scale. */
export interface CommitTimelines {
  /** The labels of the shared time axis as SVG; empty if no commit is known. */
  axis: string;
  /** What the axis covers, `Apr 2024 to Nov 2026`. */
  span: string;
  /** Commits in the busiest month, which is the tallest bar. */
  tallest: number;
  /** SVG by repository name. */
  lines: Readonly<Record<string, string>>;
}

const WIDTH = 1000;
const HEIGHT = 40;

/** Draws all repositories on one time axis that ends at `asOf`. */
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

/** Describes a timeline in a sentence, without a final period. */
export function describeTimeline({ commits, firstCommitAt, lastCommitAt, commitsByWeek }: CommitHistory) {
  if (commits === 0) return 'No commits yet';
  const dates = describeDates(firstCommitAt, lastCommitAt);
  if (commits === null) return dates === '' ? 'No data' : `Commits ${dates}`;
  const total = dates === '' ? pluralize(commits, 'commit') : `${pluralize(commits, 'commit')} ${dates}`;
  const busiest = busiestWeek(commitsByWeek);
  if (busiest === null) return total;
  return `${total}. Busiest week: ${formatDay(busiest.week)}, ${pluralize(busiest.count, 'commit')}`;
}

function describeDates(firstCommitAt: string | null, lastCommitAt: string | null): string {
  if (lastCommitAt === null) return '';
  const last = formatDay(lastCommitAt);
  if (firstCommitAt === null) return `until ${last}`;
  const first = formatDay(firstCommitAt);
  return first === last ? `on ${first}` : `between ${first} and ${last}`;
}

/** Commits by month (`YYYY-MM`). Each week counts toward the month that has most of its days. */
export function commitsByMonth(commitsByWeek: CommitsByWeek | null): Map<string, number> {
  const months = new Map<string, number>();
  for (const [week, count] of Object.entries(commitsByWeek?.weeks ?? {})) {
    const month = addDays(week, 3).slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + count);
  }
  return months;
}

/** The week with the most commits, the earliest if several tie; null if there is none. */
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
    // The square root keeps 2 commits visible next to 2,000. The scale starts at zero and is shared by all rows.
    const height = Math.round(Math.max(2, Math.sqrt(count / tallest) * (HEIGHT - 2)));
    return `M${start} ${HEIGHT - 1}v-${height}h${Math.max(1, Math.round(width))}v${height}z`;
  });
  const ticks = axis.ticks.map((tick) => `M${at(tick.at)} 0V${HEIGHT}`);
  const segments = timelineSegments(repository, axis).map(
    ({ kind, from, to }) => `<path class="${kind}" d="M${at(from)} ${HEIGHT - 1}H${at(to)}"/>`,
  );
  const shapes = [...segments];
  if (ticks.length > 0) shapes.unshift(`<path class="tick" d="${ticks.join('')}"/>`);
  if (bars.length > 0) shapes.push(`<path class="bars" d="${bars.join('')}"/>`);
  const viewBox = `0 0 ${WIDTH} ${HEIGHT}`;
  return chartSvg({ kind: 'life', title: describeTimeline(repository), viewBox }, shapes);
}

/** The parts of the axis, from the first commit on, where the weekly counts are known and where they are not. */
export function timelineSegments({ firstCommitAt, commitsByWeek }: CommitHistory, axis: TimeAxis) {
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
  ].filter((segment) => segment.to > segment.from);
}

/** The labels of a time axis as SVG. */
export function axisLabels({ ticks }: TimeAxis): string {
  const labels = ticks.map((tick) => labelOf(tick, 11, 3));
  // Hidden from screen readers: the title of every timeline has the dates as text.
  return `<svg class="axis" aria-hidden="true">${labels.join('')}</svg>`;
}

function nextMonth(month: string): string {
  return addDays(`${month}-28`, 4).slice(0, 7).concat('-01');
}
