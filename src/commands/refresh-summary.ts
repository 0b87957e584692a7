import { escapeText } from '../render/escape.ts';
import { foreign } from '../render/foreign.ts';
import { formatCount, formatDay } from '../render/format.ts';
import type { Change } from '../snapshot/diff.ts';
import type { ManualRun } from './manual-run.ts';
import { type RefreshReport, sharedFailures } from './refresh-report.ts';

const MOST_ROWS = 200;
// GitHub takes a summary of one mebibyte, and drops a longer one whole.
const LONGEST_CELL = 150;

/** The job summary of a refresh, in Markdown; `manual` is what a person asked for. */
export function refreshSummary(report: RefreshReport, manual: ManualRun): string {
  const { stale, unseen, requests, asOf, repositories } = report;
  const left = requests.remaining === null ? 'unknown' : formatCount(requests.remaining);
  const parts = [
    '## Refresh',
    ...askedFor(manual),
    `${formatCount(repositories)} repositories, as of ${formatDay(asOf)}. ${formatCount(requests.used)} requests, ${left} left this hour.`,
    news(report),
    ...(stale.length > 0 ? ['### Not confirmed', 'The last good values stay.', failures(report)] : []),
    ...(unseen.length > 0
      ? ['### Configured, but never seen on GitHub', unseen.map(escapeText).join(', ')]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function askedFor({ repositories, isFull, reason }: ManualRun): string[] {
  return [
    reason ? `Reason: ${escapeText(reason)}` : '',
    repositories.length > 0 ? `Asked only for ${repositories.map(escapeText).join(', ')}.` : '',
    isFull ? 'Asked again where nothing was pushed.' : '',
  ].filter((part) => part !== '');
}

function news({ changes, isComplete }: RefreshReport): string {
  if (changes.length > 0) return table(['Repository', 'What', 'Before', 'After'], changes.map(changeRow));
  return isComplete ? 'Nothing changed.' : 'GitHub did not list the repositories, so nothing new is known.';
}

function changeRow({ repository, metric, before, after }: Change): string[] {
  if (metric === 'repository') return [repository, before === null ? 'added' : 'removed', '', ''];
  return [repository, metric, String(before ?? 'unknown'), String(after ?? 'unknown')];
}

function failures({ stale }: RefreshReport): string {
  const rows = sharedFailures(stale).map(({ subject, sections, reason, since, detail }) => [
    subject,
    sections.join(', '),
    reason,
    formatDay(since),
    detail,
  ]);
  return table(['What', 'Sections', 'Why', 'Since', 'First answer'], rows);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => escapeText(foreign(cell, LONGEST_CELL))).join(' | ')} |`;
  const more = rows.length > MOST_ROWS ? [`\n… and ${formatCount(rows.length - MOST_ROWS)} more`] : [];
  return [
    line(head),
    `|${' --- |'.repeat(head.length)}`,
    ...rows.slice(0, MOST_ROWS).map(line),
    ...more,
  ].join('\n');
}
