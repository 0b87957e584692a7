import type { Palette } from '../../theme.ts';
import { describeWork, type MonthlyWork, summarizeWork } from '../charts/monthly-work.ts';
import { tickPath } from '../charts/months.ts';
import { workAxis, workPaths } from '../charts/work-chart.ts';
import { peaksOf } from '../charts/work-peaks.ts';
import { escapeAttribute } from '../escape.ts';
import { formatCount } from '../format.ts';

/** The width of a README on GitHub, and heights from the top: text, the labels of the bars, the bars, the axis. */
const WIDTH = 846;
const TEXT = 40;
const BARS = 96;
const BASE = TEXT + 20 + BARS;
const HEIGHT = BASE + 34;
const BOX = { width: WIDTH, height: BARS };
const LABEL_SIZE = { character: 8.6 / WIDTH, line: 18 / BARS };

/** All public work by month, as an SVG picture. */
export function workPicture(work: MonthlyWork, asOf: string, colors: Palette): string {
  const { ink, accent, bar, edge, hair } = colors;
  const axis = workAxis(work, asOf);
  const { key, others } = workPaths(work, axis, BOX);
  const peaks = peaksOf(work, axis, LABEL_SIZE).map(({ label, at, anchor, height }) => {
    const position = `x="${Math.round(at * WIDTH)}" y="${Math.round(BASE - height * BARS) - 6}"`;
    return `<text ${position} text-anchor="${anchor}">${escapeAttribute(label)}</text>`;
  });
  const years = axis.labels.map(({ at, label, isAtEnd }) => {
    const position = isAtEnd ? `x="${WIDTH}" text-anchor="end"` : `x="${Math.round(at * WIDTH)}"`;
    return `<text ${position} y="${BASE + 16}">${escapeAttribute(label)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="${ink}">`,
    `<title id="title">${escapeAttribute(describeWork(work))}</title>`,
    `<text y="14">${escapeAttribute(summarizeWork(work))}</text>`,
    `<rect y="24" width="11" height="11" fill="${accent}"/><text x="18" y="34">key projects</text>`,
    `<rect x="140.5" y="24.5" width="10" height="10" fill="${bar}" stroke="${edge}"/><text x="158" y="34">all others</text>`,
    `<g transform="translate(0 ${BASE - BARS})"><path d="${tickPath(axis, BOX)}" stroke="${hair}"/>`,
    `<path d="${others}" fill="${bar}" stroke="${edge}"/><path d="${key}" fill="${accent}"/></g>`,
    `<path d="M0 ${BASE}H${WIDTH}" stroke="${ink}"/>`,
    ...peaks,
    ...years,
    '</svg>\n',
  ].join('\n');
}

/** What the picture shows, in words and numbers, for readers without it. */
export function describeWorkPicture(work: MonthlyWork): string {
  const years = new Map<string, number>();
  for (const { month, key, others } of work.months) {
    const year = month.slice(0, 4);
    years.set(year, (years.get(year) ?? 0) + key + others);
  }
  const byYear = [...years].map(([year, commits]) => `${year}: ${formatCount(commits)}`);
  return `${describeWork(work)}. Commits by year: ${byYear.join(', ')}.`;
}
