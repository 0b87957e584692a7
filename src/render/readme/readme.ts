import { plainText } from '../../portfolio/inline.ts';
import type { Collection, Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { escapeText, link, toSingleLine } from '../escape.ts';
import { factsOf } from '../facts.ts';
import { formatDay, pluralize } from '../format.ts';
import { sanitizeText } from '../sanitize.ts';
import { type Blocks, WHOLE } from './markers.ts';
import { storagePictureTag } from './pictures.ts';

const NEWEST_SHOWN = 5;

/** The profile README in Markdown: every section under its name, and all of them together as the whole block. */
export function renderReadmeBlocks(portfolio: Portfolio): Blocks {
  const sections = {
    introduction: introduction(portfolio),
    projects: projects(portfolio),
    collections: portfolio.collections
      .map((collection) => collectionBlock(collection, portfolio))
      .join('\n\n'),
    reductions: reductions(portfolio),
    newest: newest(portfolio),
    date: portfolio.changedAt === null ? '' : `Facts as of ${formatDay(portfolio.changedAt)}.`,
  };
  const whole = Object.values(sections).filter((section) => section !== '');
  return { [WHOLE]: whole.join('\n\n'), ...sections };
}

/** The whole profile block, as between `<!-- portfolio:start -->` and `<!-- portfolio:end -->`. */
export function renderReadmeBlock(portfolio: Portfolio): string {
  return renderReadmeBlocks(portfolio)[WHOLE] ?? '';
}

function introduction(portfolio: Portfolio): string {
  const { name, label, introduction: sentence } = portfolio;
  const sentenceNamesRole = plainText(sentence).startsWith(label);
  return [
    `# ${escapeText(name)}`,
    ...(sentenceNamesRole ? [] : [`**${escapeText(label)}**`]),
    toSingleLine(sentence),
    links(portfolio).join(SEPARATOR),
  ].join('\n\n');
}

function links({ site, profileUrl, resume: { basics } }: Portfolio): string[] {
  return [
    link(new URL(site).host.replace(/^www\./, ''), site),
    link('Résumé', `${site}/resume/`),
    link('GitHub', profileUrl),
    ...basics.profiles.filter(({ url }) => url !== profileUrl).map(({ network, url }) => link(network, url)),
    ...(basics.email ? [link(basics.email, `mailto:${basics.email}`)] : []),
  ];
}

function projects(portfolio: Portfolio): string {
  if (portfolio.keyProjects.length === 0) return '';
  const items = portfolio.keyProjects.map((repository) => item(repository, portfolio));
  return ['## Key projects', list(items)].join('\n\n');
}

function collectionBlock({ title, description, repositories }: Collection, portfolio: Portfolio): string {
  const items = repositories.map((repository) => item({ ...repository, purpose: null }, portfolio));
  return [`## ${escapeText(title)}`, ...(description ? [toSingleLine(description)] : []), list(items)].join(
    '\n\n',
  );
}

/** A repository in up to three lines: its name, what it is for, and its facts. */
function item(repository: PortfolioRepository, portfolio: Portfolio): string {
  const { title, url, purpose, description } = repository;
  const words = purpose === null ? escapeText(sanitizeText(description ?? '')) : toSingleLine(purpose);
  const facts = factsOf(repository, portfolio.login).map(escapeText);
  return [`**${link(title, url)}**`, words, facts.join(SEPARATOR)].filter(Boolean).join('\\\n  ');
}

function reductions(portfolio: Portfolio): string {
  if (portfolio.reductions.length === 0) return '';
  const items = portfolio.reductions.map(
    ({ name, before, after, reduction }) => `${escapeText(name)}: ${before} → ${after} (${reduction} less)`,
  );
  return ['## Storage reduced', storagePictureTag(portfolio), list(items)].join('\n\n');
}

function newest({ newestCommit, releases, pullRequestsElsewhere }: Portfolio): string {
  const commit = newestCommit && [
    news(
      newestCommit.repository.title,
      newestCommit.repository.url,
      `newest commit on ${formatDay(newestCommit.at)}`,
    ),
  ];
  const released = releases
    .slice(0, NEWEST_SHOWN)
    .map(({ repository, release }) =>
      news(
        `${repository.title} ${release.tag}`,
        release.url,
        `${release.kind} of ${formatDay(release.publishedAt)}`,
      ),
    );
  const items = [...(commit ?? []), ...released];
  return [
    ...(items.length > 0 ? ['## Newest', list(items)] : []),
    ...mergedElsewhere(pullRequestsElsewhere),
  ].join('\n\n');
}

function mergedElsewhere(merged: Portfolio['pullRequestsElsewhere']): string[] {
  if (merged === null || merged.total === 0) return [];
  const items = merged.items
    .slice(0, NEWEST_SHOWN)
    .map(({ repository, title, url, mergedAt }) =>
      news(sanitizeText(title), url, `${repository}, ${formatDay(mergedAt)}`),
    );
  return ['## Merged elsewhere', `${pluralize(merged.total, 'pull request')}, newest first:`, list(items)];
}

/** One line of news. Its link is bold, because on GitHub colour alone would tell it from the words beside it. */
function news(title: string, url: string, words: string): string {
  return [`**${link(title, url)}**`, escapeText(words)].join(SEPARATOR);
}

const SEPARATOR = ' · ';

function list(items: readonly string[]): string {
  return items.map((text) => `- ${text}`).join('\n');
}
