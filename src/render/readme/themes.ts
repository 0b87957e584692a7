/** The brand's colors on GitHub, where the site's style sheet does not apply. */
export const THEMES = {
  light: { ink: '#201e1d', accent: '#ec3013', bar: '#d2d1d0', edge: '#7d7a79', hair: '#d9d8d8' },
  dark: { ink: '#ece8e6', accent: '#ff6a4d', bar: '#3d3b3a', edge: '#8f8c8a', hair: '#33312f' },
} as const;

export type Theme = keyof typeof THEMES;
export type Colors = (typeof THEMES)[Theme];
