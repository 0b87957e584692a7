import { escapeAttribute } from '../escape.ts';

/** A number for an attribute: at most two digits after the point. */
export function digits(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A share of the whole width (0 to 1) as an SVG percentage. */
export function percent(share: number): string {
  return `${digits(share * 100)}%`;
}

/** What a chart consists of. */
export interface Drawing {
  /** The finding in words, for those who do not see it. */
  title: string;
  /** Class by which the style sheet knows the kind of chart; it also sets the size. */
  kind: string;
  /** Drawn in these units and stretched to the chart's box; without it, units are CSS pixels and percentages. */
  viewBox?: string;
}

/** An SVG image that announces its finding. Chart text stays upright at any width because only shapes are stretched. */
export function drawing({ title, kind, viewBox }: Drawing, shapes: readonly string[]): string {
  const box = viewBox ? ` viewBox="${viewBox}" preserveAspectRatio="none"` : '';
  return `<svg class="${kind}" role="img"${box}><title>${escapeAttribute(title)}</title>${shapes.join('')}</svg>`;
}
