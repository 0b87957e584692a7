import type { Page } from 'playwright-core';

declare global {
  interface Window {
    focusStops: FocusStop[];
  }
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

/** Presses Tab once for every link, button and the like, at most `limit` times, and returns where the focus was each time. */
export async function focusStops(page: Page, limit: number): Promise<FocusStop[]> {
  const count = await page.evaluate(() => {
    // Links in closed details are not reachable.
    const reachable = [
      ...document.querySelectorAll('a[href], summary, button, input, [tabindex="0"]'),
    ].filter((element) => element.checkVisibility());
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
  for (let pressed = 0; pressed < Math.min(count, limit); pressed += 1) await page.keyboard.press('Tab');
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
