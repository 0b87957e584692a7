import type { Portfolio } from '../../portfolio/model.ts';
import { escapeAttribute } from '../escape.ts';

/** The brand's colors, because the site's style sheet does not apply on GitHub. */
const THEMES = {
  light: { ink: '#201e1d', accent: '#ec3013', accentText: '#ae1800' },
  dark: { ink: '#ece8e6', accent: '#ff6a4d', accentText: '#ff8d75' },
} as const;

type Theme = keyof typeof THEMES;

/** Sizes in SVG units. The type is large so that it is legible at the width of a phone. */
const SIZE = { width: 480, row: 96, label: 84, bar: 22, text: 18 };

/** The README's pictures by path, relative to it: one self-contained SVG per theme. */
export function renderReadmePictures(portfolio: Portfolio): Record<string, string> {
  if (portfolio.reductions.length === 0) return {};
  return picturesOf((theme) => storagePicture(portfolio, theme));
}

/** Empty pictures at the same paths, for a new portfolio that has nothing to draw yet. */
export function blankPictures(): Record<string, string> {
  return picturesOf(() => '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
}

function picturesOf(draw: (theme: Theme) => string): Record<string, string> {
  const themes: Theme[] = ['light', 'dark'];
  return Object.fromEntries(themes.map((theme) => [pathOf(theme), draw(theme)]));
}

/** The HTML `<picture>` of the storage reductions, with a description as alternative text. */
export function storagePictureTag(portfolio: Portfolio): string {
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${pathOf('dark')}">`,
    `  <img src="${pathOf('light')}" alt="${escapeAttribute(describeReductions(portfolio))}" width="${SIZE.width}">`,
    '</picture>',
  ].join('\n');
}

function pathOf(theme: Theme): string {
  return `profile/storage-${theme}.svg`;
}

function describeReductions({ reductions }: Portfolio): string {
  const each = reductions.map(
    ({ name, before, after, reduction }) => `${name} from ${before} to ${after}, ${reduction} less`,
  );
  return `Storage, drawn to scale: ${each.join('; ')}.`;
}

function storagePicture(portfolio: Portfolio, theme: Theme): string {
  const { reductions } = portfolio;
  const { ink, accent, accentText } = THEMES[theme];
  const height = SIZE.row * reductions.length;
  const most = Math.max(...reductions.map(({ beforeBytes }) => beforeBytes));
  const widthOf = (bytes: number) => Math.max(1, Math.round((bytes / most) * (SIZE.width - SIZE.label)));
  const rows = reductions.map(({ name, before, after, reduction, beforeBytes, afterBytes }, index) => {
    const bars = [
      { y: 28, size: before, width: widthOf(beforeBytes), fill: ink },
      { y: 54, size: after, width: widthOf(afterBytes), fill: accent },
    ];
    return [
      `<g transform="translate(0 ${index * SIZE.row})">`,
      `<text y="18" font-weight="700" fill="${ink}">${escapeAttribute(name)}</text>`,
      `<text x="${SIZE.width}" y="18" text-anchor="end" fill="${accentText}">${reduction} less</text>`,
      ...bars.map(
        ({ y, size, width, fill }) =>
          `<text x="${SIZE.label - 10}" y="${y + 17}" text-anchor="end" fill="${ink}">${size}</text>` +
          `<rect x="${SIZE.label}" y="${y}" width="${width}" height="${SIZE.bar}" fill="${fill}"/>`,
      ),
      '</g>',
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${height}" width="${SIZE.width}" height="${height}" role="img" aria-labelledby="title description" font-family="system-ui, sans-serif" font-size="${SIZE.text}">`,
    '<title id="title">Storage reduced, to scale</title>',
    `<desc id="description">${escapeAttribute(describeReductions(portfolio))}</desc>`,
    ...rows,
    '</svg>\n',
  ].join('\n');
}
