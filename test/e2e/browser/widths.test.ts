import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, layoutFaults } from './inspect.ts';
import { PAGES, startVisitor, THEMES, type Visitor, visit } from './visitor.ts';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await startVisitor();
});
afterAll(() => visitor?.leave());

describe.each(PAGES)('%s', (path) => {
  it.each(THEMES)('has no layout, console or accessibility errors at any width (%s)', async (colorScheme) => {
    for (const width of [320, 768, 1440]) {
      await visit(visitor, { path, viewport: { width, height: 800 }, colorScheme }, async (page) => {
        const faults = await layoutFaults(page);
        // axe gives different results only for the narrow and the wide layout, not for more widths.
        if (width !== 768) faults.push(...(await accessibilityFaults(page)));
        expect(faults, `${width} px`).toEqual([]);
      });
    }
  });
});
