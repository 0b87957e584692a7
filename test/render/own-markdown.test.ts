import { expect, test } from 'vitest';
import { ownMarkdown } from '../../src/render/escape.ts';
import { renderAsGitHub, textOf } from './as-github.ts';

test.each([
  ['Saved $5M a year, then $2M more.', 'Saved $5M a year, then $2M more.'],
  ['Saved \\$5M and **$2M**.', 'Saved $5M and $2M.'],
  ['Uses `$HOME` and ``$`x`$``, costs $1.', 'Uses $HOME and $`x`$, costs $1.'],
  ['See [the $5M talk](https://example.org/?price=$5), $6.', 'See the $5M talk, $6.'],
])('dollar signs in %j are shown as they are, and never begin math', (markdown, text) => {
  const readme = ownMarkdown(markdown);
  expect(textOf(renderAsGitHub(readme)).trim()).toBe(text);
  const outsideOfCode = readme.replace(/(`+)(?!`).*?(?<!`)\1(?!`)|\]\([^)]*\)/g, '');
  expect(outsideOfCode).not.toContain('$');
});

test('the target of a link keeps its dollar sign', () => {
  expect(ownMarkdown('[talk](https://example.org/?price=$5)')).toBe('[talk](https://example.org/?price=$5)');
});
