import { uniqueAnchors } from '../../portfolio/claims.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { sitePages } from './pages.ts';
import { type RepositoryTable, repositoryTable } from './repository-table.ts';
import { words } from './words.ts';

/** What /projects/ shows besides the key projects. */
export interface ProjectsPage {
  /** A sentence about all repositories, after their number. */
  about: string;
  collections: readonly {
    /** Its URL fragment, without `#`. */
    id: string;
    title: string;
    /** In Markdown. */
    description: string | null;
    table: RepositoryTable;
  }[];
  /** The repositories without a page, most recently updated first; null if there are none. */
  others: {
    title: string;
    note: string;
    /** Null if all of them are old. */
    table: RepositoryTable | null;
    /** Those without a commit for years, folded. */
    old: { title: string; table: RepositoryTable } | null;
    /** A link text for those that are only listed by name; null if there are none. */
    more: string | null;
  } | null;
}

/** A repository without a commit for so long is folded. */
const OLD_AFTER_YEARS = 5;
/** Longer lists leave out descriptions so that the page loads in one round trip. */
const MAX_DESCRIBED = 50;

/** The content of /projects/. */
export function projectsPage(portfolio: Portfolio): ProjectsPage {
  const { asOf, totals } = portfolio;
  const ids = uniqueAnchors(['key-projects', 'others']);
  const languages = totals.languages.length;
  const { one, many } = words.common.publicRepository;
  const noun = totals.repositories.shown === 1 ? one : many;
  return {
    about: languages > 1 ? `${noun} ${words.projects.inLanguages(languages)}.` : `${noun}.`,
    collections: portfolio.collections.map(({ title, description, repositories }) => ({
      id: ids(title),
      title,
      description,
      table: repositoryTable(repositories, { asOf }),
    })),
    others: othersOf(portfolio),
  };
}

function othersOf(portfolio: Portfolio): ProjectsPage['others'] {
  const { asOf, others } = portfolio;
  const { shown } = sitePages(portfolio).repositoryTable;
  if (shown.length === 0) return null;
  const hasAbout = shown.length <= MAX_DESCRIBED;
  const old = shown.filter((repository) => isOld(repository, asOf));
  const active = shown.filter((repository) => !old.includes(repository));
  const hidden = others.length - shown.length;
  return {
    title:
      others.length < portfolio.repositories.length ? words.projects.others.some : words.projects.others.all,
    note: words.projects.note(others.length),
    table: active.length === 0 ? null : repositoryTable(active, { asOf, hasAbout }),
    old:
      old.length === 0
        ? null
        : {
            title: words.projects.old(words.common.repositories(old.length), OLD_AFTER_YEARS),
            table: repositoryTable(old, { asOf, hasAbout, hasTimelines: false }),
          },
    more: hidden === 0 ? null : words.projects.more(hidden),
  };
}

/** Whether it had no commit for years. Unknown is not old. */
function isOld({ lastCommitAt }: PortfolioRepository, asOf: string): boolean {
  const year = Number(asOf.slice(0, 4)) - OLD_AFTER_YEARS;
  return lastCommitAt !== null && lastCommitAt.slice(0, 10) < `${year}${asOf.slice(4)}`;
}
