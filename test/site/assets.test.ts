import { expect, test } from 'vitest';
import { siteAssets } from '../../src/site-build/assets.ts';
import { themeOf } from '../../src/theme.ts';

const root = { prefix: '/', theme: themeOf() };

test('the name of the font depends on the characters it has', async () => {
  const { font } = await siteAssets(['é'], root);
  expect(font).toMatch(/^\/fonts\/archivo-[0-9a-f]{8}\.woff2$/);
  expect((await siteAssets(['é'], root)).font).toBe(font);
  expect((await siteAssets(['ü'], root)).font).not.toBe(font);
});

test('the style sheet loads the font from the path of the site', async () => {
  const { css, font } = await siteAssets(['é'], { ...root, prefix: '/a "path"/' });
  expect(css).toContain(`/a %22path%22${font}`);
});
