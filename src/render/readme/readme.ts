import { plainText } from '../../portfolio/inline.ts';
import { firstSentence } from '../../portfolio/introduction.ts';
import type { Collection, Portfolio } from '../../portfolio/model.ts';
import { hasResume } from '../../portfolio/resume.ts';
import { escapeText, link, ownMarkdown } from '../escape.ts';
import { formatDay, pluralize } from '../format.ts';
import { sanitizeText } from '../sanitize.ts';
import { firstKeywords } from '../site/spec-sheet.ts';
import { words } from '../site/words.ts';
import { type Blocks, WHOLE } from './markers.ts';
import { pictureTag } from './pictures.ts';
import { type ProjectRow, projectTable } from './projects.ts';

const MAX_ITEMS = 5;
/** With more rows, the README would no longer fit a screen. */
const MAX_PROJECTS = 8;
const MAX_KEYWORDS = 3;
const SEPARATOR = ' · ';

/** The README in Markdown: each block by name, and the main ones combined as {@link WHOLE}. */
export function renderReadmeBlocks(portfolio: Portfolio): Blocks {
  const main = {
    introduction: introduction(portfolio),
    work: pictureTag(portfolio, 'work'),
    projects: projects(portfolio),
    reductions: reductions(portfolio),
    date: date(portfolio),
  };
  const whole = Object.values(main).filter((block) => block !== '');
  return {
    [WHOLE]: whole.join('\n\n'),
    ...main,
    collections: portfolio.collections
      .map((collection) => collectionBlock(collection, portfolio))
      .join('\n\n'),
    newest: latestItems(portfolio),
  };
}

/** The combined block that goes between `<!-- portfolio:start -->` and `<!-- portfolio:end -->`. */
export function renderReadmeBlock(portfolio: Portfolio): string {
  return renderReadmeBlocks(portfolio)[WHOLE] ?? '';
}

function introduction(portfolio: Portfolio): string {
  const sentences = [role(portfolio), skills(portfolio), seeking(portfolio)].filter(Boolean);
  return [`# ${escapeText(portfolio.name)}`, sentences.join(' '), links(portfolio).join(SEPARATOR)].join(
    '\n\n',
  );
}

/** The role, and the first sentence of the introduction, which may begin with it. */
function role({ label, introduction: text }: Portfolio): string {
  const sentence = firstSentence(text);
  if (plainText(sentence).startsWith(label)) return ownMarkdown(sentence);
  return `**${escapeText(withFullStop(label))}** ${ownMarkdown(sentence)}`;
}

function skills({ resume }: Portfolio): string {
  const [group] = resume.skills;
  if (!group) return '';
  const keywords = firstKeywords(group.keywords, MAX_KEYWORDS).map(ownMarkdown);
  return `${escapeText(group.name)}: ${withFullStop(keywords.join(', '))}`;
}

function seeking({ seeking: text }: Portfolio): string {
  if (text === null) return '';
  const inSentence = text.replace(/^\**(?:A|An|The)\b/, (article) => article.toLowerCase());
  return `Looking for ${ownMarkdown(withFullStop(inSentence))}`;
}

function withFullStop(sentence: string): string {
  return /[.!?]\**$/.test(sentence) ? sentence : `${sentence}.`;
}

function links({ site, profileUrl, resume }: Portfolio): string[] {
  const { basics } = resume;
  const otherProfiles = basics.profiles.filter(({ url }) => url !== profileUrl);
  const all = [
    link(new URL(site).host.replace(/^www\./, ''), site),
    ...otherProfiles.map(({ network, url }) => link(network, url)),
  ];
  if (hasResume(resume)) all.unshift(link('Résumé', `${site}/resume/`));
  if (basics.email) all.push(link('Email', `mailto:${basics.email}`));
  return all;
}

/** Key projects, then the members of collections. */
function projects(portfolio: Portfolio): string {
  const { keyProjects, collections, repositories, site } = portfolio;
  const all = [...keyProjects.map((repository) => ({ repository })), ...collections.flatMap(rowsOf)];
  if (all.length === 0) return '';
  const blocks = [projectTable(all.slice(0, MAX_PROJECTS), portfolio)];
  if (all.length > MAX_PROJECTS) {
    blocks.push(link(`See all ${repositories.length} repositories`, `${site}/projects/`));
  }
  return blocks.join('\n\n');
}

function collectionBlock(collection: Collection, portfolio: Portfolio): string {
  const { title, description } = collection;
  const blocks = [`## ${escapeText(title)}`];
  if (description) blocks.push(ownMarkdown(description));
  blocks.push(projectTable(rowsOf(collection), portfolio));
  return blocks.join('\n\n');
}

function rowsOf({ title, repositories }: Collection): ProjectRow[] {
  return repositories.map((repository) => ({ repository, collection: title }));
}

function reductions(portfolio: Portfolio): string {
  if (portfolio.reductions.length === 0) return '';
  const title = portfolio.reductionsTitle ?? words.home.reductions.heading;
  return [`**${escapeText(title)}**`, pictureTag(portfolio, 'storage')].join('\n\n');
}

function date({ changedAt, site, repository }: Portfolio): string {
  if (changedAt === null) return '';
  const workflow = link('scheduled workflow', `https://github.com/${repository}/actions`);
  const verified = link('verified', `${site}/verify/`);
  return `<sub>Updated ${formatDay(changedAt)} by a ${workflow}. Every number can be ${verified}.</sub>`;
}

function latestItems({ latestCommit, releases, pullRequestsElsewhere }: Portfolio): string {
  const items = releases.slice(0, MAX_ITEMS).map(({ repository, release }) => {
    const title = `${repository.title} ${release.tag}`;
    return datedItem(title, release.url, `released ${formatDay(release.publishedAt)}`);
  });
  if (latestCommit) {
    const { repository, at } = latestCommit;
    items.unshift(datedItem(repository.title, repository.url, `last commit ${formatDay(at)}`));
  }
  const blocks = items.length > 0 ? ['## Latest', list(items)] : [];
  blocks.push(...contributions(pullRequestsElsewhere));
  return blocks.join('\n\n');
}

function contributions(merged: Portfolio['pullRequestsElsewhere']): string[] {
  if (merged === null || merged.total === 0) return [];
  const items = merged.items
    .slice(0, MAX_ITEMS)
    .map(({ repository, title, url, mergedAt }) =>
      datedItem(sanitizeText(title), url, `${repository}, ${formatDay(mergedAt)}`),
    );
  const total = `Latest of ${pluralize(merged.total, 'merged pull request')}:`;
  return ['## Open-source contributions', total, list(items)];
}

/** A dated item. Its link is bold because otherwise only color would set it apart from the text on GitHub. */
function datedItem(title: string, url: string, about: string): string {
  return [`**${link(title, url)}**`, escapeText(about)].join(SEPARATOR);
}

function list(items: readonly string[]): string {
  return items.map((text) => `- ${text}`).join('\n');
}
