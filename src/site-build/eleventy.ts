import { createRequire } from 'node:module';
import type UserConfig from '@11ty/eleventy/UserConfig';
import type { WorkflowRun } from '../context/environment.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { inProjectFolder } from '../project-root.ts';
import type { FormatLinks, formats } from '../render/site/formats.ts';
import type { SitePages } from '../render/site/pages.ts';
import type { SiteAssets } from './assets.ts';

/** What the templates and `eleventy.config.ts` are given: the global data `portfolio` and `target`. */
export interface SiteData extends SiteAssets, SitePages {
  portfolio: Portfolio;
  /** Origin and path of the published site, without a final slash: for canonical addresses. */
  siteUrl: string;
  /** File name under which /resume.pdf is saved; null where there is no PDF to link to. */
  pdfName: string | null;
  /** Every form besides the pages, with its file. */
  formats: typeof formats;
  /** Those that were made, by the surface that links to them. */
  formatLinks: FormatLinks;
  /** The workflow run that built it, or null. */
  run: WorkflowRun | null;
}

/** Eleventy and the project's configuration of it. */
export type LoadedEleventy = Awaited<ReturnType<typeof loadEleventy>>;

/** Loaded when needed because it takes a third of a second, which the other commands need not wait. */
export async function loadEleventy() {
  // Required, its three hundred modules pass none of tsx's hooks, which take as long again.
  const { Eleventy }: typeof import('@11ty/eleventy') = createRequire(import.meta.url)('@11ty/eleventy');
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
    // Eleventy's benchmark ignores quietMode and, on a slow machine, warns about every filter.
    eleventyConfig.benchmarkManager.get('Configuration').setIsVerbose(false);
  };
  await inProjectFolder(async () => {
    const eleventy = new Eleventy('site', out, {
      // Eleventy lets the output folder be overridden by its configuration unless it came from the command line.
      source: 'cli',
      runMode: 'build',
      quietMode: true,
      // None: Eleventy makes a file URL of the path without encoding it, which fails in a folder with "#" or "%" in its name.
      configPath: '',
      pathPrefix,
      config,
    });
    await eleventy.init();
    eleventy.disableLogger();
    await eleventy.write();
  });
}
