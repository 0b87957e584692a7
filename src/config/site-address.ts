import { parseUrl } from '../text/url.ts';
import { z } from '../zod.ts';

const NOT_AN_ADDRESS = 'write a full address that begins with https://';

/**
 * What to write instead of this address of a site, or null where it can be used as it is. Paths of pages are appended to it,
 * and a URL parser would silently read the forms refused here as another address.
 */
function howToFixSite(written: string): string | null {
  const parsed = parseUrl(written);
  if (parsed === null || !/^https?:[\\/]/i.test(written.trim())) return NOT_AN_ADDRESS;
  if (/[?#]/.test(written)) return 'write the address without "?" and "#" and what follows them';
  if (/^\.|\.\./.test(parsed.hostname)) return NOT_AN_ADDRESS;
  if (!isAmbiguous(written)) return null;
  return `write ${unambiguous(parsed)}`;
}

/** Whether it has whitespace, backslashes, empty or dot segments, a wrong number of slashes, or a percent sign that encodes nothing. */
function isAmbiguous(written: string): boolean {
  const path = /^https?:\/\/[^/\\]+(.*)$/is.exec(written)?.[1];
  if (path === undefined || /[\s\\]/.test(written) || path.includes('//')) return true;
  if (/%(?![\da-f]{2})/i.test(path)) return true;
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

function unambiguous(parsed: URL): string {
  const url = new URL(parsed);
  // It is shown, and may be in a log for good.
  url.username = '';
  url.password = '';
  url.pathname = url.pathname.replace(/%(?![\da-f]{2})/gi, '%25').replace(/\/{2,}/g, '/');
  return url.href;
}

/** The address of a site: http or https, with nothing after its path and in no form that could mean another address. */
export const siteAddress = z
  .string()
  .superRefine((written, context) => {
    const fix = howToFixSite(written);
    if (fix !== null) context.addIssue({ code: 'custom', message: fix, continue: false });
  })
  // For the editor schema's `format`; it trims, so it has to come second.
  .check(z.url({ protocol: /^https?$/ }));

/**
 * The one form in which every output names the site: origin and path as a browser writes them (a lower-case host in Punycode,
 * no default port), without a dot after the host and without a final slash. In the path, all but unreserved characters (RFC
 * 3986, section 2.3) are percent-encoded, so that it means itself in HTML, XML, CSS, robots.txt and a shell.
 */
export function canonicalSite(address: string): string {
  const { protocol, hostname, port, pathname } = new URL(address);
  const host = hostname.replace(/\.$/, '') + (port === '' ? '' : `:${port}`);
  const path = pathname.replace(/\/+$/, '').replace(/[^\w\-.~/%]/g, percentEncoded);
  return `${protocol}//${host}${path}`;
}

/** The address at which GitHub Pages publishes this repository (`owner/name`) by default: a user site has no path. */
export function defaultSite(repository: string): string {
  const [owner = '', name = ''] = repository.split('/');
  const host = `${owner.toLowerCase()}.github.io`;
  return name.toLowerCase() === host ? `https://${host}` : `https://${host}/${name}`;
}

/** Of one ASCII character; a URL parser has encoded all others. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
