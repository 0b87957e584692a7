import type { Highlight, Resume, Work } from '../../config/resume-schema.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import { fullHighlight } from '../../portfolio/resume.ts';
import { withoutScheme } from '../address.ts';
import { escapeText, link, toSingleLine } from '../escape.ts';
import { formatTenure } from '../format.ts';
import { type Entry, locationOf, optionalSectionsOf, projectNotes } from './entries.ts';

/** `/resume.md`: the whole résumé as plain Markdown. */
export function renderResumeMarkdown(portfolio: Portfolio): string {
  const { resume } = portfolio;
  const { titles, basics } = resume;
  const blocks = [
    `# ${escapeText(basics.name)}`,
    `**${escapeText(basics.label)}**`,
    contact(portfolio).join(' | '),
    ...section(titles.summary, [toSingleLine(basics.summary)]),
    ...section(
      titles.work,
      resume.work.flatMap((work) => job(work, portfolio.asOf)),
    ),
    ...section(titles.projects, [list(resume.projects.map(project))]),
    ...section(titles.skills, [list(resume.skills.map(skillGroup))]),
    ...optionalSectionsOf(resume).flatMap(({ title, entries }) =>
      section(title, [list(entries.map(listed))]),
    ),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function contact({ resume: { basics }, phone }: Portfolio): string[] {
  const addresses = [basics.url, ...basics.profiles.map(({ url }) => url)].filter((url) => url !== undefined);
  return [
    ...addresses.map((url) => link(withoutScheme(url), url)),
    ...(basics.email ? [link(basics.email, `mailto:${basics.email}`)] : []),
    ...(phone ? [escapeText(phone)] : []),
    ...(locationOf(basics) === null ? [] : [escapeText(locationOf(basics) ?? '')]),
  ];
}

function section(title: string, blocks: readonly string[]): string[] {
  return blocks.some((block) => block !== '') ? [`## ${escapeText(title)}`, ...blocks] : [];
}

function job(work: Work, asOf: string): string[] {
  const { name, position, location, description, summary, highlights = [], sections = [] } = work;
  const about = [location, description].filter((words) => words !== undefined);
  return [
    `### ${[position, name ?? ''].filter(Boolean).map(escapeText).join(' | ')}`,
    [formatTenure(work, asOf), ...about.map(escapeText)].filter(Boolean).join(' | '),
    toSingleLine(summary ?? ''),
    list(highlights.map(highlight)),
    ...sections.flatMap((group) => [`#### ${escapeText(group.name)}`, list(group.highlights.map(highlight))]),
  ];
}

function highlight(item: Highlight): string {
  const { text, metrics = [] } = fullHighlight(item);
  const measured = metrics.map(
    (metric) => `  - **${escapeText(metric.name)}:** ${toSingleLine(metric.text)}`,
  );
  return [toSingleLine(text), ...measured].join('\n');
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
  return `**${escapeText(level ? `${name} (${level})` : name)}:** ${keywords.join(', ')}.${summary ? ` ${toSingleLine(summary)}` : ''}`;
}

function listed({ name, about, text, lines }: Entry): string {
  const head = [
    `**${name.url === null ? escapeText(name.text) : link(name.text, name.url)}**`,
    ...about.map((words) => (words.url === null ? escapeText(words.text) : link(words.text, words.url))),
  ].join(' | ');
  return [text === null ? head : `${head}: ${toSingleLine(text)}`, ...lines.map(subItem)].join('\n');
}

function subItem(text: string): string {
  return `  - ${toSingleLine(text)}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
