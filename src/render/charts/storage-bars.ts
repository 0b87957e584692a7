import type { Reduction } from '../../portfolio/model.ts';
import { escapeAttribute } from '../escape.ts';
import { chartSvg, percent } from './svg.ts';

const BAR = 56;
const GAP = 4;
/** Bars at least this fraction of the width have their label inside, shorter ones beside it. */
const MIN_SHARE_FOR_LABEL_INSIDE = 0.4;

/** One SVG per reduction with the size before and after; all share one scale that starts at zero. */
export function storageBars(reductions: readonly Reduction[]): string[] {
  const widest = Math.max(...reductions.map(({ beforeBytes }) => beforeBytes));
  return reductions.map((reduction) => {
    const { name, before, after, reduction: saved, beforeBytes, afterBytes } = reduction;
    return chartSvg({ kind: 'storage', title: `${name}: ${before} before, ${after} after, ${saved} less` }, [
      bar({ kind: 'before', share: beforeBytes / widest, y: 0, label: before, note: 'before' }),
      bar({ kind: 'after', share: afterBytes / widest, y: BAR + GAP, label: after, note: `${saved} less` }),
    ]);
  });
}

interface Bar {
  kind: 'before' | 'after';
  /** Fraction of the full width, 0 to 1. */
  share: number;
  y: number;
  label: string;
  note: string;
}

function bar({ kind, share, y, label, note }: Bar): string {
  const isInside = share >= MIN_SHARE_FOR_LABEL_INSIDE;
  const position = isInside ? 'x="0" class="inside"' : `x="${percent(share)}"`;
  const text = `<tspan class="size">${escapeAttribute(label)}</tspan><tspan dx="8">${escapeAttribute(note)}</tspan>`;
  return (
    `<rect class="${kind}" y="${y}" width="${percent(share)}" height="${BAR}"/>` +
    `<text ${position} y="${y + BAR / 2}" dx="12" dy="8">${text}</text>`
  );
}
