import { canonicalSite } from '../config/site-address.ts';
import type { Notice } from '../errors.ts';
import type { PagesSite } from '../snapshot/fetched-state.ts';

/**
 * Why a run in this repository must not publish, or null. In a new copy, the portfolio of `login` is still someone else's.
 * `allowed` is the variable PORTFOLIO_LOGIN, which lets an organization publish someone's portfolio.
 */
export function notOwnerNotice(
  login: string,
  repository: string | undefined,
  allowed?: string,
): Notice | null {
  const [owner] = repository?.split('/') ?? [];
  const isAllowed = [owner, allowed].some((name) => name?.toLowerCase() === login.toLowerCase());
  if (owner === undefined || isAllowed) return null;
  return {
    level: 'warning',
    title: 'Nothing published',
    message: `this repository belongs to ${owner}, but the portfolio in it is ${login}'s, so nothing was fetched, committed or deployed`,
    location: 'data/portfolio.yaml',
    fix: `run "npm run init -- --login ${owner}" and push; or, if ${owner} publishes for ${login}, set the variable PORTFOLIO_LOGIN to ${login} (Settings → Secrets and variables → Actions → Variables)`,
  };
}

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
