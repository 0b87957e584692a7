import { join } from 'node:path';
import { describeProblem } from '../errors.ts';
import { type ImportNote, importReport } from '../init/import-notes.ts';
import type { SetUp } from '../init/set-up.ts';
import { escapeText } from '../render/escape.ts';
import { parseUrl } from '../text/url.ts';
import { list, noticeLine, table } from './markdown.ts';
import type { RunReport } from './run-report.ts';

/** What was set up and what to do next, for a terminal. */
export function setUpText(setUp: SetUp, { data, target }: { data: string; target: string }): string {
  const { login, choices, notes, problems, todo } = setUp;
  const lines = [`Set up ${data} and ${target} for ${login}.`, describeResume(setUp)];
  if (choices.length > 0) {
    lines.push(`Suggested key projects (edit ${join(data, 'portfolio.yaml')}):`);
    lines.push(...choices.map(({ name, why }) => `  ${name} (${why})`));
  }
  lines.push(...problems.map(describeProblem), ...importReport(notes));
  lines.push('What to write next:', ...todo.map((task) => `  - ${task}`));
  lines.push(`Review the files in ${data}, then run: npm start`);
  return lines.join('\n');
}

/** Which résumé was used. */
function describeResume({ resumeFrom }: SetUp, shown = (source: string) => source): string {
  if (resumeFrom !== null) return `Imported the résumé from ${shown(resumeFrom)}.`;
  return 'Found no résumé: neither resume.json or resume.yaml in this folder, nor a public gist with resume.json.';
}

/** A path as code, or an address as a link, in Markdown. */
function linked(source: string): string {
  const url = parseUrl(source);
  return url ? `<${url.href}>` : `\`${source.replaceAll('`', '')}\``;
}

/** The same for the job summary, as paragraphs of Markdown. */
export function setUpParts({ login, result }: NonNullable<RunReport['setUp']>): string[] {
  if (result === null) return [`## Not set up for ${login}`, FAILED];
  const { choices, notes, todo } = result;
  const parts = [`## Set up for ${login}`, describeResume(result, linked)];
  parts.push('### What to write next', list(todo.map(escapeText)));
  if (choices.length > 0) {
    const rows = choices.map(({ name, why }) => [name, why]);
    parts.push('### Suggested key projects', table(['Repository', 'Why'], rows));
  }
  const imported = notes.filter(({ kind }) => kind !== 'suggested');
  if (imported.length > 0) parts.push('### Not imported as written', list(imported.map(noteLine)));
  return parts;
}

const FAILED =
  'Nothing was committed or deployed, and nothing was changed. Fix what is listed below; the next run tries again.';

function noteLine({ path, where, value, reason, fix }: ImportNote): string {
  const written = value === null ? path : `${path} is ${value}`;
  return noticeLine({ level: 'notice', title: '', message: `${written}: ${reason}`, location: where, fix });
}
