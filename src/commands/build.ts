import { join, resolve } from 'node:path';
import type UserConfig from '@11ty/eleventy/UserConfig';
import { UserError } from '../errors.ts';
import { folderSize, isOwnOutput, removeFolder, writeIfChanged } from '../files.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { projectPathFromHere } from '../project-root.ts';
import { publicData, publicDataSchema } from '../render/portfolio-json.ts';
import { jsonResume } from '../render/resume-json.ts';
import { renderResumeMarkdown } from '../render/resume-markdown.ts';
import { renderResumeText } from '../render/resume-text.ts';
import { type SitePages, sitePages } from '../render/site-pages.ts';
import { type SiteAssets, writeAssets } from './assets.ts';
import { writeCards } from './cards.ts';
import type { WorkflowRun } from './environment.ts';
import { pdfName, type ResumePdf, resumePdf } from './resume-pdf.ts';

/** Where the site goes, in this file system and on the web. */
export interface BuildTarget {
  /** Output folder. */
  out: string;
  /** Address of the published site; its path is the prefix of every link. */
  baseUrl: string;
  /** The workflow run that builds it, where one does. */
  run?: WorkflowRun | undefined;
}

/** What the templates and `eleventy.config.ts` are given: the global data `portfolio` and `target`. */
export interface SiteData extends SiteAssets, SitePages {
  portfolio: Portfolio;
  /** Origin and path of the published site, without a final slash: for canonical addresses. */
  siteUrl: string;
  /** File name under which /resume.pdf is saved; null where there is no PDF to link to. */
  pdfName: string | null;
  /** The workflow run that built it, or null. */
  run: WorkflowRun | null;
}

const OWN_MARK = 'portfolio.json';

/** What a build could not do. */
export interface BuildResult {
  /** Characters of the résumé for which the PDF's fonts have no glyph; then there is no PDF. */
  missingGlyphs: readonly string[];
  /** Of the whole site, in bytes. */
  size: { files: number; bytes: number };
}

/** Builds the site from the model alone: no network, no clock. Throws UserError where the output folder holds foreign files. */
export async function buildSite(
  portfolio: Portfolio,
  { out, baseUrl, run }: BuildTarget,
): Promise<BuildResult> {
  await clear(out);
  const url = new URL(baseUrl);
  const siteUrl = url.href.replace(/\/+$/, '');
  const pdf = await writeExports({ ...portfolio, site: siteUrl }, out);
  const data: SiteData = {
    portfolio,
    siteUrl,
    pdfName: pdf.bytes ? pdfName(portfolio) : null,
    run: run ?? null,
    ...sitePages(portfolio),
    ...(await writeAssets(JSON.stringify(portfolio), { out, prefix: url.pathname.replace(/\/*$/, '/') })),
  };
  // Loaded here because it takes a third of a second, which the other commands need not wait.
  const { default: Eleventy } = await import('@11ty/eleventy');
  const eleventy = new Eleventy(projectPathFromHere('site'), resolve(out), {
    // Eleventy lets the output folder be overridden by its configuration unless it came from the command line.
    source: 'cli',
    runMode: 'build',
    quietMode: true,
    configPath: projectPathFromHere('eleventy.config.ts'),
    pathPrefix: url.pathname,
    config: (eleventyConfig: UserConfig) => {
      for (const [name, value] of Object.entries(data)) eleventyConfig.addGlobalData(name, value);
      // The stopwatch has a voice of its own, and on a slow machine it complains about every filter.
      eleventyConfig.benchmarkManager.get('Configuration').setIsVerbose(false);
    },
  });
  await eleventy.init();
  eleventy.disableLogger();
  await eleventy.write();
  await writeCards(portfolio, out);
  return { missingGlyphs: pdf.missing, size: await folderSize(out) };
}

/** The files for machines. portfolio.json comes first: by it the folder is known as ours, even if the pages should fail. */
async function writeExports(portfolio: Portfolio, out: string): Promise<ResumePdf> {
  await writeIfChanged(join(out, OWN_MARK), `${JSON.stringify(publicData(portfolio), null, 2)}\n`);
  await writeIfChanged(
    join(out, 'portfolio.schema.json'),
    `${JSON.stringify(publicDataSchema(), null, 2)}\n`,
  );
  await writeIfChanged(join(out, 'resume.json'), `${JSON.stringify(jsonResume(portfolio), null, 2)}\n`);
  await writeIfChanged(join(out, 'resume.md'), renderResumeMarkdown(portfolio));
  await writeIfChanged(join(out, 'resume.txt'), renderResumeText(portfolio));
  const pdf = await resumePdf(portfolio);
  if (pdf.bytes) await writeIfChanged(join(out, 'resume.pdf'), pdf.bytes);
  return pdf;
}

/** Empties the output folder, so that nothing of an earlier build stays; refuses a folder that no build has made. */
async function clear(out: string): Promise<void> {
  if (!(await isOwnOutput(out, OWN_MARK))) {
    throw new UserError({
      what: 'this folder holds files that no build has written',
      where: out,
      fix: 'name an empty or new folder with --out DIR',
    });
  }
  await removeFolder(out);
}
