import { escapeAttribute } from '../escape.ts';
import { axisSvg, type LabeledAxis, labeledAxis } from './labeled-axis.ts';
import { commitsIn, describeWork, type MonthlyWork } from './monthly-work.ts';
import { barOfMonth, barPath, type ChartBox, nextMonth, tickPath } from './months.ts';
import { percent } from './svg.ts';
import { type Peak, peaksOf } from './work-peaks.ts';

/** Heights in CSS pixels: space for the label of the tallest bar, and the bars. */
const TOP = 20;
const BARS = 128;
const BOX = { width: 1000, height: BARS };
/** The size of labels where the chart is 560 px wide, the least for which the style sheet shows them. */
const LABEL_SIZE = { character: 7.4 / 560, line: 16 / BARS };

/** Commits by month to all repositories, up to `asOf`: key projects at the bottom of each bar, all others above. */
export function workChart(work: MonthlyWork, asOf: string): string {
  const axis = workAxis(work, asOf);
  const stretched = `viewBox="0 0 ${BOX.width} ${BARS}" preserveAspectRatio="none"`;
  const { key, others } = workPaths(work, axis, BOX);
  return [
    `<svg class="work" role="img"><title>${escapeAttribute(describeWork(work))}</title>`,
    `<svg y="${TOP}" width="100%" height="${BARS}" ${stretched}><path class="tick" d="${tickPath(axis, BOX)}"/>`,
    `<path class="others" d="${others}"/><path class="bars" d="${key}"/></svg>`,
    `<line class="known" x2="100%" y1="${TOP + BARS}" y2="${TOP + BARS}"/>`,
    ...peaksOf(work, axis, LABEL_SIZE).map(peakLabel),
    '</svg>',
    axisSvg(axis),
  ].join('');
}

/** The axis from the first known month to the end of this one, so that the README's picture does not change every week. */
export function workAxis({ months: [first] }: MonthlyWork, asOf: string): LabeledAxis {
  return labeledAxis(`${first.month}-01`, nextMonth(asOf));
}

/** The bars as paths, on a linear scale from zero to the busiest month. */
export function workPaths(
  work: MonthlyWork,
  axis: LabeledAxis,
  box: ChartBox,
): { key: string; others: string } {
  const tallest = Math.max(...work.months.map(commitsIn));
  const heightOf = (commits: number) => (commits / tallest) * box.height;
  const paths = { key: '', others: '' };
  for (const { month, key, others } of work.months) {
    const bar = barOfMonth(month, axis);
    if (key > 0) paths.key += barPath(bar, { height: heightOf(key) }, box);
    if (others > 0) paths.others += barPath(bar, { height: heightOf(others), base: heightOf(key) }, box);
  }
  return paths;
}

function peakLabel({ label, at, anchor, height }: Peak): string {
  const y = Math.round(TOP + (1 - height) * BARS) - 5;
  return `<text x="${percent(at)}" y="${y}" text-anchor="${anchor}">${escapeAttribute(label)}</text>`;
}
