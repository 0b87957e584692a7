import type { Highlight, Resume, Work } from '../config/resume-schema.ts';
import type { Portfolio } from '../portfolio/model.ts';
import { fullHighlight } from '../portfolio/resume.ts';
import { escapeText, foldText, link } from './escape.ts';
import { formatDate, formatPeriod, formatTenure } from './format.ts';

/** `/resume.md`: the whole résumé as plain Markdown. */
export function renderResumeMarkdown(portfolio: Portfolio): string {
  const { resume } = portfolio;
  const { titles, basics } = resume;
  const blocks = [
    `# ${escapeText(basics.name)}`,
    `**${escapeText(basics.label)}**`,
    contact(portfolio).join(' | '),
    ...section(titles.summary, [foldText(basics.summary)]),
    ...section(
      titles.work,
      resume.work.flatMap((work) => job(work, portfolio.asOf)),
    ),
    ...section(titles.projects, [list(resume.projects.map(project))]),
    ...section(titles.skills, [list(resume.skills.map(skillGroup))]),
    ...section(titles.education, [list(resume.education.map(education))]),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function contact({ resume: { basics }, phone }: Portfolio): string[] {
  const addresses = [basics.url, ...basics.profiles.map(({ url }) => url)].filter((url) => url !== undefined);
  return [
    ...addresses.map((url) => link(shortAddress(url), url)),
    ...(basics.email ? [link(basics.email, `mailto:${basics.email}`)] : []),
    ...(phone ? [escapeText(phone)] : []),
  ];
}

/** An address as people write it: without scheme, `www.` and final slash. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}

function section(title: string, blocks: readonly string[]): string[] {
  return blocks.some((block) => block !== '') ? [`## ${escapeText(title)}`, ...blocks] : [];
}

function job(work: Work, asOf: string): string[] {
  const { name, position, location, description, summary, highlights = [], sections = [] } = work;
  const about = [location, description].filter((words) => words !== undefined);
  return [
    `### ${escapeText(position)} | ${escapeText(name)}`,
    [formatTenure(work, asOf), ...about.map(escapeText)].join(' | '),
    foldText(summary ?? ''),
    list(highlights.map(highlight)),
    ...sections.flatMap((group) => [`#### ${escapeText(group.name)}`, list(group.highlights.map(highlight))]),
  ];
}

function highlight(item: Highlight): string {
  const { text, metrics = [] } = fullHighlight(item);
  const measured = metrics.map((metric) => `  - **${escapeText(metric.name)}:** ${foldText(metric.text)}`);
  return [foldText(text), ...measured].join('\n');
}

function project({ name, url, description }: Resume['projects'][number]): string {
  const address = url ? ` (${link(shortAddress(url), url)})` : '';
  return `**${escapeText(name)}**${address}: ${foldText(description)}`;
}

function skillGroup({ name, keywords, summary }: Resume['skills'][number]): string {
  return `**${escapeText(name)}:** ${keywords.join(', ')}.${summary ? ` ${foldText(summary)}` : ''}`;
}

function education({
  area,
  studyType,
  institution,
  url,
  startDate,
  endDate,
  summary,
}: Resume['education'][number]) {
  const period = startDate ? formatPeriod(startDate, endDate) : endDate && formatDate(endDate);
  const school = institution && (url ? link(institution, url) : escapeText(institution));
  const about = [studyType && escapeText(studyType), school, period].filter(Boolean);
  const head = [`**${escapeText(area)}**`, ...about].join(' | ');
  return summary ? `${head}: ${foldText(summary)}` : head;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
