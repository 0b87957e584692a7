import { escapeAttribute } from '../escape.ts';

/** A number for an SVG attribute, rounded to two decimals. */
export function formatNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A fraction (0 to 1) as an SVG percentage. */
export function percent(share: number): string {
  return `${formatNumber(share * 100)}%`;
}

/** The attributes of a chart. */
export interface ChartAttributes {
  /** What the chart shows, as text for screen readers. */
  title: string;
  /** CSS class of this kind of chart; the style sheet also sets its size. */
  kind: string;
  /** Coordinate system, stretched to the chart's box. Without it, units are CSS pixels and percentages. */
  viewBox?: string;
}

/** An SVG chart with a text alternative. Text is never put in a stretched `viewBox`, so it is not distorted at any width. */
export function chartSvg({ title, kind, viewBox }: ChartAttributes, shapes: readonly string[]): string {
  const box = viewBox ? ` viewBox="${viewBox}" preserveAspectRatio="none"` : '';
  return `<svg class="${kind}" role="img"${box}><title>${escapeAttribute(title)}</title>${shapes.join('')}</svg>`;
}
