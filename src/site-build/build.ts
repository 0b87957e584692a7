import { join, resolve } from 'node:path';
import type UserConfig from '@11ty/eleventy/UserConfig';
import { canonicalSite } from '../config/site-address.ts';
import type { WorkflowRun } from '../context/environment.ts';
import { UserError } from '../errors.ts';
import { writeIfChanged } from '../files.ts';
import { folderSize, isOwnOutput, pathsWithin, replaceFolder } from '../folders.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { inProjectFolder } from '../project-root.ts';
import { publicData, publicDataSchema } from '../render/portfolio-json.ts';
import { jsonResume } from '../render/resume/json-resume.ts';
import { renderResumeMarkdown } from '../render/resume/markdown.ts';
import { renderResumeText } from '../render/resume/text.ts';
import { type FormatLinks, formatLinks, formats } from '../render/site/formats.ts';
import { type SitePages, sitePages } from '../render/site/pages.ts';
import { type SiteAssets, writeAssets } from './assets.ts';
import { charactersOf } from './characters.ts';
import { writeOgImages } from './og-images.ts';
import { pdfName, type ResumePdf, resumePdf } from './resume-pdf.ts';

/** Where the site goes, in this file system and on the web. */
export interface BuildTarget {
  /** Output folder. */
  out: string;
  /** Address of the published site; its path is the prefix of every link. */
  baseUrl: string;
  /** The workflow run that builds it, where one does. */
  run?: WorkflowRun | undefined;
  /** Files and folders of the owner's, besides the project's own folder: none of them may lie in the output folder. */
  keep?: readonly string[];
}

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

/** The file by which a folder is known as a build's. */
const BUILD_MARKER = formats.portfolioJson.file;
/** Its name alone would make a foreign folder with a portfolio.json ours. */
const SCHEMA_FILE = 'portfolio.schema.json';

/** What a build could not do. */
export interface BuildResult {
  /** Characters of the résumé for which the PDF's fonts have no glyph; then there is no PDF. */
  missingGlyphs: readonly string[];
  /** Of the whole site, in bytes. */
  size: { files: number; bytes: number };
}

/**
 * Builds the site from the model alone: no network, no clock. The site is made beside the present one and takes its place at
 * the end, so that a build that fails or is killed leaves that one whole. Throws UserError where the output folder holds
 * files that no build made.
 */
export async function buildSite(
  portfolio: Portfolio,
  { out, baseUrl, run, keep = [] }: BuildTarget,
): Promise<BuildResult> {
  await refuseForeignFolder(out, keep);
  return replaceFolder(out, { from: 'nothing', mark: BUILD_MARKER }, async (fresh) => {
    const missingGlyphs = await writeSite(portfolio, { out: fresh, baseUrl, run });
    // Measured here: once it is in place, another build may be replacing it already.
    return { missingGlyphs, size: await folderSize(fresh) };
  });
}

/** Writes the whole site into an empty folder; returns the characters for which the PDF's fonts have no glyph. */
async function writeSite(
  portfolio: Portfolio,
  { out, baseUrl, run }: BuildTarget,
): Promise<readonly string[]> {
  const siteUrl = canonicalSite(baseUrl);
  const prefix = new URL(`${siteUrl}/`).pathname;
  const pdf = await writeExports({ ...portfolio, site: siteUrl }, out);
  const characters = charactersOf(portfolio);
  const assets = await writeAssets(characters, { out, prefix });
  const data: SiteData = {
    portfolio,
    siteUrl,
    pdfName: pdf.bytes ? pdfName(portfolio) : null,
    formats,
    formatLinks: formatLinks({ hasPdf: pdf.bytes !== null }),
    run: run ?? null,
    ...sitePages(portfolio),
    ...assets,
  };
  const target = { out: resolve(out), pathPrefix: prefix };
  await inProjectFolder(() => writePages(data, target));
  await writeOgImages(portfolio, { out, characters });
  if (run) await writeIfChanged(join(out, 'run.txt'), `${run.url}\n`);
  return pdf.missing;
}

/** Writes the pages. The working directory has to be the project's, and `out` absolute. */
async function writePages(data: SiteData, { out, pathPrefix }: { out: string; pathPrefix: string }) {
  // Loaded here because it takes a third of a second, which the other commands need not wait.
  const { default: Eleventy } = await import('@11ty/eleventy');
  const { default: configure } = await import('../../eleventy.config.ts');
  const eleventy = new Eleventy('site', out, {
    // Eleventy lets the output folder be overridden by its configuration unless it came from the command line.
    source: 'cli',
    runMode: 'build',
    quietMode: true,
    // None: Eleventy makes a file URL of the path without encoding it, which fails in a folder with "#" or "%" in its name.
    configPath: '',
    pathPrefix,
    config: (eleventyConfig: UserConfig) => {
      configure(eleventyConfig);
      for (const [name, value] of Object.entries(data)) eleventyConfig.addGlobalData(name, value);
      // Eleventy's benchmark ignores quietMode and, on a slow machine, warns about every filter.
      eleventyConfig.benchmarkManager.get('Configuration').setIsVerbose(false);
    },
  });
  await eleventy.init();
  eleventy.disableLogger();
  await eleventy.write();
}

/** The files for machines, among them the one by which the folder is known as ours. */
async function writeExports(portfolio: Portfolio, out: string): Promise<ResumePdf> {
  const pdf = await resumePdf(portfolio);
  const { resumeText } = formatLinks({ hasPdf: pdf.bytes !== null });
  const contents = [
    { format: formats.portfolioJson, content: toJson(publicData(portfolio)) },
    { format: formats.portfolioSchema, content: toJson(publicDataSchema()) },
    { format: formats.jsonResume, content: toJson(jsonResume(portfolio)) },
    { format: formats.markdown, content: renderResumeMarkdown(portfolio) },
    { format: formats.text, content: renderResumeText(portfolio, resumeText) },
  ];
  for (const { format, content } of contents) await writeIfChanged(join(out, format.file), content);
  if (pdf.bytes) await writeIfChanged(join(out, formats.pdf.file), pdf.bytes);
  return pdf;
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function refuseForeignFolder(out: string, keep: readonly string[]): Promise<void> {
  const [kept] = await pathsWithin(out, ['.', ...keep]);
  if (kept === undefined && (await isOwnOutput(out, [BUILD_MARKER, SCHEMA_FILE]))) return;
  const reason = kept === undefined ? '' : `it holds ${kept === '.' ? 'the project itself' : kept}; `;
  throw new UserError({
    what: 'this folder holds files that no build has written',
    where: out,
    fix: `${reason}name an empty or new folder with --out DIR; nothing was changed`,
  });
}
