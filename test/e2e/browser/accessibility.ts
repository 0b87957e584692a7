import axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** The rules whose result depends on the theme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** Violations that axe finds: WCAG 2.2 AA and best practices. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  return [...(await structureFaults(page)), ...(await colorFaults(page))];
}

/** Violations of all rules but those about colors, so that no theme changes them. */
async function structureFaults(page: Page): Promise<string[]> {
  await loadAxe(page);
  const found = await page.evaluate(async (colorRules) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const rules = Object.fromEntries(colorRules.map((rule) => [rule, { enabled: false }]));
    return window.axe.run(document, { runOnly: tags, rules, resultTypes: ['violations'], preload: false });
  }, COLOR_RULES);
  return describeViolations(found);
}

/**
 * Violations of the rules about colors in the current theme. They are the slowest, so of all visible text with the same colors,
 * size and weight, on ancestors with the same ones, only the first is examined: the others have the same contrast.
 */
export async function colorFaults(page: Page): Promise<string[]> {
  await loadAxe(page);
  const found = await page.evaluate(async (rules) => {
    const keys = new Map<string, number>();
    const keyOf = new Map<Element | null, number>();
    const distinct = new Map<number, Element>();
    // In document order, so that the key of the parent is known.
    for (const element of document.querySelectorAll('body, body *')) {
      const style = getComputedStyle(element);
      const look = [
        ...[keyOf.get(element.parentElement), style.color, style.fontSize, style.fontWeight, style.display],
        ...[style.backgroundColor, style.backgroundImage, style.opacity, style.textDecorationLine],
        ...[style.borderBottom, style.clipPath, style.position, element.matches('a')],
      ].join('|');
      const key = keys.get(look) ?? keys.size;
      keys.set(look, key);
      keyOf.set(element, key);
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
      if (hasText && element.checkVisibility() && !distinct.has(key)) distinct.set(key, element);
    }
    const options = { runOnly: { type: 'rule', values: rules }, preload: false } as const;
    return window.axe.run({ include: [...distinct.values()] }, { ...options, resultTypes: ['violations'] });
  }, COLOR_RULES);
  return describeViolations(found);
}

/**
 * Text that has too little contrast (WCAG 1.4.3) in forced colors, where axe leaves it undecided: there the browser replaces every
 * background but those in system colors.
 */
export async function forcedColorFaults(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'Canvas';
    const canvas = getComputedStyle(probe).color;
    probe.remove();
    const backgrounds = new Map<Element | null, string>();
    const found: { text: string; color: string; background: string }[] = [];
    // In document order, so that the background of the parent is known.
    for (const element of document.querySelectorAll('body, body *')) {
      const { color, backgroundColor } = getComputedStyle(element);
      const isOpaque = backgroundColor.startsWith('rgb(');
      const background = isOpaque ? backgroundColor : (backgrounds.get(element.parentElement) ?? canvas);
      backgrounds.set(element, background);
      const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.nodeValue?.trim());
      const text = own.map((node) => node.nodeValue?.trim()).join(' ');
      if (text !== '' && element.checkVisibility()) found.push({ text, color, background });
    }
    return found;
  });
  if (texts.length === 0) return ['no text'];
  return texts
    .filter(({ color, background }) => !(contrast(color, background) >= 4.5))
    .map(({ text, color, background }) => `${color} on ${background}: ${text.slice(0, 60)}`);
}

/** The contrast ratio of two colors like `rgb(1, 2, 3)`, as WCAG defines it; NaN for other notations. */
function contrast(one: string, other: string): number {
  const [dark = Number.NaN, light = Number.NaN] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(color)?.slice(1) ?? [];
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = parts.map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

async function loadAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
}

function describeViolations({ violations }: axe.AxeResults): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary?.slice(0, 200)}`),
  );
}
