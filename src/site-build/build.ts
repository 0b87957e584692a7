import { join, resolve } from 'node:path';
import { canonicalSite } from '../config/site-address.ts';
import type { WorkflowRun } from '../context/environment.ts';
import { UserError } from '../errors.ts';
import { writeIfChanged } from '../files.ts';
import { folderSize, isOwnOutput, pathsWithin, replaceFolder } from '../folders.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { publicData, publicDataSchema } from '../render/portfolio-json.ts';
import { jsonResume } from '../render/resume/json-resume.ts';
import { renderResumeMarkdown } from '../render/resume/markdown.ts';
import { renderResumeText } from '../render/resume/text.ts';
import { formatLinks, formats } from '../render/site/formats.ts';
import { sitePages } from '../render/site/pages.ts';
import { writeAssets } from './assets.ts';
import { type LoadedEleventy, loadEleventy, type SiteData, writePages } from './eleventy.ts';
import { type LateMedia, type MediaThread, mediaOrder, startMedia } from './media.ts';
import { pdfName } from './resume-pdf.ts';

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
  /** Tools that were started before; the build ends them. */
  tools?: BuildTools;
}

/** What a build needs besides the data. */
export interface BuildTools {
  media: MediaThread;
  eleventy: Promise<LoadedEleventy>;
}

/** Starts to load the tools, which takes longer than to read the data. Whoever starts them has to end `media`. */
export function startTools(): BuildTools {
  const media = startMedia();
  const eleventy = loadEleventy();
  // Whoever awaits it is told; a build that fails before that has its own error to show.
  eleventy.catch(() => undefined);
  return { media, eleventy };
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
  { keep = [], ...target }: BuildTarget,
): Promise<BuildResult> {
  await refuseForeignFolder(target.out, keep);
  return replaceFolder(target.out, { from: 'nothing', mark: BUILD_MARKER }, async (fresh) => {
    const missingGlyphs = await writeSite(portfolio, { ...target, out: fresh });
    // Measured here: once it is in place, another build may be replacing it already.
    return { missingGlyphs, size: await folderSize(fresh) };
  });
}

/** Writes the whole site into an empty folder; returns the characters for which the PDF's fonts have no glyph. */
async function writeSite(
  portfolio: Portfolio,
  { out, baseUrl, run, tools = startTools() }: BuildTarget,
): Promise<readonly string[]> {
  const { media } = tools;
  // Absolute: the working directory changes on the way.
  const folder = resolve(out);
  const published = { ...portfolio, site: canonicalSite(baseUrl) };
  try {
    media.order(mediaOrder(portfolio, published.site, join(folder, '.fonts')));
    await writeExports(published, folder);
    const eleventy = await tools.eleventy;
    const { font, missing } = await media.early();
    const links = formatLinks({ hasPdf: missing.length === 0 });
    await writeIfChanged(join(folder, formats.text.file), renderResumeText(published, links.resumeText));
    const pathPrefix = new URL(`${published.site}/`).pathname;
    const data: SiteData = {
      portfolio,
      siteUrl: published.site,
      pdfName: missing.length === 0 ? pdfName(portfolio) : null,
      formats,
      formatLinks: links,
      run: run ?? null,
      ...sitePages(portfolio),
      ...(await writeAssets(font, { out: folder, prefix: pathPrefix })),
    };
    await writePages(eleventy, data, { out: folder, pathPrefix });
    await writeMedia(await media.late(), folder);
    if (run) await writeIfChanged(join(folder, 'run.txt'), `${run.url}\n`);
    return missing;
  } finally {
    // Before the folder is given up: nothing may write into it any more.
    await media.end();
  }
}

async function writeMedia({ pdf, images }: LateMedia, out: string): Promise<void> {
  if (pdf) await writeIfChanged(join(out, formats.pdf.file), pdf);
  for (const [name, png] of images) await writeIfChanged(join(out, 'og', `${name}.png`), png);
}

/** The files for machines, among them the one by which the folder is known as ours. */
async function writeExports(portfolio: Portfolio, out: string): Promise<void> {
  const contents = [
    { format: formats.portfolioJson, content: toJson(publicData(portfolio)) },
    { format: formats.portfolioSchema, content: toJson(publicDataSchema()) },
    { format: formats.jsonResume, content: toJson(jsonResume(portfolio)) },
    { format: formats.markdown, content: renderResumeMarkdown(portfolio) },
  ];
  for (const { format, content } of contents) await writeIfChanged(join(out, format.file), content);
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
