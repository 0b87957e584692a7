/*
 * Two ways to show an address. They differ in what the published forms have always shown: the pages leave out a query and a
 * fragment and write an international host as Punycode; the résumé's other forms keep the address as the owner wrote it.
 */

/** The host and path of an address, without `www.` and a final slash: for the pages. */
export function hostAndPath(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.replace(/^www\./, '').replace(/\/$/, '');
}

/** The address as it is written, without scheme, `www.` and a final slash: for the résumé as Markdown, text and PDF. */
export function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}
