import type { Portfolio } from '../../portfolio/model.ts';
import { monthlyWork } from '../charts/monthly-work.ts';
import { escapeAttribute } from '../escape.ts';
import { describeReductions, storagePicture } from './storage-picture.ts';
import { type Colors, THEMES, type Theme } from './themes.ts';
import { describeWorkPicture, workPicture } from './work-picture.ts';

/** A picture of the README, which is drawn once per theme. */
interface Picture {
  /** The start of its file's name. */
  name: 'work' | 'storage';
  draw: (colors: Colors) => string;
  /** What it shows, in words and numbers. */
  alt: string;
  width: number;
}

type Name = Picture['name'];

const NAMES: readonly Name[] = ['work', 'storage'];

/** The README's pictures by path, relative to it: one self-contained SVG per theme. */
export function renderReadmePictures(portfolio: Portfolio): Record<string, string> {
  const files: Record<string, string> = {};
  for (const { name, draw } of picturesOf(portfolio)) {
    for (const theme of themes()) files[pathOf(name, theme)] = draw(THEMES[theme]);
  }
  return files;
}

/** Empty pictures at the same paths, for a new portfolio that has nothing to draw yet. */
export function blankPictures(): Record<string, string> {
  const paths = NAMES.flatMap((name) => themes().map((theme) => pathOf(name, theme)));
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
    const draw = (colors: Colors) => workPicture(work, asOf, colors);
    pictures.push({ name: 'work', draw, alt: describeWorkPicture(work), width: 846 });
  }
  if (reductions.length > 0) {
    const draw = (colors: Colors) => storagePicture(reductions, colors);
    pictures.push({ name: 'storage', draw, alt: describeReductions(reductions), width: 480 });
  }
  return pictures;
}

function themes(): Theme[] {
  return ['light', 'dark'];
}

function pathOf(name: Name, theme: Theme): string {
  return `profile/${name}-${theme}.svg`;
}
