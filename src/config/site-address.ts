import { parseUrl } from '../text/url.ts';
import { z } from '../zod.ts';

const WRITE_FULL_URL = 'write a full URL, starting with https://';

/**
 * What to write instead of this site URL, or null if it is valid. Page paths are appended to it, so forms that a URL parser
 * would silently change are rejected.
 */
function suggestSite(written: string): string | null {
  const parsed = parseUrl(written);
  if (parsed === null || !/^https?:[\\/]/i.test(written.trim())) return WRITE_FULL_URL;
  if (/[?#]/.test(written)) return 'remove the query ("?…") and the fragment ("#…") from the URL';
  if (/^\.|\.\./.test(parsed.hostname)) return WRITE_FULL_URL;
  if (!isAmbiguous(written)) return null;
  return `write ${disambiguate(parsed)}`;
}

/** True for whitespace, backslashes, empty or dot segments, a wrong number of slashes, or an invalid percent-encoding. */
function isAmbiguous(written: string): boolean {
  const path = /^https?:\/\/[^/\\]+(.*)$/is.exec(written)?.[1];
  if (path === undefined || /[\s\\]/.test(written) || path.includes('//')) return true;
  if (/%(?![\da-f]{2})/i.test(path)) return true;
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

function disambiguate(parsed: URL): string {
  const url = new URL(parsed);
  // The result is printed and may be kept in a log.
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(/%(?![\da-f]{2})/gi, '%25').replace(/\/{2,}/g, '/');
  return url.href;
}

/** The URL of a site: http or https, without query and fragment, and disambiguate. */
export const siteAddress = z
  .string()
  .superRefine((written, context) => {
    const fix = suggestSite(written);
    if (fix !== null) context.addIssue({ code: 'custom', message: fix, continue: false });
  })
  // Sets `format` in the editor schema. It trims the value, so it must come last.
  .check(z.url({ protocol: /^https?$/ }));

/**
 * The form of the site URL used in every output: origin and path as a browser normalizes them (lowercase Punycode host, no
 * default port), without a trailing dot in the host or a trailing slash. In the path, everything but unreserved characters
 * (RFC 3986, section 2.3) is percent-encoded, so the URL needs no escaping in HTML, XML, CSS, robots.txt or a shell.
 */
export function canonicalSite(address: string): string {
  const { protocol, hostname, port, pathname } = new URL(address);
  const host = hostname.replace(/\.$/, '') + (port === '' ? '' : `:${port}`);
  const path = pathname.replace(/\/+$/, '').replace(/[^\w\-.~/%]/g, percentEncode);
  return `${protocol}//${host}${path}`;
}

/** The default GitHub Pages URL of a repository (`owner/name`). A user site has no path. */
export function defaultSite(repository: string): string {
  const [owner = '', name = ''] = repository.split('/');
  const host = `${owner.toLowerCase()}.github.io`;
  return name.toLowerCase() === host ? `https://${host}` : `https://${host}/${name}`;
}

/** Encodes one ASCII character. The URL parser has already encoded all others. */
function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
