import { factNames, repositoryFacts } from '../src/facts/index.ts';
import { plainText as plain } from '../src/portfolio/inline.ts';
import type { PortfolioRepository } from '../src/portfolio/model.ts';
import { anchorOf, fullHighlight } from '../src/portfolio/resume.ts';
import { hostAndPath } from '../src/render/address.ts';
import { publishedFacts } from '../src/render/portfolio-json.ts';
import { sanitizeText } from '../src/render/sanitize.ts';
import type { ActivityEntry } from '../src/render/site/activity.ts';
import { ogImageName } from '../src/render/site/og-image.ts';
import { type Block, markdownBlocks } from '../src/text/markdown-blocks.ts';
import { MarkdownIt } from '../src/text/markdown-it.ts';
import { z } from '../src/zod.ts';

/** Images are disabled because the visitor's browser would load them from third parties. */
const markdownIt = new MarkdownIt({ html: false }).disable('image');

/** Renders the owner's inline Markdown as HTML. HTML in it is shown as text, and unsafe links stay text. */
export function markdown(text: string): string {
  return markdownIt.renderInline(text);
}

/** The owner's text as paragraphs and lists of inline Markdown. */
export function blocks(text: string): Block[] {
  return markdownBlocks(text);
}

/** The introduction without the role it starts with, for pages that show the role right above. */
export function withoutRole(introduction: string, label: string): string {
  const rest = introduction.replace(`**${label}** `, '').trim();
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** The permanent id of a feed entry: a tag URI (RFC 4151). */
export function entryId({ at, id }: ActivityEntry, siteUrl: string): string {
  return `tag:${authorityOf(new URL(siteUrl))},${at.slice(0, 10)}:${id}`;
}

/** The host as a DNS name, as tag URIs require. IPv6 addresses use the ipv6-literal.net notation of Windows. */
function authorityOf({ hostname }: URL): string {
  if (!hostname.startsWith('[')) return hostname;
  const dashed = hostname.slice(1, -1).replaceAll(':', '-');
  return `${dashed.replace(/^-/, '0-').replace(/-$/, '-0')}.ipv6-literal.net`;
}

/** The bold subjects that highlights start with, as in `**Network Engineering:** …`. */
export function subjects(highlights: readonly (string | { text: string })[]): string[] {
  return highlights
    .map((highlight) => /^\*\*([^*]+):\*\*/.exec(fullHighlight(highlight).text)?.[1])
    .filter((subject) => subject !== undefined);
}

/** The latest weeks with commits, as pairs of day and count. */
export function newestWeeks(weeks: Readonly<Record<string, number>>, limit: number): [string, number][] {
  return Object.entries(weeks)
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .slice(0, limit);
}

/** Since when shown facts could not be confirmed, and why. */
export interface Staleness {
  since: string;
  /** Null if no request was made because the facts are from git history. */
  reason: string | null;
}

/** The oldest staleness among these facts of a repository (by default all); null if none is stale. */
export function stalenessOf(
  { freshness }: PortfolioRepository,
  names = Object.keys(freshness),
): Staleness | null {
  let oldest: Staleness | null = null;
  for (const [name, { state, since, reason }] of Object.entries(freshness)) {
    if (!names.includes(name) || state !== 'stale' || since === null) continue;
    if (oldest === null || since < oldest.since) oldest = { since, reason };
  }
  return oldest;
}

/** Summarizes what is stale in a list of repositories, for the note next to it. */
export function stalenessAmong(repositories: readonly PortfolioRepository[]) {
  const stale = repositories
    .map((repository) => stalenessOf(repository))
    .filter((staleness) => staleness !== null);
  const failing = stale.filter(({ reason }) => reason !== null);
  const days = failing.map(({ since }) => since.slice(0, 10)).sort();
  return {
    of: repositories.length,
    fromHistory: stale.length - failing.length,
    failing: failing.length,
    /** When the longest failure began, and the reasons of all failures. */
    since: days[0] ?? null,
    reasons: [...new Set(failing.map(({ reason }) => reason))].join(', '),
    /** Whether every row has the same staleness, so that one sentence covers all. */
    alike: failing.length === repositories.length && days[0] === days.at(-1),
  };
}

/** The label and freshness of each fact of a repository, in the order of the facts. */
export function freshnessByFact({ freshness }: PortfolioRepository) {
  return factNames.map((name) => ({ label: repositoryFacts[name].label, ...freshness[name] }));
}

const rowValue = z.union([z.number(), z.string()]).nullable();

/** The facts that project pages show in a row each, with the published field; null is unknown. */
export function factRows({ facts }: PortfolioRepository) {
  const published = publishedFacts(facts);
  const rows: { label: string; field: string; value: string | number | null }[] = [];
  for (const name of factNames) {
    const { label, pageRow } = repositoryFacts[name];
    if (pageRow !== undefined)
      rows.push({ label, field: pageRow, value: rowValue.parse(published[pageRow]) });
  }
  return rows;
}

/** The first `count` items. */
export function take<T>(list: readonly T[], count: number): T[] {
  return list.slice(0, count);
}

/** Replaces spaces with no-break spaces. */
export function nbsp(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** The last `count` items in reverse order. */
export function takeLast<T>(list: readonly T[], count: number): T[] {
  return list.slice(-count).reverse();
}

export { anchorOf, fullHighlight, hostAndPath, ogImageName, plain, sanitizeText };
