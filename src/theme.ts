import { contrast, mixedColor, nearestWithContrast, normalizedColor } from './color.ts';

/** The colors of one color scheme, as `#rrggbb`. */
export interface Palette {
  /** The page. */
  paper: string;
  /** Cards, code and the ground of charts. */
  surface: string;
  /** Text. */
  ink: string;
  /** Labels and captions. */
  muted: string;
  /** Rules between sections. */
  rule: string;
  /** Hairlines between rows. */
  hair: string;
  /** The area of a bar. */
  bar: string;
  /** The outline of a bar, because its area has little contrast with the page. */
  edge: string;
  /** Marks in charts, focus ring, large type. */
  accent: string;
  /** Links and small text in the accent color. */
  accentText: string;
}

/** The colors of every output: CSS, charts, icon, images and PDF. */
export interface Theme {
  light: Palette;
  dark: Palette;
}

type Scheme = keyof Theme;

const GROUNDS = {
  light: { paper: '#f3f2f2', surface: '#eae9e9', ink: '#201e1d' },
  dark: { paper: '#161413', surface: '#1f1c1b', ink: '#ece8e6' },
} as const;

/** The accents while the owner sets none. They were chosen by eye; those of another accent are derived. */
const BRAND = {
  light: { accent: '#ec3013', accentText: '#ae1800' },
  dark: { accent: '#ff6a4d', accentText: '#ff8d75' },
} as const;

/** The accent of the light color scheme while the owner sets none. */
export const DEFAULT_ACCENT = BRAND.light.accent;

/** How much ink is mixed into the paper, in percent. */
export const INK_PERCENT = { muted: 72, rule: 40, hair: 16, bar: 20, edge: 58 } as const;

/** The contrast that WCAG requires of marks and large type (1.4.11, 1.4.3), and of text (1.4.3). */
export const AA = { mark: 3, text: 4.5 } as const;

/** The theme with this accent, by default the brand's. An accent with too little contrast is replaced by the nearest with enough. */
export function themeOf(accent: string = DEFAULT_ACCENT): Theme {
  const isBrand = normalizedColor(accent) === DEFAULT_ACCENT;
  return { light: paletteOf('light', accent, isBrand), dark: paletteOf('dark', accent, isBrand) };
}

function paletteOf(scheme: Scheme, accent: string, isBrand: boolean): Palette {
  const { paper, surface, ink } = GROUNDS[scheme];
  const grounds = [paper, surface];
  const accents = isBrand
    ? BRAND[scheme]
    : {
        accent: nearestWithContrast(accent, grounds, AA.mark),
        accentText: nearestWithContrast(accent, grounds, AA.text),
      };
  return { paper, surface, ink, ...mixturesOf(ink, paper), ...accents };
}

function mixturesOf(ink: string, paper: string): Pick<Palette, keyof typeof INK_PERCENT> {
  const mixed = (percent: number) => mixedColor(ink, paper, percent / 100);
  const { muted, rule, hair, bar, edge } = INK_PERCENT;
  return { muted: mixed(muted), rule: mixed(rule), hair: mixed(hair), bar: mixed(bar), edge: mixed(edge) };
}

/** Why an accent can't be used as it is. */
export interface WeakAccent {
  /** Its lowest contrast on the grounds of the light color scheme. */
  contrast: number;
  /** The nearest color with enough contrast. */
  nearest: string;
}

/** What is wrong with an accent that has too little contrast for marks in the light color scheme; null if it can be used. */
export function weaknessOf(accent: string): WeakAccent | null {
  const grounds = [GROUNDS.light.paper, GROUNDS.light.surface];
  const nearest = nearestWithContrast(accent, grounds, AA.mark);
  if (nearest === normalizedColor(accent)) return null;
  return { contrast: Math.min(...grounds.map((ground) => contrast(accent, ground))), nearest };
}
