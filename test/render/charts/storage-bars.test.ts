import { expect, it } from 'vitest';
import { storageBars } from '../../../src/render/charts/storage-bars.ts';

const reduction = (
  name: string,
  [before, beforeBytes]: [string, number],
  [after, afterBytes]: [string, number],
) => ({
  name,
  text: '',
  before,
  after,
  beforeBytes,
  afterBytes,
  reduction: '90 %',
});
const widths = (svg: string | undefined) =>
  [...(svg ?? '').matchAll(/ width="([^"]+)"/g)].map(([, width]) => width);

it('draws all bars on one scale from zero', () => {
  const [a, b] = storageBars([
    reduction('A', ['90 GB', 90e9], ['3.7 GB', 3.7e9]),
    reduction('B', ['25 GB', 25e9], ['780 MB', 780e6]),
  ]);
  expect(widths(a)).toEqual(['100%', '4.11%']);
  expect(widths(b)).toEqual(['27.78%', '0.87%']);
});

it('puts the label beside a bar that is too short for it', () => {
  const [svg] = storageBars([reduction('A', ['90 GB', 90e9], ['3.7 GB', 3.7e9])]);
  expect(svg).toMatch(/<text x="0" class="inside"[^>]*><tspan class="size">90 GB/);
  expect(svg).toMatch(/<text x="4.11%"[^>]*><tspan class="size">3.7 GB/);
});

it('has a text alternative and escapes its text', () => {
  const [svg] = storageBars([reduction('<A>', ['90 GB', 90e9], ['3.7 GB', 3.7e9])]);
  expect(svg).toContain('<title>&#60;A&#62;: 90 GB before, 3.7 GB after, 90 % less</title>');
});
