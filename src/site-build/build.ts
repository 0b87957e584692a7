import { join, resolve } from 'node:path';
import { canonicalSite } from '../config/site-address.ts';
import type { WorkflowRun } from '../context/environment.ts';
import { UserError } from '../errors.ts';
import { writeNewFile } from '../files.ts';
import { folderSize, isOwnOutput, pathsWithin, replaceFolder } from '../folders.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { hasResume } from '../portfolio/resume.ts';
import { renderResumeText } from '../render/resume/text.ts';
import { exportFiles, formatLinks, formats } from '../render/site/formats.ts';
import { ownTextAttributes, sitePages } from '../render/site/pages.ts';
import { siteAssets, writeFont } from './assets.ts';
import { loadEleventy, type SiteData, writePages } from './eleventy.ts';
import { fontFilesIn } from './font-files.ts';
import { type LateMedia, makeMedia } from './media.ts';
import { mediaRequest } from './media-request.ts';
import { countPages, pdfName } from './resume-pdf.ts';

/** Where the site is written and published. */
export interface BuildTarget {
  /** Output folder. */
  out: string;
  /** URL of the published site; its path is the prefix of every link. */
  baseUrl: string;
  /** The workflow run that builds it, if any. */
  run?: WorkflowRun | undefined;
  /** The owner's files and folders. The build refuses an output folder that contains one of them or the project. */
  keep?: readonly string[];
  /** A folder with fonts of the owner's own, for characters that the packaged fonts lack. */
  ownFonts?: string | undefined;
}

/** The file that marks a folder as the output of a build. */
const BUILD_MARKER = formats.portfolioJson.file;
/** Also required, because other projects may have a portfolio.json. */
const SCHEMA_FILE = 'portfolio.schema.json';

/** The result of a build. */
export interface BuildResult {
  /** Characters of the résumé that no font has. The PDF leaves them out. */
  missingGlyphs: readonly string[];
  /** The length of the PDF, or null if there is none: then too few characters would remain. */
  pages: number | null;
  /** Size of the whole site. */
  size: { files: number; bytes: number };
}

/**
 * Builds the site from the model, without network or clock. The new site is written next to the current one and replaces it at
 * the end, so that a build that fails or is killed leaves the current one intact. Throws UserError if the output folder contains
 * files that do not come from a build.
 */
export async function buildSite(
  portfolio: Portfolio,
  { keep = [], ...target }: BuildTarget,
): Promise<BuildResult> {
  await refuseUnrelatedFolder(target.out, keep);
  return replaceFolder(target.out, { from: 'nothing', marker: BUILD_MARKER }, async (fresh) => {
    const made = await writeSite(portfolio, { ...target, out: fresh });
    // Measured before it is moved into place, because another build may replace it right after.
    return { ...made, size: await folderSize(fresh) };
  });
}

/** Writes the whole site into an empty folder; returns what became of the PDF. */
async function writeSite(
  portfolio: Portfolio,
  { out, baseUrl, run, ownFonts }: BuildTarget,
): Promise<Omit<BuildResult, 'size'>> {
  // Absolute, because Eleventy runs in another working directory.
  const folder = resolve(out);
  const published = { ...portfolio, site: canonicalSite(baseUrl) };
  const request = mediaRequest(portfolio, {
    siteUrl: published.site,
    ownFonts: ownFonts === undefined ? [] : await fontFilesIn(ownFonts),
    fonts: join(folder, '.fonts'),
  });
  const media = makeMedia(request);
  try {
    await writeExports(published, folder);
    // Loaded only now, because it blocks this thread, and the other one should not wait for its request.
    const eleventy = await loadEleventy();
    const { missing, hasPdf } = await media.early;
    const links = formatLinks({ hasPdf, hasResume: hasResume(portfolio.resume) });
    await writeNewFile(join(folder, formats.text.file), renderResumeText(published, links.resumeText));
    const pathPrefix = new URL(`${published.site}/`).pathname;
    const data: SiteData = {
      portfolio,
      siteUrl: published.site,
      hasResume: hasResume(portfolio.resume),
      pdfName: hasPdf && hasResume(portfolio.resume) ? pdfName(portfolio) : null,
      formats,
      formatLinks: links,
      own: ownTextAttributes(portfolio),
      run: run ?? null,
      ...sitePages(portfolio),
      ...(await siteAssets(request.characters, { prefix: pathPrefix, theme: portfolio.theme })),
    };
    await writePages(eleventy, data, { out: folder, pathPrefix });
    const late = await media.late;
    await writeMedia(late, folder, data.font);
    if (run) await writeNewFile(join(folder, 'run.txt'), `${run.url}\n`);
    return { missingGlyphs: missing, pages: late.pdf && countPages(late.pdf) };
  } finally {
    // Awaited before the folder is moved or removed, because the thread writes into it.
    await Promise.allSettled([media.late]);
  }
}

async function writeMedia({ font, pdf, images }: LateMedia, out: string, fontPath: string): Promise<void> {
  await writeFont(out, fontPath, font);
  if (pdf) await writeNewFile(join(out, formats.pdf.file), pdf);
  for (const [name, png] of images) await writeNewFile(join(out, 'og', `${name}.png`), png);
}

/** Writes the machine-readable files, including the one that marks the folder as build output. */
async function writeExports(portfolio: Portfolio, out: string): Promise<void> {
  for (const [file, content] of Object.entries(exportFiles(portfolio))) {
    await writeNewFile(join(out, file), content);
  }
}

async function refuseUnrelatedFolder(out: string, keep: readonly string[]): Promise<void> {
  const [kept] = await pathsWithin(out, ['.', ...keep]);
  if (kept === undefined && (await isOwnOutput(out, [BUILD_MARKER, SCHEMA_FILE]))) return;
  const reason = kept === undefined ? '' : `it contains ${kept === '.' ? 'the project itself' : kept}; `;
  throw new UserError({
    what: 'this folder contains files that were not written by a build',
    where: out,
    fix: `${reason}nothing was changed; choose an empty or new folder with --out DIR`,
  });
}
