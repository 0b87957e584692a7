import { isIP } from 'node:net';
import { canonicalSite, siteAddress } from '../config/site-address.ts';
import { address } from '../facts/fields.ts';
import type { FetchedOwnerFacts } from '../facts/index.ts';
import type { PagesSite } from '../snapshot/fetched-state.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';
import { ownerAndName } from './repositories.ts';
import { GitHubRequestError } from './request-error.ts';

/** What one run learned of GitHub Pages. */
export interface FetchedSite {
  site?: FetchedOwnerFacts['site'];
  /** Null where Pages is off; absent where that was not learned. */
  pages?: PagesSite | null;
}

// docs.github.com, REST API, "Get a GitHub Pages site"; `build_type` is absent or null for sites from before it existed.
const answer = z.object({
  html_url: address.pipe(siteAddress).transform(publishedAddress),
  build_type: z.string().nullish(),
});

/** Asks where GitHub Pages publishes this repository. Never throws for what GitHub does. */
export async function fetchSite(client: Client, repository: string): Promise<FetchedSite> {
  const { owner, repo } = ownerAndName(repository);
  try {
    const { value } = await fetchRoute(client, 'GET /repos/{owner}/{repo}/pages', { owner, repo }, answer);
    const url = value.html_url;
    return {
      site: { kind: 'ok', value: { url } },
      pages: { url, isDeployedByWorkflow: value.build_type === 'workflow' },
    };
  } catch (error) {
    if (!(error instanceof GitHubRequestError)) throw error;
    // Pages is off: the last known address stays, and that is no failure to report.
    if (error.status === 404) return { site: { kind: 'unchanged' }, pages: null };
    return { site: { kind: 'error', reason: error.reason, detail: error.message } };
  }
}

/**
 * The address in its one form. GitHub reports `http:` until HTTPS is enforced; visitors and search engines are to have the
 * encrypted address, which only a host with a certificate has.
 */
function publishedAddress(reported: string): string {
  const url = new URL(reported);
  if (!isWithoutCertificate(url.hostname)) url.protocol = 'https:';
  return canonicalSite(url.href);
}

/** Whether this host is an IP address or this machine. */
function isWithoutCertificate(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  return host === 'localhost' || isIP(host) !== 0;
}
