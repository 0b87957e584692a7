import { canonicalSite } from '../config/site-address.ts';
import type { Notice } from '../errors.ts';
import type { PagesSite } from '../snapshot/fetched-state.ts';

/**
 * Why a run in this repository may publish nothing, or null: the portfolio of `login` is another person's, as it is in a fresh
 * copy. `allowed` is the variable PORTFOLIO_LOGIN, by which an organization says whose portfolio it publishes.
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
    message: `this repository belongs to ${owner}, but the portfolio in it is that of ${login}, so nothing was fetched, committed or deployed`,
    location: 'data/portfolio.yaml',
    fix: `run "npm run init -- --login ${owner}" and push; or, if ${owner} publishes for ${login}, set the variable PORTFOLIO_LOGIN to ${login} (Settings → Secrets and variables → Actions → Variables)`,
  };
}

const SOURCE = 'Settings → Pages → Build and deployment → Source: GitHub Actions';

/** Why GitHub Pages does not take the site from this run, or null. `pages` is null where Pages is off, undefined where GitHub did not say. */
export function pagesNotice(pages: PagesSite | null | undefined): Notice | null {
  if (pages?.isDeployedByWorkflow) return null;
  const notice = { level: 'warning' as const, title: 'Site not deployed', fix: `choose ${SOURCE}` };
  if (pages === null) return { ...notice, message: 'GitHub Pages is off in this repository' };
  if (pages) return { ...notice, message: 'GitHub Pages publishes a branch of this repository' };
  const fix = `if Pages is on, nothing: the next run tries again; otherwise choose ${SOURCE}`;
  return { ...notice, message: 'GitHub did not say where Pages publishes', fix };
}

/** The site was built for another address than `site:` in `file` names, or null where they are the same. */
export function addressMismatchNotice(configured: string, published: string, file: string): Notice | null {
  const [own, real] = [configured, published].map((url) => canonicalSite(url).toLowerCase());
  if (own === real) return null;
  return {
    level: 'warning',
    title: 'Two addresses',
    message: `Pages publishes the site at ${published}, but "site" is configured as ${configured}`,
    location: file,
    fix: 'remove "site", or set its domain under Settings → Pages → Custom domain',
  };
}
