import type { Reduction } from '../../portfolio/model.ts';
import { escapeAttribute } from '../escape.ts';
import { formatReduction } from '../format.ts';
import { percent } from './svg.ts';

/** A size reduction drawn to scale. */
export interface StorageBar {
  /** SVG: the size before as a bar, and the size after inside it. */
  bar: string;
  /** Both sizes as text, if there is no room for them in the bar or beside it; otherwise null. */
  sizes: string | null;
}

/** A label of a bar: where it stands, from 0 to 1, and whether it ends there. */
interface BarLabel {
  text: string;
  at: number;
  isEnd: boolean;
}

/** The width of a character of a label on a narrow phone, as a fraction of the whole scale. */
const CHARACTER = 0.0275;
/** The distance between a label and the end of a bar. */
const GAP = 0.045;

/** One bar per reduction; all share one scale that starts at zero. */
export function storageBars(reductions: readonly Reduction[]): StorageBar[] {
  const widest = widestOf(reductions);
  return reductions.map((reduction) => {
    const { name, before, after, beforeBytes, afterBytes } = reduction;
    const shares = { before: beforeBytes / widest, after: afterBytes / widest };
    const labels = barLabels(reduction, shares);
    const title = `${name}: ${before} before, ${after} after, ${formatReduction(reduction)} less`;
    return {
      bar: [
        `<svg class="storage" role="img"><title>${escapeAttribute(title)}</title>`,
        `<rect class="before" width="${percent(shares.before)}" height="100%"/>`,
        `<rect class="after" width="${percent(shares.after)}" height="100%"/>`,
        ...(labels ?? []).map(labelSvg),
        '</svg>',
      ].join(''),
      sizes: labels === null ? `${before} before, ${after} after` : null,
    };
  });
}

/** The largest size, which is as wide as the chart. */
export function widestOf(reductions: readonly Reduction[]): number {
  return Math.max(...reductions.map(({ beforeBytes }) => beforeBytes));
}

/** Labels inside the bar, or beside it if it is too short for them; null if there is room for neither. */
export function barLabels(
  { before, after }: Pick<Reduction, 'before' | 'after'>,
  shares: { before: number; after: number },
): BarLabel[] | null {
  const [inside, beside] = [shares.before - shares.after, 1 - shares.before];
  const afterwards = (text: string) => ({ text, at: shares.after, isEnd: false });
  const besides = (text: string) => ({ text, at: shares.before, isEnd: false });
  const [longBefore, longAfter] = [`${before} before`, `${after} after`];
  if (fits([longBefore, longAfter], inside)) {
    return [afterwards(longAfter), { text: longBefore, at: shares.before, isEnd: true }];
  }
  if (fits([after], inside) && fits([longBefore], beside)) return [afterwards(after), besides(longBefore)];
  const both = `${before} → ${after}`;
  return fits([both], beside) ? [besides(both)] : null;
}

function fits(texts: readonly string[], room: number): boolean {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return characters * CHARACTER + (texts.length + 1) * GAP <= room;
}

function labelSvg({ text, at, isEnd }: BarLabel): string {
  const anchor = isEnd ? ' dx="-12" text-anchor="end"' : ' dx="10"';
  return `<text x="${percent(at)}" y="50%"${anchor} dy="0.35em">${escapeAttribute(text)}</text>`;
}
