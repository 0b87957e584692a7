import { canonicalSite } from '../config/site-address.ts';
import type { Notice } from '../errors.ts';
import type { PagesSite } from '../snapshot/fetched-state.ts';

/** Where GitHub Pages publishes the site, and whether it takes the site from this run. */
export interface Publication {
  /** Undefined if it publishes nothing, or if nothing is known. */
  address: string | undefined;
  isDeployable: boolean;
}

/**
 * Decides it from the settings of Pages: null if it is off, undefined if GitHub did not answer. Then the address that is stored
 * counts, because a site that was published can be published again.
 */
export function publicationOf(
  pages: PagesSite | null | undefined,
  storedAddress: string | undefined,
): Publication {
  if (pages === undefined) return { address: storedAddress, isDeployable: storedAddress !== undefined };
  return { address: pages?.url, isDeployable: pages?.isDeployedByWorkflow ?? false };
}

const SOURCE = 'Settings → Pages → Build and deployment → Source: GitHub Actions';

/** Why GitHub Pages does not accept the site from this run, or null. `pages` is null if Pages is off, and undefined if it is unknown. */
export function pagesNotice(pages: PagesSite | null | undefined): Notice | null {
  if (pages?.isDeployedByWorkflow) return null;
  const notice = { level: 'warning' as const, title: 'Site not deployed', fix: `choose ${SOURCE}` };
  if (pages === null) return { ...notice, message: 'GitHub Pages is off for this repository' };
  if (pages) return { ...notice, message: 'GitHub Pages publishes a branch of this repository instead' };
  const fix = `if Pages is on, do nothing: the next run tries again; otherwise choose ${SOURCE}`;
  return { ...notice, message: "couldn't read the GitHub Pages settings", fix };
}

/** A warning that the site was built for a different address than `site` in `file`, or null if they are the same. */
export function addressMismatchNotice(configured: string, published: string, file: string): Notice | null {
  const [own, real] = [configured, published].map((url) => canonicalSite(url).toLowerCase());
  if (own === real) return null;
  return {
    level: 'warning',
    title: 'Site address mismatch',
    message: `Pages publishes the site at ${published}, but "site" is configured as ${configured}`,
    location: file,
    fix: 'remove "site", or set its domain under Settings → Pages → Custom domain',
  };
}
