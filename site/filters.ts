import { plainText as plain } from '../src/portfolio/inline.ts';
import { hostAndPath } from '../src/render/address.ts';
import { sanitizeText } from '../src/render/sanitize.ts';
import type { ActivityEntry } from '../src/render/site/activity.ts';
import { ogImageName } from '../src/render/site/og-image.ts';
import { MarkdownIt } from '../src/text/markdown-it.ts';

/** Images are disabled because the visitor's browser would load them from third parties. */
const markdownIt = new MarkdownIt({ html: false }).disable('image');

/** Renders the owner's inline Markdown as HTML. HTML in it is shown as text, and unsafe links stay text. */
export function markdown(text: string): string {
  return markdownIt.renderInline(text);
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

/** The first `count` items. */
export function take<T>(list: readonly T[], count: number): T[] {
  return list.slice(0, count);
}

/** Names that fit every column stay whole. */
const LONG_NAME = 20;

/** A long name in parts between which a line may break. Browsers break at hyphens, but not at underscores. */
export function nameParts(name: string): string[] {
  return name.length < LONG_NAME ? [name] : name.split(/(?<=_)(?=[^_])/);
}

/** Replaces spaces with no-break spaces. */
export function nbsp(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

export { hostAndPath, ogImageName, plain, sanitizeText };
