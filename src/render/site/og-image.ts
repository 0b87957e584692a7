import { plainText } from '../../portfolio/inline.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import type { Palette } from '../../theme.ts';
import { commitTimelines } from '../charts/commit-timeline.ts';
import { type MonthlyWork, summarizeWork } from '../charts/monthly-work.ts';
import { formatMonth } from '../charts/months.ts';
import { storageBars } from '../charts/storage-bars.ts';
import { workAxis, workPaths } from '../charts/work-chart.ts';
import { escapeAttribute, toSingleLine } from '../escape.ts';
import { formatReduction, pluralize } from '../format.ts';
import { words } from './words.ts';

/** Measures the width of a text in pixels, in the brand's font at this size and weight. */
export type Measure = (text: string, font: Font) => number;

/** The parts of the portfolio that the images show. */
export type OgImageFacts = Pick<
  Portfolio,
  'name' | 'label' | 'site' | 'theme' | 'reductions' | 'reductionsTitle' | 'totals' | 'keyProjects' | 'asOf'
> & { work: MonthlyWork | null };

interface Font {
  size: number;
  weight: 400 | 800;
}

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 72;
const INNER = WIDTH - 2 * MARGIN;
const FOOT = 572;
const CAPTION: Font = { size: 32, weight: 400 };
/** What the bars of every chart are. */
const COUNTED = 'commits per month';
const AXIS: Font = { size: 24, weight: 400 };

/** The Open Graph image of the site: name, role, and the first reduction, else all public work. An SVG of 1200 × 630 px. */
export function siteOgImage(portfolio: OgImageFacts, measure: Measure): string {
  const { name, label, site, theme, totals } = portfolio;
  const host = new URL(site).host.replace(/^www\./, '');
  const count = pluralize(totals.repositories.shown, 'public repository', 'public repositories');
  const shapes = [
    textLine(name, 150, fitted(name, { size: 104, weight: 800 }, measure)),
    textLine(label, 246, fitted(label, { size: 76, weight: 400 }, measure)),
    ...(firstReduction(portfolio, measure) ?? allWork(portfolio, measure) ?? []),
    ...footer([host, count], measure),
  ];
  return image(shapes, theme.light);
}

/** The first size reduction, with what was reduced; null if there is none. */
function firstReduction({ reductions, reductionsTitle }: OgImageFacts, measure: Measure): string[] | null {
  const [reduction] = reductions;
  const [drawn] = storageBars(reductions.slice(0, 1));
  if (!reduction || !drawn) return null;
  const title = reductionsTitle ?? words.home.reductions.heading;
  const sizes = drawn.sizes === null ? '' : `, ${drawn.sizes}`;
  const less = `${reduction.name}: ${formatReduction(reduction)} less${sizes}`;
  return [
    textLine(title, 330, fitted(title, CAPTION, measure)),
    textLine(less, 382, fitted(less, { size: 40, weight: 800 }, measure)),
    positioned(drawn.bar, { y: 406, height: 84 }),
  ];
}

/** The commits to all repositories by month, with the ends of the time axis; null if none are known. */
function allWork({ work, asOf }: OgImageFacts, measure: Measure): string[] | null {
  if (!work) return null;
  const box = { width: INNER, height: 130 };
  const { key, others } = workPaths(work, workAxis(work, asOf), box);
  const title = summarizeWork(work);
  return [
    textLine(title, 316, fitted(title, CAPTION, measure)),
    `<g transform="translate(${MARGIN} 346)"><path class="others" d="${others}"/><path class="bars" d="${key}"/>`,
    `<path class="known" d="M0 ${box.height}H${INNER}"/></g>`,
    ...axisEnds(work.months[0].month, asOf, key === '' ? COUNTED : `${COUNTED}, key projects in color`),
  ];
}

/** The Open Graph image of a project: name, purpose, facts and commit timeline. An SVG of 1200 × 630 px. */
export function projectOgImage(
  repository: PortfolioRepository,
  { asOf, theme }: Pick<OgImageFacts, 'asOf' | 'theme'>,
  measure: Measure,
): string {
  const { title, purpose, description, name, language, commits, latestRelease, firstCommitAt } = repository;
  const about = purpose === null ? stripUnsupportedGlyphs(description ?? '') : plainText(purpose);
  const font = { size: 36, weight: 400 } as const;
  const count = commits === null ? null : pluralize(commits, 'commit');
  const isFilled = (fact: string | null | undefined): fact is string => Boolean(fact);
  const facts = [language, count, latestRelease?.tag].filter(isFilled);
  const shapes = [textLine(title, 160, fitted(title, { size: 104, weight: 800 }, measure))];
  const lines = wholeSentences(about, font, measure);
  shapes.push(...lines.map((text, index) => textLine(text, 230 + index * 50, font)));
  const timeline = commitTimelines([repository], asOf).lines[name];
  if (timeline && firstCommitAt !== null) {
    shapes.push(positioned(timeline, { y: 384, height: 90 }), ...axisEnds(firstCommitAt, asOf, COUNTED));
  }
  shapes.push(...footer([name, facts.map(stripUnsupportedGlyphs).join(', ')], measure));
  return image(shapes, theme.light);
}

/** The first and last month of a time axis, and what its bars count. */
function axisEnds(first: string, last: string, counted: string): string[] {
  const y = 506;
  const middle = `<text x="${WIDTH / 2}" text-anchor="middle" y="${y}" font-size="${AXIS.size}">${counted}</text>`;
  return [textLine(formatMonth(first), y, AXIS), middle, textLine(formatMonth(last), y, AXIS, true)];
}

/** File name of a project's image without extension; the site's image for a project that has none. */
export function ogImageName({ group, path }: PortfolioRepository): string {
  const slug = group === 'key' ? path?.split('/').at(-2) : undefined;
  // A project named "site" must not overwrite the image of the site.
  return slug === 'site' ? 'projects/site' : (slug ?? 'site');
}

function image(shapes: readonly string[], palette: Palette): string {
  const ground = `<rect width="${WIDTH}" height="${HEIGHT}" fill="${palette.paper}"/>`;
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><style>${styleOf(palette)}</style>${ground}${shapes.join('')}</svg>`;
}

/** The classes are those of the charts. */
function styleOf({ ink, bar, edge, accent, rule, hair }: Palette): string {
  return `text{font-family:Archivo;fill:${ink}}.before{fill:${bar};stroke:${edge};stroke-width:2}.others{fill:${edge}}.after,.bars{fill:${accent}}.rule{fill:${rule}}
.known{stroke:${ink};fill:none}.unknown{stroke:${rule};fill:none}.tick{stroke:${hair};fill:none}.size{font-size:34px;font-weight:800}`;
}

function textLine(text: string, y: number, { size, weight }: Font, end = false): string {
  const position = end ? `x="${WIDTH - MARGIN}" text-anchor="end"` : `x="${MARGIN}"`;
  return `<text ${position} y="${y}" font-size="${size}" font-weight="${weight}">${escapeAttribute(text)}</text>`;
}

function footer([left, right]: [string, string], measure: Measure): string[] {
  const font = { size: 28, weight: 400 } as const;
  const room = INNER - measure(left, font) - 40;
  const shapes = [
    `<rect class="rule" x="${MARGIN}" y="${FOOT - 44}" width="${INNER}" height="2"/>`,
    textLine(left, FOOT, fitted(left, { ...font, weight: 800 }, measure)),
  ];
  if (measure(right, font) <= room) shapes.push(textLine(right, FOOT, font, true));
  return shapes;
}

function positioned(svg: string, { y, height }: { y: number; height: number }): string {
  return svg.replace(
    '<svg ',
    `<svg x="${MARGIN}" y="${y}" width="${INNER}" height="${height}" font-size="28" `,
  );
}

/** The font, made smaller if the text would not fit the image. */
function fitted(text: string, font: Font, measure: Measure): Font {
  const width = measure(text, font);
  return width <= INNER ? font : { ...font, size: Math.floor((font.size * INNER) / width) };
}

/** As many whole sentences as fit; if not even the first does, as much of it as fits. */
function wholeSentences(text: string, font: Font, measure: Measure): string[] {
  const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)];
  for (let count = sentences.length; count > 0; count -= 1) {
    const beginning = sentences.slice(0, count).map(({ segment }) => segment);
    const lines = wrapped(beginning.join(''), font, measure);
    if (!lines.at(-1)?.endsWith(' …')) return lines;
  }
  return wrapped(text, font, measure);
}

/** Wraps text to at most three lines; the rest is cut off at a word, with an ellipsis. */
function wrapped(text: string, font: Font, measure: Measure): string[] {
  const lines: string[] = [];
  const rest = text.split(' ').filter((word) => word !== '');
  while (rest.length > 0 && lines.length < 3) {
    let current = rest.shift() ?? '';
    while (rest.length > 0 && measure(`${current} ${rest[0]}`, font) <= INNER) current += ` ${rest.shift()}`;
    lines.push(current);
  }
  const last = lines.length - 1;
  if (rest.length > 0) lines[last] = `${lines[last]?.replace(/[\s\p{P}]*\S*$/u, '')} …`;
  return lines;
}

/** Untrusted text without the characters that the brand's font lacks. */
function stripUnsupportedGlyphs(text: string): string {
  return toSingleLine(text)
    .replace(/[^\u0020-\u024F–—‘’“”…]+/g, '')
    .trim();
}
