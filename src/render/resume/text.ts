import type { Highlight, Work } from '../../config/resume-schema.ts';
import { inlineSpans } from '../../portfolio/inline.ts';
import type { Portfolio } from '../../portfolio/model.ts';
import { fullHighlight, repositoryAt } from '../../portfolio/resume.ts';
import { markdownBlocks } from '../../text/markdown-blocks.ts';
import { withoutScheme } from '../address.ts';
import { toSingleLine } from '../escape.ts';
import { factsOf } from '../facts.ts';
import { formatDay, formatTenure } from '../format.ts';
import { formatLinks, type OutputFormat } from '../site/formats.ts';
import { type Entry, locationOf, optionalSectionsOf, projectNotes } from './entries.ts';
import { reductionBars } from './reduction-bars.ts';
import { WIDTH, wrap } from './text-layout.ts';

/**
 * `/resume.txt`: the résumé as plain text in 72 columns, for `curl`. No colors or escape sequences. The last line lists the
 * other formats.
 */
export function renderResumeText(
  portfolio: Portfolio,
  otherFormats: readonly OutputFormat[] = formatLinks({ hasPdf: true }).resumeText,
): string {
  const { resume } = portfolio;
  const { titles } = resume;
  return [
    header(portfolio),
    section(titles.summary, prose(resume.basics.summary)),
    section(
      titles.work,
      resume.work.flatMap((work) => job(work, portfolio.asOf)),
    ),
    section(
      titles.projects,
      resume.projects.map((entry) => project(entry, portfolio)),
    ),
    section(titles.skills, resume.skills.map(skillGroup)),
    ...optionalSectionsOf(resume).map(({ title, entries }) => section(title, entries.map(renderEntry))),
    section('Storage, before and after', [reductionBars(portfolio)]),
    footer(portfolio, otherFormats),
  ]
    .filter((block) => block !== '')
    .join('\n\n\n')
    .concat('\n');
}

function header({ resume: { basics }, phone }: Portfolio): string {
  const contact = [
    basics.url,
    ...basics.profiles.map(({ url }) => url),
    basics.email,
    phone,
    locationOf(basics),
  ];
  return [basics.name.toUpperCase(), basics.label, '', ...contact.filter(Boolean)].join('\n');
}

function section(title: string, blocks: readonly string[]): string {
  const filled = blocks.filter((block) => block !== '');
  return filled.length === 0 ? '' : `${title.toUpperCase()}\n${'─'.repeat(WIDTH)}\n${filled.join('\n\n')}`;
}

/** The owner's inline Markdown as text. The URL of a link follows it in parentheses unless the text shows it. */
function inlineText(markdown: string): string {
  return inlineSpans(markdown)
    .map(({ text, url }) => (url === null || text.includes(withoutScheme(url)) ? text : `${text} (${url})`))
    .join('');
}

/** Paragraphs and lists, as blocks. */
function prose(markdown: string): string[] {
  return markdownBlocks(markdown).map((block) =>
    block.kind === 'list' ? block.items.map(item).join('\n') : wrap(inlineText(block.text)),
  );
}

function job(work: Work, asOf: string): string[] {
  const { name, position, location, description, summary, highlights = [], sections = [] } = work;
  const about = [formatTenure(work, asOf), location, description].filter(Boolean).join(' · ');
  const head = [position, name].filter(Boolean).join(' | ');
  return [
    [head, about]
      .filter(Boolean)
      .map((part) => wrap(part))
      .join('\n'),
    ...prose(summary ?? ''),
    highlights.map(item).join('\n'),
    ...sections.map((group) => [wrap(group.name), ...group.highlights.map(item)].join('\n')),
  ];
}

function item(highlight: Highlight): string {
  const { text, metrics: reductions = [] } = fullHighlight(highlight);
  const subItems = reductions.map((reduction) =>
    wrap(`${reduction.name}: ${inlineText(reduction.text)}`, '    - ', '      '),
  );
  return [wrap(inlineText(text), '  - ', '    '), ...subItems].join('\n');
}

function project(entry: Portfolio['resume']['projects'][number], portfolio: Portfolio): string {
  const { name, url, description, highlights = [] } = entry;
  const repository = repositoryAt(url, portfolio.repositories);
  const facts = repository ? factsOf(repository, portfolio.login, portfolio.asOf) : [];
  const notes = [description ?? '', ...projectNotes(entry)].filter((text) => text !== '');
  const lines = [name];
  if (url) lines.push(url);
  lines.push(...notes.map((text) => wrap(inlineText(text), '  ')));
  lines.push(...highlights.map(item));
  lines.push(...facts.map((fact) => wrap(toSingleLine(fact), '  · ', '    ')));
  return lines.join('\n');
}

function skillGroup({ name, level, keywords, summary }: Portfolio['resume']['skills'][number]): string {
  const head = level ? `${name} (${level})` : name;
  const skills = `${head}: ${keywords.join(', ')}.`;
  return wrap(inlineText(summary ? `${skills} ${summary}` : skills), '', '  ');
}

function renderEntry({ name, about, text, lines }: Entry): string {
  const head = [name, ...about]
    .flatMap((part) => [part.text, part.url ?? ''])
    .filter(Boolean)
    .join(' | ');
  const whole = text === null ? head : `${head}: ${inlineText(text)}`;
  return [wrap(whole, '', '  '), ...lines.map(item)].join('\n');
}

function footer({ site, changedAt, profileUrl }: Portfolio, otherFormats: readonly OutputFormat[]): string {
  const files = otherFormats.map(({ file }) => file).join(', ');
  const lines = [`${site}/`, profileUrl, `Other formats: ${files}`];
  if (changedAt !== null) lines.unshift(`Updated ${formatDay(changedAt)}.`);
  return lines.join('\n');
}
