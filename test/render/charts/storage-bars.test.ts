import { expect, it } from 'vitest';
import { barLabels, storageBars } from '../../../src/render/charts/storage-bars.ts';

const reduction = (
  name: string,
  [before, beforeBytes]: [string, number],
  [after, afterBytes]: [string, number],
) => ({ name, text: '', before, after, beforeBytes, afterBytes, reduction: '90 %' });
const A = reduction('A', ['90 GB', 90e9], ['3.7 GB', 3.7e9]);
const widths = (svg: string | undefined) =>
  [...(svg ?? '').matchAll(/ width="([^"]+)"/g)].map(([, width]) => width);

it('draws all bars on one scale from zero', () => {
  const [a, b] = storageBars([A, reduction('B', ['25 GB', 25e9], ['780 MB', 780e6])]);
  expect(widths(a?.bar)).toEqual(['100%', '4.11%']);
  expect(widths(b?.bar)).toEqual(['27.78%', '0.87%']);
});

it.each([
  [{ before: 1, after: 0.04 }, ['3.7 GB after', '90 GB before']],
  [{ before: 0.28, after: 0.01 }, ['3.7 GB', '90 GB before']],
  [{ before: 0.1, after: 0.01 }, ['90 GB → 3.7 GB']],
  [{ before: 1, after: 0.7 }, undefined],
])('puts labels inside the bar, beside it, or nowhere: %j', (shares, texts) => {
  expect(barLabels(A, shares)?.map(({ text }) => text)).toEqual(texts);
});

it('gives the sizes as text if the bar has no labels', () => {
  const [large, small] = storageBars([
    reduction('A', ['90 GB', 90e9], ['70 GB', 70e9]),
    reduction('B', ['9 GB', 9e9], ['1 GB', 1e9]),
  ]);
  expect(large?.sizes).toBe('90 GB before, 70 GB after');
  expect(large?.bar).not.toContain('<text');
  expect(small?.sizes).toBeNull();
});

it('has a text alternative and escapes its text', () => {
  const [drawn] = storageBars([{ ...A, name: '<A>' }]);
  expect(drawn?.bar).toContain('<title>&#60;A&#62;: 90 GB before, 3.7 GB after, 90% less</title>');
});
