import { factNames, repositoryFacts } from '../src/facts/index.ts';
import { plainText as plain } from '../src/portfolio/inline.ts';
import type { PortfolioRepository } from '../src/portfolio/model.ts';
import { anchorOf, fullHighlight } from '../src/portfolio/resume.ts';
import { hostAndPath } from '../src/render/address.ts';
import { sanitizeText } from '../src/render/sanitize.ts';
import type { ActivityEntry } from '../src/render/site/activity.ts';
import { ogImageName } from '../src/render/site/og-image.ts';
import { MarkdownIt } from '../src/text/markdown-it.ts';

/** Without images: one in the owner's words would ask a third party from the visitor's browser. */
const markdownIt = new MarkdownIt({ html: false }).disable('image');

/** The owner's own words, from inline Markdown to HTML. HTML in them is shown as text; unsafe links stay text. */
export function markdown(text: string): string {
  return markdownIt.renderInline(text);
}

/** The introduction without the role at its head, where the role has just been said. */
export function withoutRole(introduction: string, label: string): string {
  const rest = introduction.replace(`**${label}** `, '').trim();
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** What a feed reader knows an entry by, for good: a tag URI (RFC 4151). */
export function entryId({ at, id }: ActivityEntry, siteUrl: string): string {
  return `tag:${authorityOf(new URL(siteUrl))},${at.slice(0, 10)}:${id}`;
}

/** The host in letters, digits, dots and hyphens, as a tag URI needs it: an IPv6 address the way Windows writes one as a name. */
function authorityOf({ hostname }: URL): string {
  if (!hostname.startsWith('[')) return hostname;
  const dashed = hostname.slice(1, -1).replaceAll(':', '-');
  return `${dashed.replace(/^-/, '0-').replace(/-$/, '-0')}.ipv6-literal.net`;
}

/** What opens each highlight in bold, `**Network Engineering:** …`: its subject in a few words. */
export function subjects(highlights: readonly (string | { text: string })[]): string[] {
  return highlights
    .map((highlight) => /^\*\*([^*]+):\*\*/.exec(fullHighlight(highlight).text)?.[1])
    .filter((subject) => subject !== undefined);
}

/** The newest weeks with commits, as pairs of day and count. */
export function newestWeeks(weeks: Readonly<Record<string, number>>, limit: number): [string, number][] {
  return Object.entries(weeks)
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .slice(0, limit);
}

/** Since when facts that are shown are not confirmed, and why. */
export interface Staleness {
  since: string;
  /** Null where no request has been tried: the facts are from git history. */
  reason: string | null;
}

/** The oldest staleness among these facts of a repository (all of them by default), or null where none is stale. */
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

/** What is stale in a list of repositories, for the note beside it. */
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
    /** Since when the longest of the failures lasts, and all their reasons. */
    since: days[0] ?? null,
    reasons: [...new Set(failing.map(({ reason }) => reason))].join(', '),
    /** Whether one sentence about all is enough: every row has the same staleness. */
    alike: failing.length === repositories.length && days[0] === days.at(-1),
  };
}

/** How far each fact of a repository can be trusted, with its label, in the order of the facts. */
export function freshnessByFact({ freshness }: PortfolioRepository) {
  return factNames.map((name) => ({ label: repositoryFacts[name].label, ...freshness[name] }));
}

/** The first so many of a list. */
export function take<T>(list: readonly T[], count: number): T[] {
  return list.slice(0, count);
}

/** Text that does not break across lines. */
export function nbsp(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** The last so many of a list, the last one first. */
export function takeLast<T>(list: readonly T[], count: number): T[] {
  return list.slice(-count).reverse();
}

/** A phone number as `tel:` wants it: digits and the leading plus. */
export function telephone(phone: string): string {
  return phone.replace(/[^+\d]/g, '');
}

export { anchorOf, fullHighlight, hostAndPath, ogImageName, plain, sanitizeText };
