import type { Notice } from '../errors.ts';
import { escapeText } from '../render/escape.ts';
import { describeChange, describeNoChanges, formatTotals } from './changes.ts';
import { commitMessage } from './commit-message.ts';
import { list, noticeLine, table } from './markdown.ts';
import { countNotices } from './notice.ts';
import type { RefreshReport } from './refresh-report.ts';
import type { RunReport, Stage } from './run-report.ts';
import { setUpParts } from './set-up.ts';

/** In bytes. GitHub accepts a summary of up to one mebibyte, and drops a longer one entirely (docs.github.com, workflow commands). */
const MAX_BYTES = 1_000_000;

/**
 * The job summary of a run, in Markdown: first the changes, then what needs attention, then how long it took. `publishes` is
 * what the run publishes, if not everything.
 */
export function jobSummary({ refresh, setUp, stages }: RunReport, publishes?: string): string {
  const notices = stages.flatMap((stage) => stage.notices);
  const isNote = ({ level }: Notice) => level === 'notice';
  const stale = notices.filter((notice) => notice.since !== undefined && !isNote(notice));
  const urgent = notices.filter((notice) => notice.since === undefined && !isNote(notice));
  const notes = notices.filter(isNote);
  const parts = setUp ? setUpParts(setUp) : [`## ${headline(refresh)}`];
  if (refresh && setUp) parts.push(`${formatTotals(refresh)}.`);
  else if (refresh) parts.push(...refreshParts(refresh));
  if (publishes !== undefined) parts.push(describePublishing(publishes));
  if (urgent.length > 0) parts.push('### Action needed', list(urgent.map(titledLine)));
  if (stale.length > 0) parts.push('### Not updated', KEPT, list(stale.map(noticeLine)));
  if (stages.length > 0) parts.push('### Timing', timingTable(stages));
  if (notes.length > 0) parts.push(collapsed(notes));
  return truncated(`${parts.join('\n\n')}\n`);
}

function describePublishing(publishes: string): string {
  return `This run publishes **${escapeText(publishes)}**; a run on a branch other than the default one publishes nothing. The artifact \`site-…\` is a preview.`;
}

const KEPT = 'The site keeps the last known values.';

function headline(refresh: RefreshReport | null): string {
  if (!refresh) return 'Nothing was fetched';
  return refresh.changes.length > 0 ? escapeText(commitMessage(refresh)) : describeNoChanges(refresh);
}

function refreshParts(refresh: RefreshReport): string[] {
  const { repositories, isFull, acceptsRegressions } = refresh.inputs;
  const parts = [`${formatTotals(refresh)}.`];
  if (repositories.length > 0) parts.push(`Only ${repositories.map(escapeText).join(', ')}.`);
  if (isFull) parts.push('Everything was fetched again.');
  if (acceptsRegressions) parts.push('Sharp drops were accepted.');
  if (refresh.changes.length === 0) return parts;
  const rows = refresh.changes.map(describeChange);
  const cells = rows.map(({ subject, what, before, after }) => [subject, what, before, after]);
  return [...parts, table(['What', 'Field', 'Before', 'After'], cells)];
}

function titledLine(notice: Notice): string {
  const title = notice.level === 'error' ? `${notice.title} (error)` : notice.title;
  return `**${escapeText(title)}:** ${noticeLine(notice)}`;
}

function timingTable(stages: readonly Stage[]): string {
  const rows = stages.map(({ name, seconds, result }) => [
    name,
    `${seconds.toFixed(1)} s`,
    result ?? 'failed',
  ]);
  return table(['Step', 'Time', 'Result'], rows);
}

function collapsed(notes: readonly Notice[]): string {
  const lines = list(notes.map(titledLine));
  return `<details><summary>For your information: ${countNotices(notes)}</summary>\n\n${lines}\n\n</details>`;
}

function truncated(summary: string): string {
  if (Buffer.byteLength(summary) <= MAX_BYTES) return summary;
  const beginning = Buffer.from(summary).subarray(0, MAX_BYTES).toString();
  return `${beginning.slice(0, beginning.lastIndexOf('\n'))}\n\n… see the report artifact for the rest\n`;
}
