import type { Reduction } from '../../portfolio/model.ts';
import type { Palette } from '../../theme.ts';
import { barLabels, widestOf } from '../charts/storage-bars.ts';
import { escapeAttribute } from '../escape.ts';
import { formatReduction } from '../format.ts';

/** Sizes in SVG units. The type is large so that it is legible at the width of a phone. */
const WIDTH = 480;
const ROW = 76;
const TEXT = 26;
const BAR = 34;

/** The size reductions to scale, as an SVG picture: the size before as a bar, and the size after inside it. */
export function storagePicture(reductions: readonly Reduction[], colors: Palette): string {
  const height = ROW * reductions.length;
  const widest = widestOf(reductions);
  const rows = reductions.map(
    (reduction, index) =>
      `<g transform="translate(0 ${index * ROW})">${row(reduction, widest, colors).join('')}</g>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif" font-size="16" fill="${colors.ink}">`,
    `<title id="title">${escapeAttribute(describeReductions(reductions))}</title>`,
    ...rows,
    '</svg>\n',
  ].join('\n');
}

/** What the picture shows, in words and numbers. */
export function describeReductions(reductions: readonly Reduction[]): string {
  const each = reductions.map(
    (reduction) =>
      `${reduction.name} from ${reduction.before} to ${reduction.after}, ${formatReduction(reduction)} less`,
  );
  return `Drawn to scale: ${each.join('; ')}.`;
}

function row(reduction: Reduction, widest: number, { accent, bar, edge }: Palette): string[] {
  const { name, before, after, beforeBytes, afterBytes } = reduction;
  const shares = { before: beforeBytes / widest, after: afterBytes / widest };
  const labels = barLabels(reduction, shares);
  const sizes = labels === null ? `${name}: ${before} before, ${after} after` : name;
  const xOf = (share: number) => Math.round(share * (WIDTH - 1)) + 0.5;
  return [
    `<text y="18"><tspan font-size="20" font-weight="700">${formatReduction(reduction)} less</tspan><tspan dx="10">${escapeAttribute(sizes)}</tspan></text>`,
    `<rect x="0.5" y="${TEXT + 0.5}" width="${Math.max(1, Math.round(shares.before * (WIDTH - 1)))}" height="${BAR}" fill="${bar}" stroke="${edge}"/>`,
    `<rect x="0.5" y="${TEXT + 0.5}" width="${Math.max(1, Math.round(shares.after * (WIDTH - 1)))}" height="${BAR}" fill="${accent}"/>`,
    ...(labels ?? []).map(({ text, at, isEnd }) => {
      const anchor = isEnd ? ' dx="-10" text-anchor="end"' : ' dx="8"';
      return `<text x="${xOf(at)}" y="${TEXT + 23}"${anchor}>${escapeAttribute(text)}</text>`;
    }),
  ];
}
