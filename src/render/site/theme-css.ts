import { INK_PERCENT, type Theme } from '../../theme.ts';

/**
 * The colors as CSS custom properties, in the first cascade layer of site/_includes/css/site.css. Mixtures stay mixtures, so that
 * they follow where the style sheet changes ink or paper, as in print.
 */
export function themeCss({ light, dark }: Theme): string {
  const plain = ['paper', 'surface', 'ink', 'accent', 'accentText'] as const;
  const properties = [
    ...plain.map((name) => `--${kebabCase(name)}:light-dark(${light[name]},${dark[name]})`),
    ...Object.entries(INK_PERCENT).map(
      ([name, percent]) => `--${name}:color-mix(in oklab,var(--ink) ${percent}%,var(--paper))`,
    ),
  ];
  return `@layer tokens{:root{${properties.join(';')}}}`;
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
