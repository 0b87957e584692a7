import { type Context, done, type Outcome } from '../context/command.ts';
import { loadPortfolio } from '../context/inputs.ts';
import { pathsOf } from '../context/paths.ts';
import type { Notice } from '../errors.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { formatBytes, pluralize } from '../render/format.ts';
import { noticesText } from '../report/terminal.ts';
import type { BuildResult, BuildTarget } from '../site-build/build.ts';
import { ownersFiles, removeLeftovers } from '../site-build/leftovers.ts';
import { lengthNotice, missingGlyphsNotice } from '../site-build/resume-pdf.ts';

/** Builds the site from the data. */
export async function run(context: Context): Promise<Outcome> {
  const { flags, environment } = context;
  await removeLeftovers(context);
  const portfolio = await loadPortfolio(flags.data, flags['as-of'], environment.repository);
  const baseUrl = flags['base-url'] ?? portfolio.site;
  const { size, notices } = await build(context, portfolio, { baseUrl });
  const text = `Built ${flags.out} for ${baseUrl} (${formatSize(size)})`;
  return { ...done(text, { out: flags.out, baseUrl, ...size }), notices };
}

/** Builds the site for the address `baseUrl` into the `--out` folder. Throws a UserError if that folder must not be replaced. */
export async function build(
  { flags, environment }: Pick<Context, 'flags' | 'environment'>,
  portfolio: Portfolio,
  how: Pick<BuildTarget, 'baseUrl'>,
): Promise<{ size: BuildResult['size']; notices: Notice[] }> {
  const { buildSite } = await import('../site-build/build.ts');
  const ownFonts = pathsOf(flags.data).fonts;
  const target = { ...how, out: flags.out, run: environment.run, keep: ownersFiles(flags), ownFonts };
  const { size, missingGlyphs, pages } = await buildSite(portfolio, target);
  const missing = missingGlyphsNotice({ missingGlyphs, hasPdf: pages !== null }, ownFonts);
  const length = pages === null ? null : lengthNotice(pages);
  return { size, notices: [missing, length].filter((notice) => notice !== null) };
}

/** Builds the site for a local server, and prints what {@link build} notices. */
export async function buildForServer(context: Context, portfolio: Portfolio, baseUrl: string): Promise<void> {
  const { notices } = await build(context, portfolio, { baseUrl });
  if (notices.length > 0) context.say(noticesText(notices));
}

/** `28 files, 717.8 KB`. */
export function formatSize({ files, bytes }: BuildResult['size']): string {
  return `${pluralize(files, 'file')}, ${formatBytes(bytes)}`;
}
