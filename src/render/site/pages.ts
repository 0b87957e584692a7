import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';

/** How many repositories /projects/ shows with their facts: as many as load in one round trip. /projects/all/ lists the rest by name. */
const MAX_WITH_FACTS = 70;
/** Names on one page of /projects/all/, for the same reason. */
const NAMES_PER_PAGE = 400;

/** The pages about repositories, and the repositories they list. Every other page is declared by its template. */
export interface SitePages {
  /** The repositories that have a page of their own. */
  projectPages: readonly PortfolioRepository[];
  /** Old paths of renamed projects, and where they redirect to. */
  redirects: readonly { from: string; to: string; title: string }[];
  /** The repositories without a page: those with a row on /projects/, and the rest by page of /projects/all/. */
  repositoryTable: {
    shown: readonly PortfolioRepository[];
    pages: readonly (readonly PortfolioRepository[])[];
  };
}

/**
 * The attributes of HTML elements that hold the owner's text: its direction, and its language if the résumé names one. The fixed
 * words of the pages are English.
 */
export function ownTextAttributes({ resume }: Portfolio): string {
  return resume.lang === undefined ? 'dir="auto"' : `dir="auto" lang="${resume.lang}"`;
}

/** The pages about the repositories of this portfolio. */
export function sitePages({ repositories, others }: Portfolio): SitePages {
  const projectPages = repositories.filter(({ path }) => path !== null);
  const rows = Math.max(0, MAX_WITH_FACTS - projectPages.length);
  return {
    projectPages,
    redirects: redirectsTo(projectPages),
    repositoryTable: { shown: others.slice(0, rows), pages: paginate(others.slice(rows)) },
  };
}

/** A former path redirects unless a project has it now, or an earlier redirect uses it. */
function redirectsTo(projects: readonly PortfolioRepository[]): SitePages['redirects'] {
  const taken = new Set(projects.map(({ path }) => path));
  const redirects: { from: string; to: string; title: string }[] = [];
  for (const { formerPaths, path, title } of projects) {
    for (const from of formerPaths) {
      if (path === null || taken.has(from)) continue;
      taken.add(from);
      redirects.push({ from, to: path, title });
    }
  }
  return redirects;
}

function paginate(repositories: readonly PortfolioRepository[]): PortfolioRepository[][] {
  const pageCount = Math.ceil(repositories.length / NAMES_PER_PAGE);
  return Array.from({ length: pageCount }, (_, index) =>
    repositories.slice(index * NAMES_PER_PAGE, (index + 1) * NAMES_PER_PAGE),
  );
}
