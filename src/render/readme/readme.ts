import { plainText } from '../../portfolio/inline.ts';
import type { Collection, Portfolio, PortfolioRepository } from '../../portfolio/model.ts';
import { escapeText, link, ownMarkdown } from '../escape.ts';
import { factsOf } from '../facts.ts';
import { formatDay, pluralize } from '../format.ts';
import { sanitizeText } from '../sanitize.ts';
import { type Blocks, WHOLE } from './markers.ts';
import { storagePictureTag } from './pictures.ts';

const MAX_ITEMS = 5;

/** The README in Markdown: each block by name, and all of them combined as {@link WHOLE}. */
export function renderReadmeBlocks(portfolio: Portfolio): Blocks {
  const blocks = {
    introduction: introduction(portfolio),
    projects: projects(portfolio),
    collections: portfolio.collections
      .map((collection) => collectionBlock(collection, portfolio))
      .join('\n\n'),
    reductions: reductions(portfolio),
    newest: latestItems(portfolio),
    date: portfolio.changedAt === null ? '' : `Facts as of ${formatDay(portfolio.changedAt)}.`,
  };
  const whole = Object.values(blocks).filter((block) => block !== '');
  return { [WHOLE]: whole.join('\n\n'), ...blocks };
}

/** The combined block that goes between `<!-- portfolio:start -->` and `<!-- portfolio:end -->`. */
export function renderReadmeBlock(portfolio: Portfolio): string {
  return renderReadmeBlocks(portfolio)[WHOLE] ?? '';
}

function introduction(portfolio: Portfolio): string {
  const { name, label, introduction: sentence } = portfolio;
  const blocks = [`# ${escapeText(name)}`];
  const sentenceNamesRole = plainText(sentence).startsWith(label);
  if (!sentenceNamesRole) blocks.push(`**${escapeText(label)}**`);
  blocks.push(ownMarkdown(sentence), links(portfolio).join(SEPARATOR));
  return blocks.join('\n\n');
}

function links({ site, profileUrl, resume: { basics } }: Portfolio): string[] {
  const otherProfiles = basics.profiles.filter(({ url }) => url !== profileUrl);
  const all = [
    link(new URL(site).host.replace(/^www\./, ''), site),
    link('Résumé', `${site}/resume/`),
    link('GitHub', profileUrl),
    ...otherProfiles.map(({ network, url }) => link(network, url)),
  ];
  if (basics.email) all.push(link(basics.email, `mailto:${basics.email}`));
  return all;
}

function projects(portfolio: Portfolio): string {
  if (portfolio.keyProjects.length === 0) return '';
  const items = portfolio.keyProjects.map((repository) => item(repository, portfolio));
  return ['## Key projects', list(items)].join('\n\n');
}

function collectionBlock({ title, description, repositories }: Collection, portfolio: Portfolio): string {
  const items = repositories.map((repository) => item({ ...repository, purpose: null }, portfolio));
  const blocks = [`## ${escapeText(title)}`];
  if (description) blocks.push(ownMarkdown(description));
  blocks.push(list(items));
  return blocks.join('\n\n');
}

/** A repository in up to three lines: name, purpose and facts. */
function item(repository: PortfolioRepository, portfolio: Portfolio): string {
  const { title, url, purpose, description } = repository;
  const about = purpose === null ? escapeText(sanitizeText(description ?? '')) : ownMarkdown(purpose);
  const facts = factsOf(repository, portfolio.login).map(escapeText);
  return [`**${link(title, url)}**`, about, facts.join(SEPARATOR)].filter(Boolean).join('\\\n  ');
}

function reductions(portfolio: Portfolio): string {
  if (portfolio.reductions.length === 0) return '';
  const items = portfolio.reductions.map(
    ({ name, before, after, reduction }) => `${escapeText(name)}: ${before} → ${after} (${reduction} less)`,
  );
  return ['## Storage reduced', storagePictureTag(portfolio), list(items)].join('\n\n');
}

function latestItems({ latestCommit, releases, pullRequestsElsewhere }: Portfolio): string {
  const items = releases.slice(0, MAX_ITEMS).map(({ repository, release }) => {
    const title = `${repository.title} ${release.tag}`;
    return datedItem(title, release.url, `${release.kind} of ${formatDay(release.publishedAt)}`);
  });
  if (latestCommit) {
    const { repository, at } = latestCommit;
    items.unshift(datedItem(repository.title, repository.url, `newest commit on ${formatDay(at)}`));
  }
  const blocks = items.length > 0 ? ['## Newest', list(items)] : [];
  blocks.push(...mergedElsewhere(pullRequestsElsewhere));
  return blocks.join('\n\n');
}

function mergedElsewhere(merged: Portfolio['pullRequestsElsewhere']): string[] {
  if (merged === null || merged.total === 0) return [];
  const items = merged.items
    .slice(0, MAX_ITEMS)
    .map(({ repository, title, url, mergedAt }) =>
      datedItem(sanitizeText(title), url, `${repository}, ${formatDay(mergedAt)}`),
    );
  return ['## Merged elsewhere', `${pluralize(merged.total, 'pull request')}, newest first:`, list(items)];
}

/** A dated item. Its link is bold because otherwise only color would set it apart from the text on GitHub. */
function datedItem(title: string, url: string, about: string): string {
  return [`**${link(title, url)}**`, escapeText(about)].join(SEPARATOR);
}

const SEPARATOR = ' · ';

function list(items: readonly string[]): string {
  return items.map((text) => `- ${text}`).join('\n');
}
