/*
 * Two ways to display a URL, kept apart so that published output does not change: the pages drop the query and fragment and
 * show an international host as Punycode; the résumé's other formats keep the URL as the owner wrote it.
 */

/** Host and path of a URL for display on pages, without `www.` and a trailing slash. */
export function hostAndPath(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.replace(/^www\./, '').replace(/\/$/, '');
}

/** The URL as written, without scheme, `www.` and a trailing slash, for the résumé as Markdown, text and PDF. */
export function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}
