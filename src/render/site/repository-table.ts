import type { PortfolioRepository } from '../../portfolio/model.ts';
import { commitTimelines } from '../charts/commit-timeline.ts';
import { sanitizeText } from '../sanitize.ts';
import { words } from './words.ts';

/** A table of repositories, one row each. */
export interface RepositoryTable {
  /** The labels of the time axis that all rows share, and what it covers; null if no row has a timeline. */
  axis: { labels: string; span: string } | null;
  rows: readonly RepositoryRow[];
}

/** A row of the table. Texts are single-line and not escaped; null is unknown or none. */
export interface RepositoryRow {
  name: string;
  title: string;
  /** Its page, else its address on GitHub. */
  url: string;
  /** What sets it apart: archived, or the owner's role in it. */
  marks: readonly string[];
  about: string | null;
  language: string | null;
  commits: number | null;
  lastCommitAt: string | null;
  /** SVG; null without one. */
  timeline: string | null;
}

/** What is left out of a long or unimportant table. */
export interface TableOptions {
  asOf: string;
  /** Whether rows have a description. */
  hasAbout?: boolean;
  /** Whether rows have a commit timeline. */
  hasTimelines?: boolean;
}

const MAX_DESCRIPTION_LENGTH = 120;
/** Longer than any language that GitHub knows. */
const MAX_LANGUAGE_LENGTH = 60;

/** The table of these repositories, in their order. */
export function repositoryTable(
  repositories: readonly PortfolioRepository[],
  { asOf, hasAbout = true, hasTimelines = true }: TableOptions,
): RepositoryTable {
  const { axis, span, lines } = commitTimelines(hasTimelines ? repositories : [], asOf);
  return {
    axis: axis === '' ? null : { labels: axis, span },
    rows: repositories.map((repository) => ({
      ...rowOf(repository),
      about: hasAbout ? aboutOf(repository) : null,
      timeline: lines[repository.name] ?? null,
    })),
  };
}

function rowOf(repository: PortfolioRepository): Omit<RepositoryRow, 'about' | 'timeline'> {
  const { name, title, path, url, language, commits, lastCommitAt } = repository;
  return {
    name,
    title,
    url: path ?? url,
    marks: marksOf(repository),
    language: language === null ? null : sanitizeText(language, MAX_LANGUAGE_LENGTH),
    commits,
    lastCommitAt,
  };
}

/** What sets a repository apart from the owner's active ones. */
export function marksOf({ archived, role }: PortfolioRepository): string[] {
  const marks = archived === true ? [words.facts.archived] : [];
  return role === 'author' ? marks : [...marks, role];
}

function aboutOf({ description }: PortfolioRepository): string | null {
  return description === null ? null : sanitizeText(description, MAX_DESCRIPTION_LENGTH);
}
