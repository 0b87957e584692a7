import { expect, it } from 'vitest';
import { languageBars } from '../../../src/render/charts/languages.ts';

const languages = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `L${index}`, bytes: 10, share: 1 / count }));

it('draws a bar to scale for each language', () => {
  expect(languageBars(languages(2)).map(({ bar }) => / width="([^"]+)"/.exec(bar)?.[1])).toEqual([
    '50%',
    '50%',
  ]);
});

it('combines the languages after the eighth, unless there is only one', () => {
  expect(languageBars(languages(9))).toHaveLength(9);
  expect(languageBars(languages(20)).at(-1)).toMatchObject({
    name: '12 others',
    bytes: 120,
    share: expect.closeTo(0.6),
  });
});
