import type UserConfig from '@11ty/eleventy/UserConfig';

/**
 * What Eleventy does with site/. The portfolio itself is handed over by src/commands/build.ts as the global `portfolio`,
 * so that templates read neither files nor the network.
 */
export default function configure(eleventy: UserConfig) {
  eleventy.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true, throwOnUndefined: true });
  eleventy.addPassthroughCopy({ 'site/public': '/' });
  return { dir: { input: 'site', includes: '_includes' }, templateFormats: ['njk'] };
}
