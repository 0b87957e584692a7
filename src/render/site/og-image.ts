import { plainText } from '../../portfolio/inline.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { commitTimelines } from '../charts/commit-timeline.ts';
import { storageBars } from '../charts/storage-bars.ts';
import { escapeAttribute, toSingleLine } from '../escape.ts';
import { formatCount } from '../format.ts';

/** Width of a text in pixels, in the brand's font at this size and weight. */
export type Measure = (text: string, font: Font) => number;

interface Font {
  size: number;
  weight: 400 | 800;
}

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 72;
const INNER = WIDTH - 2 * MARGIN;
const FOOT = 572;

/** The style of a card: the brand's light palette. Charts bring the classes. */
const STYLE = `text{font-family:Archivo;fill:#201e1d}.before{fill:#c7c5c4}.after,.bars{fill:#ec3013}
.known{stroke:#201e1d;fill:none}.unknown,.tick{stroke:#bdbbba;fill:none}.size{font-size:34px;font-weight:800}`;

/** The Open Graph image of the site: who, what, and the reductions to scale. 1200 × 630 px, as SVG. */
export function siteOgImage(portfolio: Portfolio, measure: Measure): string {
  const { name, label, site, reductions, totals } = portfolio;
  const bars = storageBars(reductions.slice(0, 1)).map((svg) => placed(svg, { y: 372, height: 116 }));
  return card([
    line(name, 150, fitted(name, { size: 104, weight: 800 }, measure)),
    line(label, 246, fitted(label, { size: 76, weight: 400 }, measure)),
    ...bars,
    ...foot(
      [
        new URL(site).host.replace(/^www\./, ''),
        `${formatCount(totals.repositories.shown)} public repositories`,
      ],
      measure,
    ),
  ]);
}

/** The Open Graph image of a project: its name, purpose, facts and life line. 1200 × 630 px, as SVG. */
export function projectOgImage(repository: PortfolioRepository, asOf: string, measure: Measure): string {
  const { title, purpose, description, name, language, commits, latestRelease } = repository;
  const words = purpose === null ? drawable(description ?? '') : plainText(purpose);
  const font = { size: 36, weight: 400 } as const;
  const facts = [
    language,
    commits === null ? null : `${formatCount(commits)} ${commits === 1 ? 'commit' : 'commits'}`,
    latestRelease?.tag,
  ];
  const life = commitTimelines([repository], asOf).lines[name];
  const lines = wholeSentences(words, font, measure);
  return card([
    line(title, 160, fitted(title, { size: 104, weight: 800 }, measure)),
    ...lines.map((text, index) => line(text, 230 + index * 50, font)),
    ...(life ? [placed(life, { y: 414, height: 90 })] : []),
    ...foot([name, facts.flatMap((fact) => (fact ? [drawable(fact)] : [])).join(', ')], measure),
  ]);
}

/** The file name of a project's image, without its ending; the site's for a project without an image. */
export function ogImageName({ group, path }: PortfolioRepository): string {
  return (group === 'key' && path?.split('/').at(-2)) || 'site';
}

function card(shapes: readonly string[]): string {
  const ground = `<rect width="${WIDTH}" height="${HEIGHT}" fill="#f3f2f2"/>`;
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><style>${STYLE}</style>${ground}${shapes.join('')}</svg>`;
}

function line(text: string, y: number, { size, weight }: Font, end = false): string {
  const place = end ? `x="${WIDTH - MARGIN}" text-anchor="end"` : `x="${MARGIN}"`;
  return `<text ${place} y="${y}" font-size="${size}" font-weight="${weight}">${escapeAttribute(text)}</text>`;
}

function foot([left, right]: [string, string], measure: Measure): string[] {
  const font = { size: 28, weight: 400 } as const;
  const room = INNER - measure(left, font) - 40;
  return [
    `<rect x="${MARGIN}" y="${FOOT - 44}" width="${INNER}" height="2" fill="#918f8e"/>`,
    line(left, FOOT, fitted(left, { ...font, weight: 800 }, measure)),
    ...(measure(right, font) <= room ? [line(right, FOOT, font, true)] : []),
  ];
}

function placed(svg: string, { y, height }: { y: number; height: number }): string {
  return svg.replace(
    '<svg ',
    `<svg x="${MARGIN}" y="${y}" width="${INNER}" height="${height}" font-size="28" `,
  );
}

/** The font, made smaller until the text fits the card. */
function fitted(text: string, font: Font, measure: Measure): Font {
  const width = measure(text, font);
  return width <= INNER ? font : { ...font, size: Math.floor((font.size * INNER) / width) };
}

/** As many whole sentences as fit, so that nothing ends in the middle of a thought; else the beginning of the first. */
function wholeSentences(text: string, font: Font, measure: Measure): string[] {
  const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)];
  for (let count = sentences.length; count > 0; count -= 1) {
    const lines = wrapped(
      sentences
        .slice(0, count)
        .map(({ segment }) => segment)
        .join(''),
      font,
      measure,
    );
    if (!lines.at(-1)?.endsWith(' …')) return lines;
  }
  return wrapped(text, font, measure);
}

/** The text in at most three lines of the card's width; what does not fit is cut at a word, with an ellipsis. */
function wrapped(text: string, font: Font, measure: Measure): string[] {
  const lines: string[] = [];
  const words = text.split(' ').filter((word) => word !== '');
  while (words.length > 0 && lines.length < 3) {
    let current = words.shift() ?? '';
    while (words.length > 0 && measure(`${current} ${words[0]}`, font) <= INNER)
      current += ` ${words.shift()}`;
    lines.push(current);
  }
  const last = lines.length - 1;
  if (words.length > 0) lines[last] = `${lines[last]?.replace(/[\s\p{P}]*\S*$/u, '')} …`;
  return lines;
}

/** Foreign text without what the brand's font cannot draw. */
function drawable(text: string): string {
  return toSingleLine(text)
    .replace(/[^\u0020-\u024F–—‘’“”…]+/g, '')
    .trim();
}
