import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { contrast } from '../../../src/color.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** WCAG 2.2 AA and best practices. */
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose result depends on the theme, with what they examine. */
const COLOR_RULES = [
  { id: 'color-contrast', selector: '[data-distinct]' },
  { id: 'link-in-text-block', selector: 'a[data-distinct]' },
];

/** Violations that axe finds. */
export function accessibilityFaults(page: Page): Promise<string[]> {
  return violations(page, { type: 'tag', values: STANDARDS });
}

/** Violations of the rules about colors in the current theme. */
export function colorFaults(page: Page): Promise<string[]> {
  return violations(page, { type: 'rule', values: COLOR_RULES.map(({ id }) => id) });
}

/** All rules share one run, because most of its time goes into the positions of all elements, which several rules need. */
async function violations(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  await loadAxe(page);
  await markDistinctTexts(page);
  const { violations: found } = await page.evaluate(
    (only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'], preload: false }),
    runOnly,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary?.slice(0, 200)}`),
  );
}

/**
 * Marks the first visible text of each look, which is the same relevant styles on it and on all its ancestors. The rules about
 * colors are the slowest, so they examine only these texts; the others have the same contrast.
 */
async function markDistinctTexts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const keys = new Map<string, number>();
    const keyOf = new Map<Element | null, number>();
    const marked = new Set<number>();
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
      const isFirst = hasText && element.checkVisibility() && !marked.has(key);
      element.toggleAttribute('data-distinct', isFirst);
      if (isFirst) marked.add(key);
    }
  });
}

/**
 * Finds text with too little contrast (WCAG 1.4.3). Faster than axe, and works in forced-colors mode, which axe leaves undecided:
 * there the browser replaces all backgrounds except those in system colors.
 */
export async function contrastFaults(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'Canvas';
    const canvas = getComputedStyle(probe).color;
    probe.remove();
    const backgrounds = new Map<Element | null, string>();
    const found: { text: string; color: string; background: string }[] = [];
    // In document order, so that the background of the parent is known.
    for (const element of document.querySelectorAll('html, body, body *')) {
      const { color, backgroundColor } = getComputedStyle(element);
      const isOpaque = !/^rgba|\//.test(backgroundColor);
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

async function loadAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return;
  await page.evaluate(axe.source);
  await page.evaluate((rules) => window.axe.configure({ rules }), COLOR_RULES);
}
