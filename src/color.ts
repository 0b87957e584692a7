import { createRequire } from 'node:module';

/** Loaded with `require`, which takes one file instead of a hundred and fifty. */
const culori: typeof import('culori') = createRequire(import.meta.url)('culori');

/** Finer than what eight bits per channel can show. */
const STEPS = 512;

/** A color, such as one with three digits, as `#rrggbb` in lower case. Throws Error for anything that is not a color. */
export function normalizedColor(color: string): string {
  return hexOf(culori.parse(color));
}

/** The contrast ratio of two colors, from 1 to 21, as WCAG defines it. */
export function contrast(one: string, other: string): number {
  return culori.wcagContrast(one, other);
}

/** The mixture that CSS calls `color-mix(in oklab, color share, ground)`, with a share from 0 to 1. */
export function mixedColor(color: string, ground: string, share: number): string {
  return hexOf(culori.interpolate([ground, color], 'oklab')(share));
}

/** Whether a color has at least this contrast on every ground. */
export function hasContrast(color: string, grounds: readonly string[], ratio: number): boolean {
  return grounds.every((ground) => contrast(color, ground) >= ratio);
}

/**
 * The color itself if it has this contrast on every ground, else the lighter or darker one of the same hue that is nearest to it.
 * Its chroma is lowered only where sRGB has no such color. Throws Error if no color has this contrast on all grounds.
 */
export function nearestWithContrast(color: string, grounds: readonly string[], ratio: number): string {
  if (hasContrast(color, grounds, ratio)) return normalizedColor(color);
  const oklch = culori.converter('oklch')(color);
  if (!oklch) throw new Error(`${color} is not a color`);
  for (let step = 1; step <= STEPS; step += 1) {
    for (const lightness of [oklch.l - step / STEPS, oklch.l + step / STEPS]) {
      const l = Math.min(1, Math.max(0, lightness));
      const candidate = hexOf(culori.clampChroma({ ...oklch, l }, 'oklch'));
      if (hasContrast(candidate, grounds, ratio)) return candidate;
    }
  }
  throw new Error(`no color has a contrast of ${ratio}:1 on ${grounds.join(' and ')}`);
}

function hexOf(color: import('culori').Color | undefined): string {
  const hex = culori.formatHex(color);
  if (hex === undefined) throw new Error('not a color');
  return hex;
}
