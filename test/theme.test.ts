import { describe, expect, test } from 'vitest';
import { contrast, mixedColor, nearestWithContrast } from '../src/color.ts';
import { AA, DEFAULT_ACCENT, type Palette, themeOf, weaknessOf } from '../src/theme.ts';

test.each([
  ['#000', '#fff', 21],
  ['#777777', '#FFFFFF', 4.48],
  ['#ff0000', '#ffffff', 4],
  ['#1a1a1a', '#1a1a1a', 1],
])('the contrast of %s and %s is %d', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  expect(contrast(other, one)).toBeCloseTo(ratio, 2);
});

test('a mixture is what browsers compute for color-mix() in OKLab', () => {
  expect(mixedColor('#201e1d', '#f3f2f2', 0.2)).toBe('#c4c3c2');
  expect(mixedColor('#201e1d', '#f3f2f2', 0)).toBe('#f3f2f2');
});

test('the nearest color with enough contrast may be lighter or darker', () => {
  expect(contrast(nearestWithContrast('#555555', ['#000000'], 4.5), '#000000')).toBeCloseTo(4.5, 0);
  expect(contrast(nearestWithContrast('#999999', ['#ffffff'], 4.5), '#ffffff')).toBeCloseTo(4.5, 0);
  expect(() => nearestWithContrast('#999999', ['#000000', '#ffffff'], 5)).toThrow(
    'no color has a contrast of 5:1',
  );
});

test('the brand has its own colors', () => {
  const { light, dark } = themeOf();
  expect(light).toMatchObject({ paper: '#f3f2f2', surface: '#eae9e9', ink: '#201e1d' });
  expect(light).toMatchObject({ accent: '#ec3013', accentText: '#ae1800' });
  expect(dark).toMatchObject({ paper: '#161413', surface: '#1f1c1b', ink: '#ece8e6' });
  expect(dark).toMatchObject({ accent: '#ff6a4d', accentText: '#ff8d75' });
  expect(themeOf(DEFAULT_ACCENT.toUpperCase())).toEqual(themeOf());
});

const ACCENTS = {
  blue: '#0057b7',
  'pure blue': '#00f',
  green: '#0A7D38',
  violet: '#7c3aed',
  black: '#000000',
  'middle gray': '#808080',
};
/** Too light for the light pages. */
const LIGHT_ACCENTS = {
  yellow: '#ffd600',
  cyan: '#00ffff',
  white: '#fff',
  'light gray': '#ccc',
  'nearly enough': '#888',
};

/** The lowest contrast of a color on the grounds of its palette. */
function lowest(palette: Palette, name: keyof Palette): number {
  return Math.min(contrast(palette[name], palette.paper), contrast(palette[name], palette.surface));
}

describe.each(Object.entries({ brand: DEFAULT_ACCENT, ...ACCENTS, ...LIGHT_ACCENTS }))(
  '%s',
  (_name, accent) => {
    const theme = themeOf(accent);

    test.each(['light', 'dark'] as const)('reaches AA in the %s color scheme', (scheme) => {
      const palette = theme[scheme];
      for (const name of ['accent', 'edge'] as const)
        expect(lowest(palette, name), name).toBeGreaterThanOrEqual(AA.mark);
      for (const name of ['ink', 'muted', 'accentText'] as const)
        expect(lowest(palette, name), name).toBeGreaterThanOrEqual(AA.text);
      for (const color of Object.values(palette)) expect(color).toMatch(/^#[\da-f]{6}$/);
    });
  },
);

test.each(Object.entries(ACCENTS))('%s is used as written', (_name, accent) => {
  expect(weaknessOf(accent)).toBeNull();
  expect(contrast(themeOf(accent).light.accent, accent)).toBe(1);
});

test.each(Object.entries(LIGHT_ACCENTS))(
  '%s is too light; the color proposed instead is just dark enough',
  (_name, accent) => {
    const weakness = weaknessOf(accent);
    expect(weakness?.contrast).toBeLessThan(AA.mark);
    expect(weaknessOf(weakness?.nearest ?? accent)).toBeNull();
    expect(lowest({ ...themeOf().light, accent: weakness?.nearest ?? accent }, 'accent')).toBeCloseTo(
      AA.mark,
      1,
    );
  },
);

test('an accent keeps its hue', () => {
  const { light, dark } = themeOf('#0057b7');
  expect({ light: light.accentText, dark: dark.accentText }).toEqual({ light: '#0057b7', dark: '#3a84e8' });
});
