import type { Highlight, Resume, Work } from '../../config/resume-schema.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import { fullHighlight } from '../../portfolio/resume.ts';
import { markdownBlocks } from '../../text/markdown-blocks.ts';
import { withoutScheme } from '../address.ts';
import { escapeText, link, toSingleLine } from '../escape.ts';
import { formatTenure } from '../format.ts';
import { type Entry, type Label, locationOf, optionalSectionsOf, projectNotes } from './entries.ts';

/** `/resume.md`: the whole résumé as plain Markdown. */
export function renderResumeMarkdown(portfolio: Portfolio): string {
  const { resume } = portfolio;
  const { titles, basics } = resume;
  const blocks = [
    `# ${escapeText(basics.name)}`,
    `**${escapeText(basics.label)}**`,
    contact(portfolio).join(' | '),
    ...section(titles.summary, prose(basics.summary)),
    ...section(
      titles.work,
      resume.work.flatMap((work) => job(work, portfolio.asOf)),
    ),
    ...section(titles.projects, [list(resume.projects.map(project))]),
    ...section(titles.skills, [list(resume.skills.map(skillGroup))]),
    ...optionalSectionsOf(resume).flatMap(({ title, entries }) =>
      section(title, [list(entries.map(renderEntry))]),
    ),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function contact({ resume: { basics }, phone }: Portfolio): string[] {
  const addresses = [basics.url, ...basics.profiles.map(({ url }) => url)].filter((url) => url !== undefined);
  const parts = addresses.map((url) => link(withoutScheme(url), url));
  if (basics.email) parts.push(link(basics.email, `mailto:${basics.email}`));
  if (phone) parts.push(escapeText(phone));
  const location = locationOf(basics);
  if (location !== null) parts.push(escapeText(location));
  return parts;
}

function section(title: string, blocks: readonly string[]): string[] {
  return blocks.some((block) => block !== '') ? [`## ${escapeText(title)}`, ...blocks] : [];
}

function job(work: Work, asOf: string): string[] {
  const { name, position, location, description, summary, highlights = [], sections = [] } = work;
  const about = [location, description].filter((text) => text !== undefined);
  return [
    `### ${[position, name ?? ''].filter(Boolean).map(escapeText).join(' | ')}`,
    [formatTenure(work, asOf), ...about.map(escapeText)].filter(Boolean).join(' | '),
    ...prose(summary ?? ''),
    list(highlights.map(highlight)),
    ...sections.flatMap((group) => [`#### ${escapeText(group.name)}`, list(group.highlights.map(highlight))]),
  ];
}

/** Paragraphs and lists, as blocks. */
function prose(markdown: string): string[] {
  return markdownBlocks(markdown).map((block) =>
    block.kind === 'list' ? list(block.items.map(toSingleLine)) : toSingleLine(block.text),
  );
}

function highlight(item: Highlight): string {
  const { text, metrics: reductions = [] } = fullHighlight(item);
  const subItems = reductions.map(
    (reduction) => `  - **${escapeText(reduction.name)}:** ${toSingleLine(reduction.text)}`,
  );
  return [toSingleLine(text), ...subItems].join('\n');
}

function project(entry: Resume['projects'][number]): string {
  const { name, url, description, highlights = [] } = entry;
  const address = url ? ` (${link(withoutScheme(url), url)})` : '';
  const head = `**${escapeText(name)}**${address}`;
  const notes = projectNotes(entry).map((note) => `\\\n  ${toSingleLine(note)}`);
  const text = description ? `${head}: ${toSingleLine(description)}` : head;
  return [text + notes.join(''), ...highlights.map(subItem)].join('\n');
}

function skillGroup({ name, level, keywords, summary }: Resume['skills'][number]): string {
  const head = escapeText(level ? `${name} (${level})` : name);
  const skills = `**${head}:** ${keywords.join(', ')}.`;
  return summary ? `${skills} ${toSingleLine(summary)}` : skills;
}

function renderEntry({ name, about, text, lines }: Entry): string {
  const head = [`**${renderLabel(name)}**`, ...about.map(renderLabel)].join(' | ');
  return [text === null ? head : `${head}: ${toSingleLine(text)}`, ...lines.map(subItem)].join('\n');
}

function renderLabel({ text, url }: Label): string {
  return url === null ? escapeText(text) : link(text, url);
}

function subItem(text: string): string {
  return `  - ${toSingleLine(text)}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
