import axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    axe: typeof axe;
    focusStops: FocusStop[];
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

async function loadAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
}

function describeViolations({ violations }: axe.AxeResults): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary?.slice(0, 200)}`),
  );
}

/** Horizontal scrolling, clipped text and overlapping text. */
export async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`scrolls sideways: ${scrollWidth} in ${clientWidth} px`);

    const texts: { text: string; box: DOMRect }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (
        !parent ||
        node.textContent?.trim() === '' ||
        parent.closest('title, script, style, details:not([open]) > :not(summary)')
      )
        continue;
      if (getComputedStyle(parent).clipPath !== 'none' || parent.closest('thead, .skip')?.matches('.skip'))
        continue;
      const head = parent.closest('thead');
      if (head && getComputedStyle(head).clipPath !== 'none') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1 || box.height < 1) continue;
        if (box.right > clientWidth + 1 || box.left < -1)
          faults.push(`cut off: ${node.textContent?.trim().slice(0, 60)}`);
        texts.push({ text: node.textContent?.trim().slice(0, 40) ?? '', box });
      }
      const clipped = parent.closest<HTMLElement>('*');
      if (
        clipped &&
        ['hidden', 'clip'].includes(getComputedStyle(clipped).overflowX) &&
        clipped.scrollWidth > clipped.clientWidth + 1
      ) {
        faults.push(`clipped: ${node.textContent?.trim().slice(0, 60)}`);
      }
    }
    texts.sort((one, other) => one.box.top - other.box.top);
    for (const [index, one] of texts.entries()) {
      for (let next = index + 1; next < texts.length; next += 1) {
        const other = texts[next];
        // The boxes are sorted: all others are further down.
        if (!other || other.box.top >= one.box.bottom) break;
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        const lower = Math.min(one.box.height, other.box.height);
        if (width > 2 && height > lower * 0.4) faults.push(`overlap: "${one.text}" and "${other.text}"`);
      }
    }
    return faults;
  });
}

/** Cumulative layout shift since the page started to load. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += 'value' in entry ? Number(entry.value) : 0;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
}

/** A stop of the Tab key. */
interface FocusStop {
  /** Place among the page's links, buttons and the like, in document order. */
  index: number;
  isOutlined: boolean;
  isInView: boolean;
}

/** Presses Tab once for every link, button and the like, and returns where the focus was each time. */
export async function focusStops(page: Page): Promise<FocusStop[]> {
  const count = await page.evaluate(() => {
    const reachable = [...document.querySelectorAll('a[href], summary, button, input')];
    const stops: FocusStop[] = [];
    // When the key is released, the focus has moved and scrolled into view.
    document.addEventListener('keyup', () => {
      const element = document.activeElement ?? document.body;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { top, bottom, width } = element.getBoundingClientRect();
      stops.push({
        index: reachable.indexOf(element),
        isOutlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
        isInView: bottom > 0 && top < innerHeight && width > 0,
      });
    });
    window.focusStops = stops;
    return reachable.length;
  });
  for (let pressed = 0; pressed < count; pressed += 1) await page.keyboard.press('Tab');
  return page.evaluate(() => window.focusStops);
}

/** The name of the root element and the values of each Atom entry or sitemap URL; the page's browser parses. */
export async function xmlAt(
  page: Page,
  url: URL,
): Promise<{ root: string; entries: Record<string, string | null>[] }> {
  const response = await page.request.get(url.href);
  return page.evaluate(
    (text) => {
      const xml = new DOMParser().parseFromString(text, 'application/xml');
      if (xml.querySelector('parsererror')) return { root: 'no XML', entries: [] };
      const entries = [...xml.querySelectorAll('entry, url')].map((entry) =>
        Object.fromEntries(
          [...entry.children].map((child) => [
            child.localName,
            child.textContent || child.getAttribute('href'),
          ]),
        ),
      );
      return { root: `${xml.documentElement.namespaceURI} ${xml.documentElement.localName}`, entries };
    },
    await response.text(),
  );
}
