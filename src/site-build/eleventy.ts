import type UserConfig from '@11ty/eleventy/UserConfig';
import type { WorkflowRun } from '../context/environment.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { inProjectFolder } from '../project-root.ts';
import type { FormatLinks, formats } from '../render/site/formats.ts';
import type { SitePages } from '../render/site/pages.ts';
import type { SiteAssets } from './assets.ts';

/** Global data of the templates. */
export interface SiteData extends SiteAssets, SitePages {
  portfolio: Portfolio;
  /** Origin and path of the published site, without a trailing slash, for canonical URLs. */
  siteUrl: string;
  /** Whether there is a résumé to link to. */
  hasResume: boolean;
  /** File name suggested when /resume.pdf is downloaded; null if there is no PDF, or no résumé. */
  pdfName: string | null;
  /** Every format besides the pages, with its file. */
  formats: typeof formats;
  /** The formats that were built, by the output that links to them. */
  formatLinks: FormatLinks;
  /** The attributes of elements that hold the owner's text. */
  own: string;
  /** The workflow run that built the site, or null. */
  run: WorkflowRun | null;
}

/** Eleventy and this project's configuration for it. */
export type LoadedEleventy = Awaited<ReturnType<typeof loadEleventy>>;

/** Loads Eleventy on demand: it takes a third of a second, and most commands do not need it. */
export async function loadEleventy() {
  const { Eleventy } = await import('@11ty/eleventy');
  const { default: configure } = await import('../../eleventy.config.ts');
  return { Eleventy, configure };
}

/** Writes the pages into the folder `out`, an absolute path. */
export async function writePages(
  { Eleventy, configure }: LoadedEleventy,
  data: SiteData,
  { out, pathPrefix }: { out: string; pathPrefix: string },
): Promise<void> {
  const config = (eleventyConfig: UserConfig) => {
    configure(eleventyConfig);
    for (const [name, value] of Object.entries(data)) eleventyConfig.addGlobalData(name, value);
    // Eleventy's benchmark ignores quietMode and warns about every filter on a slow machine.
    eleventyConfig.benchmarkManager.get('Configuration').setIsVerbose(false);
  };
  await inProjectFolder(async () => {
    const eleventy = new Eleventy('site', out, {
      // The configuration could override the output folder unless it came from the command line.
      source: 'cli',
      runMode: 'build',
      quietMode: true,
      // Empty, because Eleventy does not encode the path in its file URL, which fails in folders with "#" or "%" in their name.
      configPath: '',
      pathPrefix,
      config,
    });
    await eleventy.init();
    eleventy.disableLogger();
    await eleventy.write();
  });
}
