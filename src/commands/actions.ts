import { join } from 'node:path';
import { appendText } from '../files.ts';
import { escapeText } from '../render/escape.ts';
import { formatCount, formatDay } from '../render/format.ts';
import type { Context } from './command.ts';
import type { ManualRun } from './manual-run.ts';
import type { RefreshReport } from './refresh-report.ts';

/** What a workflow run shows beside its log. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  /** The file that must be edited, where there is one. */
  file?: string;
}

/** The line by which a step sets an annotation (docs.github.com, workflow commands). */
export function annotationLine({ level, title, message, file }: Annotation): string {
  const properties = [...(file ? [`file=${property(file)}`] : []), `title=${property(title)}`].join(',');
  return `::${level} ${properties}::${escapeData(message)}`;
}

/** Lines under a heading that folds. A line that would be a workflow command is made harmless. */
export function groupLines(title: string, text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^(\s*)::/, '$1: :'));
  return [`::group::${escapeData(title)}`, ...lines, '::endgroup::'].join('\n');
}

/** The annotations of a refresh: one for each kind of problem, because GitHub shows ten a step at the most. */
export function refreshAnnotations(report: RefreshReport, configFile: string): Annotation[] {
  const { isTokenRejected, unseen, stale } = report;
  const annotations: Annotation[] = [];
  if (isTokenRejected) {
    const message =
      'GitHub answered 401; the run went on without a token. Renew the secret that GITHUB_TOKEN is set from.';
    annotations.push({ level: 'error', title: 'The token was rejected', message });
  }
  if (unseen.length > 0) {
    const message = `${unseen.join(', ')}: configured, but never seen on GitHub. Correct the name, or take it out.`;
    annotations.push({ level: 'warning', title: 'Unknown repository', message, file: configFile });
  }
  if (stale.length > 0) {
    const [first] = stale;
    const message = `The last good values stay. First of them: ${first?.subject} ${first?.section}: ${first?.detail}`;
    annotations.push({ level: 'warning', title: `${stale.length} sections could not be confirmed`, message });
  }
  return annotations;
}

const MOST_ROWS = 200;

/** The job summary of a refresh, in Markdown; `manual` is what a person asked for. */
export function refreshSummary(report: RefreshReport, manual: ManualRun): string {
  const { changes, stale, unseen, requests, asOf, repositories } = report;
  const changed = changes.map(({ repository, metric, before, after }) => [
    repository,
    metric,
    shown(before),
    shown(after),
  ]);
  const failed = stale.map(({ subject, section, reason, since, detail }) => [
    subject,
    section,
    reason,
    formatDay(since),
    detail,
  ]);
  const left = requests.remaining === null ? 'unknown' : formatCount(requests.remaining);
  return [
    '## Refresh',
    askedFor(manual),
    `${formatCount(repositories)} repositories, as of ${formatDay(asOf)}. ${formatCount(requests.used)} requests, ${left} left this hour.`,
    changed.length > 0 ? table(['Repository', 'Metric', 'Before', 'After'], changed) : 'Nothing changed.',
    failed.length > 0 ? '### Not confirmed\n\nThe last good values stay.' : '',
    failed.length > 0 ? table(['What', 'Section', 'Why', 'Since', 'Answer'], failed) : '',
    unseen.length > 0
      ? `### Configured, but never seen on GitHub\n\n${unseen.map(escapeText).join(', ')}`
      : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function askedFor({ repositories, isFull, reason }: ManualRun): string {
  return [
    reason ? `Reason: ${escapeText(reason)}` : '',
    repositories.length > 0 ? `Asked only for ${repositories.map(escapeText).join(', ')}.` : '',
    isFull ? 'Asked again where nothing was pushed.' : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Says in a workflow that Pages publishes at another address than the configured one, and what to change. */
export async function announceAddress(
  { environment, flags, say }: Context,
  configured: string,
  published: string,
): Promise<void> {
  const [own, real] = [configured, published].map((url) => url.replace(/\/+$/, '').toLowerCase());
  if (!environment.isActions || own === real) return;
  const file = join(flags.data, 'portfolio.yaml');
  const message = `The site was built for ${published}, where Pages publishes it; ${file} says ${configured}. Write the former there, or set the latter under Settings → Pages → Custom domain.`;
  say(annotationLine({ level: 'notice', title: 'Two addresses', message, file }));
  if (environment.summaryFile) await appendText(environment.summaryFile, `${escapeText(message)}\n`);
}

function shown(value: string | number | boolean | null): string {
  return value === null ? 'unknown' : String(value);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => escapeText(cell)).join(' | ')} |`;
  const more = rows.length > MOST_ROWS ? [`\n… and ${formatCount(rows.length - MOST_ROWS)} more`] : [];
  return [
    line(head),
    `|${' --- |'.repeat(head.length)}`,
    ...rows.slice(0, MOST_ROWS).map(line),
    ...more,
  ].join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
