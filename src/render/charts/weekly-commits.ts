import { scaleLinear } from 'd3-scale';
import { addDays } from '../../dates.ts';
import type { PortfolioRepository } from '../../portfolio/model.ts';
import { escapeAttribute, toSingleLine } from '../escape.ts';
import { formatCount, formatDay } from '../format.ts';
import { busiestWeek, describeTimeline, timelineSegments } from './commit-timeline.ts';
import { chartSvg, formatNumber, percent } from './svg.ts';
import { axisBetween, labelOf, positionOf, type TimeAxis } from './time-axis.ts';

/** Heights in CSS pixels, from the top: space for the label of the tallest bar, the bars, the axis labels. Releases are below. */
const TOP = 24;
const BARS = 144;
const LABELS = 20;
const WIDTH = 1000;
/** Characters that fit in half the width of a narrow phone. */
const MAX_TAG_LENGTH = 16;

/**
 * A bar chart of commits per week from the repository's first commit to `asOf`, on a linear scale from zero. Known releases are
 * marked below the time axis, and the latest is labeled. Null if no week is known.
 */
export function weeklyCommits(repository: PortfolioRepository, asOf: string): string | null {
  const { commitsByWeek, firstCommitAt } = repository;
  if (!commitsByWeek || !firstCommitAt) return null;
  const axis = axisBetween([commitsByWeek.from, firstCommitAt.slice(0, 10)].sort()[0] ?? asOf, asOf);
  const busiest = busiestWeek(commitsByWeek);
  const scale = scaleLinear([0, busiest?.count ?? 1], [0, BARS]);
  const shapes = [
    bars(Object.entries(commitsByWeek.weeks), { axis, height: (count) => scale(count) }),
    ...counts(scale),
    ...baseline(repository, axis),
  ];
  if (busiest) shapes.push(busiestLabel(busiest, axis, TOP + BARS - scale(busiest.count)));
  shapes.push(...axis.ticks.map((tick) => labelOf(tick, TOP + BARS + 15)));
  shapes.push(...repository.releases.map(({ date }) => releaseMark(date, axis)));
  const [latest] = repository.releases;
  if (latest) shapes.push(latestReleaseLabel(latest, axis));
  return chartSvg({ kind: 'weekly', title: describeTimeline(repository) }, shapes);
}

function counts(scale: ReturnType<typeof scaleLinear<number, number>>): string[] {
  return scale
    .ticks(3)
    .filter((count) => count > 0 && Number.isInteger(count) && scale(count) < BARS - 16)
    .map((count) => {
      const y = formatNumber(TOP + BARS - scale(count));
      const line = `<line class="tick" x2="100%" y1="${y}" y2="${y}"/>`;
      return `${line}<text x="100%" y="${y}" dy="-4" text-anchor="end">${formatCount(count)}</text>`;
    });
}

function bars(
  weeks: readonly [string, number][],
  { axis, height }: { axis: TimeAxis; height: (count: number) => number },
): string {
  const path = weeks.map(([week, count]) => {
    const start = positionOf(week, axis) * WIDTH;
    const width = (positionOf(addDays(week, 7), axis) * WIDTH - start) * 0.85;
    return `M${formatNumber(start)} ${BARS}v-${formatNumber(height(count))}h${formatNumber(width)}v${formatNumber(height(count))}z`;
  });
  const box = `viewBox="0 0 ${WIDTH} ${BARS}" preserveAspectRatio="none"`;
  return `<svg y="${TOP}" width="100%" height="${BARS}" ${box}><path class="bars" d="${path.join('')}"/></svg>`;
}

function baseline(repository: PortfolioRepository, axis: TimeAxis): string[] {
  return timelineSegments(repository, axis).map(({ kind, from, to }) => {
    const baseLine = `<line class="${kind}" x1="${percent(from)}" x2="${percent(to)}" y1="${TOP + BARS}" y2="${TOP + BARS}"/>`;
    const isWide = kind === 'unknown' && to - from > 0.25;
    return isWide ? baseLine + text((from + to) / 2, TOP + BARS - 8, 'no data', 'middle') : baseLine;
  });
}

function busiestLabel({ week, count }: { week: string; count: number }, axis: TimeAxis, y: number): string {
  const at = positionOf(week, axis);
  const label = `${formatCount(count)}, ${formatDay(week)}`;
  return text(at, y - 7, label, at > 0.5 ? 'end' : 'start', 'peak');
}

function releaseMark(date: string, axis: TimeAxis): string {
  const at = percent(positionOf(date, axis));
  return `<line class="release" x1="${at}" x2="${at}" y1="${TOP + BARS + LABELS}" y2="${TOP + BARS + LABELS + 16}"/>`;
}

function latestReleaseLabel(latest: { date: string; tag: string }, axis: TimeAxis): string {
  const at = positionOf(latest.date, axis);
  const y = TOP + BARS + LABELS;
  const tag = toSingleLine(latest.tag);
  const label = tag.length > MAX_TAG_LENGTH ? `${tag.slice(0, MAX_TAG_LENGTH)}…` : tag;
  // In the right half the label goes to the left of its mark.
  if (at > 0.5) return `<g transform="translate(-6)">${text(at, y + 15, label, 'end')}</g>`;
  return `<g transform="translate(6)">${text(at, y + 15, label)}</g>`;
}

function text(at: number, y: number, label: string, anchor: 'start' | 'middle' | 'end' = 'start', kind = '') {
  const end = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text${kind && ` class="${kind}"`} x="${percent(at)}" y="${formatNumber(y)}"${end}>${escapeAttribute(label)}</text>`;
}
