import { isIP } from 'node:net';
import { canonicalSite, siteAddress } from '../config/site-address.ts';
import { address } from '../facts/fields.ts';
import type { FetchedOwnerFacts } from '../facts/index.ts';
import type { PagesSite } from '../snapshot/fetched-state.ts';
import { z } from '../zod.ts';
import { type Client, fetchRoute } from './client.ts';
import { ownerAndName } from './repositories.ts';
import { GitHubRequestError } from './request-error.ts';
import { toFailure } from './to-result.ts';

/** What one run learned about GitHub Pages. */
export interface FetchedSite {
  site?: FetchedOwnerFacts['site'];
  /** Null if Pages is off; absent if unknown. */
  pages?: PagesSite | null;
}

// docs.github.com, REST API, "Get a GitHub Pages site". Sites older than `build_type` have none, or null.
const answer = z.object({
  html_url: address.pipe(siteAddress).transform(publishedAddress),
  build_type: z.string().nullish(),
});

/** Fetches the address at which GitHub Pages publishes this repository. A failed request is a result, not an exception. */
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
    // Pages is off, which is not a failure: the last known address stays.
    if (error.status === 404) return { site: { kind: 'unchanged' }, pages: null };
    return { site: toFailure(error) };
  }
}

/**
 * The canonical address. GitHub reports `http:` until HTTPS is enforced, but visitors and search engines should get `https:`
 * unless the host cannot have a certificate.
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
