import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, layoutFaults } from './inspect.ts';
import { arrive, PAGES, THEMES, type Visitor, visit } from './visitor.ts';

let visitor: Visitor;
beforeAll(async () => {
  visitor = await arrive();
});
afterAll(() => visitor?.leave());

describe.each(PAGES)('%s', (path) => {
  it.each(THEMES)('is whole, quiet and accessible at every width (%s)', async (colorScheme) => {
    for (const width of [320, 768, 1440]) {
      await visit(visitor, { path, viewport: { width, height: 800 }, colorScheme }, async (page) => {
        const faults = await layoutFaults(page);
        // What axe looks at differs between the narrow form and the wide one, not between wide and wider.
        if (width !== 768) faults.push(...(await accessibilityFaults(page)));
        expect(faults, `${width} px`).toEqual([]);
      });
    }
  });
});
