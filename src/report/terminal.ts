import type { Notice } from '../errors.ts';
import { describeProblem } from '../errors.ts';
import { toSingleLine } from '../render/escape.ts';
import { formatCount } from '../render/format.ts';
import { describeChange, describeNoChanges, formatTotals } from './changes.ts';
import type { RefreshReport } from './refresh-report.ts';
import type { RunReport } from './run-report.ts';

/** Longer lists would scroll the important lines out of the terminal. */
const MAX_CHANGES = 20;
const MAX_NOTICES = 100;

/** Formats notices for a terminal, two lines each: `file:line:column: level: message`, and what to do. */
export function noticesText(notices: readonly Notice[]): string {
  const texts = notices.slice(0, MAX_NOTICES).map(noticeText);
  const more = notices.length - texts.length;
  if (more > 0) texts.push(`… and ${formatCount(more)} more; --json has all of them`);
  return texts.join('\n\n');
}

function noticeText({ level, message, location, fix }: Notice): string {
  const problem = { what: `${level}: ${toSingleLine(message)}`, fix: toSingleLine(fix) };
  return describeProblem(location === undefined ? problem : { ...problem, where: location });
}

/** What a refresh changed. */
export function refreshText(report: RefreshReport): string {
  const changes = report.changes.map((change) => {
    const { subject, what, before, after } = describeChange(change);
    return toSingleLine(`${subject} ${what}${after === '' ? '' : `: ${before} → ${after}`}`);
  });
  if (changes.length === 0) return `${formatTotals(report)}\n${describeNoChanges(report)}.`;
  const shown = changes.slice(0, MAX_CHANGES).map((change) => `  ${change}`);
  const more = changes.length - shown.length;
  if (more > 0) shown.push(`  … and ${formatCount(more)} more`);
  return [formatTotals(report), 'Changed:', ...shown].join('\n');
}

/** What a daily run did, stage by stage. */
export function dailyText({ refresh, stages }: RunReport): string {
  const lines = stages.map(({ name, seconds, result }) => {
    const time = `${seconds.toFixed(1)} s`.padStart(8);
    return `${name.padEnd(15)}${time}  ${result ?? 'failed'}`;
  });
  return [...(refresh ? [refreshText(refresh), ''] : []), ...lines].join('\n');
}
