import { join } from 'node:path';
import { loadOwnerFiles } from '../config/load.ts';
import { canonicalSite } from '../config/site-address.ts';
import { type Context, done, type Outcome } from '../context/command.ts';
import { loadPortfolio } from '../context/inputs.ts';
import type { Problem } from '../errors.ts';
import { formatBytes, pluralize } from '../render/format.ts';
import { otherAddress } from '../report/annotations.ts';
import { buildSite } from '../site-build/build.ts';
import { ownersFiles, removeLeftovers } from '../site-build/leftovers.ts';
import { noPdf } from '../site-build/resume-pdf.ts';

/** Builds the site from the data. */
export async function run(context: Context): Promise<Outcome> {
  const { flags, environment } = context;
  const { data, out } = flags;
  await removeLeftovers(context);
  const portfolio = await loadPortfolio(data, flags['as-of'], environment.repository);
  const baseUrl = flags['base-url'] ?? portfolio.site;
  const keep = ownersFiles(flags);
  const { missingGlyphs, size } = await buildSite(portfolio, { out, baseUrl, run: environment.run, keep });
  const problems: Problem[] = [];
  if (missingGlyphs.length > 0) problems.push(noPdf(missingGlyphs));
  const other = environment.isActions ? await otherThanConfigured(data, baseUrl) : null;
  if (other) problems.push(other);
  const sizes = `${pluralize(size.files, 'file')}, ${formatBytes(size.bytes)}`;
  return { ...done(`${out} holds the site for ${baseUrl}: ${sizes}`, { out, baseUrl, ...size }), problems };
}

/** The problem that the owner wrote another address than the site was built for, or null. */
async function otherThanConfigured(data: string, baseUrl: string): Promise<Problem | null> {
  const { config } = await loadOwnerFiles(data);
  if (config.site === undefined) return null;
  return otherAddress(canonicalSite(config.site), canonicalSite(baseUrl), join(data, 'portfolio.yaml'));
}
