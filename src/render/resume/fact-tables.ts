import type { Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { toSingleLine } from '../escape.ts';
import { formatCount, formatDay } from '../format.ts';
import { bar, column, rightColumn, WIDTH, wrap } from './text-layout.ts';

/** Each reduction as two bars, all on one scale. */
export function reductionBars({ reductions }: Portfolio): string {
  const label = Math.max(0, ...reductions.map(({ name }) => name.length)) + 2;
  const width = WIDTH - label - 10;
  const most = Math.max(...reductions.map(({ beforeBytes }) => beforeBytes));
  const blocks = reductions.map(({ name, before, after, beforeBytes, afterBytes, reduction }) =>
    [
      column(name, label) + column(before, 10) + bar(beforeBytes / most, width),
      `${column('', label)}${column(after, 10)}${bar(afterBytes / most, width)}  ${reduction} less`,
    ].join('\n'),
  );
  return blocks.join('\n\n');
}

/** One line per repository. Unknown values are blank. */
export function repositoryTable(repositories: readonly PortfolioRepository[]): string {
  if (repositories.length === 0) return '';
  const rows = repositories.map(({ title, language, commits, lastCommitAt, archived }) => [
    archived === true ? `${title} (archived)` : title,
    language ?? '',
    commits === null ? '' : formatCount(commits),
    lastCommitAt === null ? '' : formatDay(lastCommitAt),
  ]);
  return [['', 'language', 'commits', 'last commit'], ...rows]
    .map(([name = '', language = '', commits = '', last = '']) =>
      [
        column(toSingleLine(name), 32),
        column(toSingleLine(language), 15),
        rightColumn(commits, 9),
        rightColumn(last, 13),
      ]
        .join(' ')
        .trimEnd(),
    )
    .join('\n');
}

/** The number of repositories by main language, as bars. */
export function languageBars({ totals }: Portfolio): string {
  const most = Math.max(1, ...totals.languages.map(({ repositories }) => repositories));
  return totals.languages
    .map(({ name, repositories }) => {
      const label = column(toSingleLine(name), 20) + rightColumn(formatCount(repositories), 6);
      return `${label}  ${bar(repositories / most, WIDTH - 28)}`;
    })
    .join('\n');
}

/** The latest commit and releases. */
export function latestLines({ latestCommit, releases }: Portfolio): string {
  const lines = releases.slice(0, 5).map(({ repository, release }) => {
    const kind = release.kind === 'release' ? 'Release' : 'Tag';
    return wrap(
      `${kind} ${toSingleLine(`${release.tag} of ${repository.title}`)}, ${formatDay(release.publishedAt)}`,
    );
  });
  if (latestCommit) {
    const { repository, at } = latestCommit;
    lines.unshift(wrap(`Commit in ${toSingleLine(repository.title)}, ${formatDay(at)}`));
  }
  return lines.join('\n');
}

/** Pull requests merged into other people's repositories. */
export function mergedElsewhereLines({ pullRequestsElsewhere: merged }: Portfolio): string {
  if (merged === null || merged.total === 0) return '';
  const items = merged.items
    .slice(0, 5)
    .map(({ repository, title, url, mergedAt }) =>
      [wrap(`${toSingleLine(title)}, in ${repository}, ${formatDay(mergedAt)}`), `  ${url}`].join('\n'),
    );
  return [`${formatCount(merged.total)} in all, newest first:`, ...items].join('\n');
}
