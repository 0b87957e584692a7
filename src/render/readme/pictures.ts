import type { Portfolio } from '../../portfolio/model.ts';
import type { Palette, Theme } from '../../theme.ts';
import { monthlyWork } from '../charts/monthly-work.ts';
import { escapeAttribute } from '../escape.ts';
import { describeReductions, storagePicture } from './storage-picture.ts';
import { describeWorkPicture, workPicture } from './work-picture.ts';

/** A picture of the README, which is drawn once per color scheme. */
interface Picture {
  /** The start of its file's name. */
  name: 'work' | 'storage';
  draw: (colors: Palette) => string;
  /** What it shows, in words and numbers. */
  alt: string;
  width: number;
}

type Name = Picture['name'];

/** A picture has its own colors, because the site's style sheet does not apply on GitHub. */
type Scheme = keyof Theme;

const SCHEMES: readonly Scheme[] = ['light', 'dark'];
const NAMES: readonly Name[] = ['work', 'storage'];

/** The README's pictures by path, relative to it: one self-contained SVG per color scheme. */
export function renderReadmePictures(portfolio: Portfolio): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { name, draw } of picturesOf(portfolio)) {
    for (const scheme of SCHEMES) files[pathOf(name, scheme)] = draw(portfolio.theme[scheme]);
  }
  return files;
}

/** Empty pictures at the same paths, for a new portfolio that has nothing to draw yet. */
export function blankPictures(): Record<string, string> {
  const paths = NAMES.flatMap((name) => SCHEMES.map((scheme) => pathOf(name, scheme)));
  return Object.fromEntries(paths.map((path) => [path, '<svg xmlns="http://www.w3.org/2000/svg"/>\n']));
}

/** The HTML `<picture>` with this name, with a description as alternative text; empty if there is nothing to draw. */
export function pictureTag(portfolio: Portfolio, wanted: Name): string {
  const picture = picturesOf(portfolio).find(({ name }) => name === wanted);
  if (!picture) return '';
  const { name, alt, width } = picture;
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${pathOf(name, 'dark')}">`,
    `  <img src="${pathOf(name, 'light')}" alt="${escapeAttribute(alt)}" width="${width}">`,
    '</picture>',
  ].join('\n');
}

/** The pictures for which there is something to draw. */
function picturesOf(portfolio: Portfolio): Picture[] {
  const { reductions, asOf } = portfolio;
  const pictures: Picture[] = [];
  const work = monthlyWork(portfolio);
  if (work) {
    const draw = (colors: Palette) => workPicture(work, asOf, colors);
    pictures.push({ name: 'work', draw, alt: describeWorkPicture(work), width: 846 });
  }
  if (reductions.length > 0) {
    const draw = (colors: Palette) => storagePicture(reductions, colors);
    pictures.push({ name: 'storage', draw, alt: describeReductions(reductions), width: 480 });
  }
  return pictures;
}

function pathOf(name: Name, scheme: Scheme): string {
  return `profile/${name}-${scheme}.svg`;
}
