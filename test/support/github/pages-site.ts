import type { Reply, RouteRequest } from './replies.ts';
import { errorReply, ok } from './replies.ts';

/** The GitHub Pages site of a repository; requires a token. */
export function pagesSite({ world, api, parameters, caller }: RouteRequest): Reply {
  const { pages } = world;
  if (!pages || caller === 'anonymous') return errorReply(404, 'Not Found');
  const { hostname } = new URL(pages.html_url);
  return ok({
    url: `${api}/repos/${parameters.owner}/${parameters.repo}/pages`,
    status: 'built',
    cname: hostname.endsWith('.github.io') ? null : hostname,
    protected_domain_state: null,
    pending_domain_unverified_at: null,
    custom_404: true,
    html_url: pages.html_url,
    build_type: pages.build_type,
    source: { branch: 'main', path: '/' },
    public: true,
    https_enforced: pages.html_url.startsWith('https:'),
  });
}
