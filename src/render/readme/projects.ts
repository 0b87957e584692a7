import { firstSentence } from '../../portfolio/introduction.ts';
import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { escapeText, link, ownMarkdown } from '../escape.ts';
import { pluralize } from '../format.ts';
import { sanitizeText } from '../sanitize.ts';
import { markdownTable } from './table.ts';

const SEPARATOR = ' · ';
const MAX_DESCRIPTION = 120;

/** A row of the table: a repository, and the title of the collection it belongs to. */
export interface ProjectRow {
  repository: PortfolioRepository;
  collection?: string;
}

/** Repositories as a table in Markdown: name, purpose and status. */
export function projectTable(rows: readonly ProjectRow[], { login }: Pick<Portfolio, 'login'>): string {
  const cells = rows.map((row) => {
    const { title, url } = row.repository;
    // The link is bold because otherwise only color would set it apart from the text on GitHub.
    return [`**${link(title, url)}**`, purposeOf(row), statusOf(row.repository, login)];
  });
  return markdownTable(['Project', 'What it is', 'Status'], cells);
}

/** The first sentence about it in the résumé, else its description on GitHub, else its collection. */
function purposeOf({ repository: { purpose, description }, collection }: ProjectRow): string {
  if (purpose !== null) return ownMarkdown(firstSentence(purpose));
  return escapeText(sanitizeText(description ?? collection ?? '', MAX_DESCRIPTION));
}

/** The latest release and the state of CI, else how many commits there are. */
function statusOf(
  { archived, latestRelease, ci, commits, role }: PortfolioRepository,
  login: string,
): string {
  const status: string[] = [];
  if (latestRelease) status.push(link(latestRelease.tag, latestRelease.url));
  if (ci && ci.state !== 'none') status.push(`CI\u00a0${ci.state}`);
  if (status.length === 0 && commits) {
    // In a repository of another author only the owner's commits are counted.
    status.push(`${pluralize(commits, 'commit')}${role === 'author' ? '' : ` by ${escapeText(login)}`}`);
  }
  if (archived === true) status.unshift('archived');
  return status.join(SEPARATOR);
}
