import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';

/** Repositories with facts on /projects/; beyond that, names on /projects/all/. */
const SHOWN = 100;
/** Names on one page of /projects/all/: as many as fit one round trip. */
const BATCH = 400;

/** The pages that are made for repositories, and what they list. */
export interface SitePages {
  /** The repositories that have a page of their own. */
  projectPages: readonly PortfolioRepository[];
  /** Old addresses of renamed projects, and where they lead. */
  redirects: readonly { from: string; to: string; title: string }[];
  /** The repositories without a page: those with a row on /projects/, and the rest by page of /projects/all/. */
  register: { shown: readonly PortfolioRepository[]; batches: readonly (readonly PortfolioRepository[])[] };
}

/** Which pages there are for the repositories of this portfolio. */
export function sitePages({ repositories, others }: Portfolio): SitePages {
  const projectPages = repositories.filter(({ path }) => path !== null);
  const taken = new Set(projectPages.map(({ path }) => path));
  const redirects = projectPages.flatMap(({ formerPaths, path, title }) =>
    formerPaths.flatMap((from) => {
      if (path === null || taken.has(from)) return [];
      taken.add(from);
      return [{ from, to: path, title }];
    }),
  );
  const rows = Math.max(0, SHOWN - projectPages.length);
  return {
    projectPages,
    redirects,
    register: { shown: others.slice(0, rows), batches: batchesOf(others.slice(rows)) },
  };
}

function batchesOf(rest: readonly PortfolioRepository[]): PortfolioRepository[][] {
  const pages = Math.ceil(rest.length / BATCH);
  return Array.from({ length: pages }, (_, index) => rest.slice(index * BATCH, (index + 1) * BATCH));
}
