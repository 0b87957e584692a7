import type { Finding } from '../audit/finding.ts';
import type { WorkflowInputs } from '../context/workflow-inputs.ts';
import type { Problem } from '../errors.ts';
import { escapeText } from '../render/escape.ts';
import { formatCount, formatDay, pluralize } from '../render/format.ts';
import { sanitizeText } from '../render/sanitize.ts';
import type { Change } from '../snapshot/diff.ts';
import { commitMessage } from './commit-message.ts';
import { findingsCount } from './findings.ts';
import {
  describeChange,
  formatSubjects,
  formatTotals,
  type RefreshReport,
  type StaleReport,
  sharedFailures,
} from './refresh-report.ts';
import type { RunReport } from './run-report.ts';
import type { StepTiming } from './step-timings.ts';

const MOST_ROWS = 200;
/** GitHub takes a summary of one mebibyte and drops a longer one whole (docs.github.com, workflow commands). In bytes. */
const LARGEST = 1_000_000;
const LONGEST_CELL = 150;

/** The job summary of a run, in Markdown: the news first, then what needs a person, then what it took. */
export function runSummary({ refresh, findings, steps }: RunReport): string {
  const problems = steps.flatMap((step) => step.problems);
  const parts = [`## ${headline(refresh)}`];
  if (refresh) parts.push(...refreshParts(refresh));
  if (problems.length > 0) parts.push('### Action needed', list(problems.map(formatProblem)));
  if (steps.length > 0) parts.push('### What it took', timingsTable(steps));
  if (findings) parts.push(findingsDetails(findings));
  return bounded(`${parts.join('\n\n')}\n`);
}

function timingsTable(steps: readonly StepTiming[]): string {
  const rows = steps.map(({ step, seconds, result }) => [
    step,
    `${seconds.toFixed(1)} s`,
    result ?? 'failed',
  ]);
  return table(['Step', 'Time', 'Result'], rows);
}

function bounded(summary: string): string {
  if (Buffer.byteLength(summary) <= LARGEST) return summary;
  const beginning = Buffer.from(summary).subarray(0, LARGEST).toString();
  return `${beginning.slice(0, beginning.lastIndexOf('\n'))}\n\n… the rest stands in the report\n`;
}

function headline(refresh: RefreshReport | null): string {
  if (!refresh) return 'No refresh';
  if (refresh.changes.length > 0) return escapeText(commitMessage(refresh));
  // Where only some were asked for, there is no list.
  const isList = refresh.isComplete || refresh.inputs.repositories.length > 0;
  return isList ? 'Nothing changed' : 'GitHub did not list the repositories: nothing new is known';
}

function refreshParts(refresh: RefreshReport): string[] {
  const { inputs, isTokenRejected, changes, stale, notShown } = refresh;
  const refused = stale.filter((fact) => fact.refused);
  const failed = stale.filter((fact) => !fact.refused);
  const parts = [...describeInputs(inputs), `${formatTotals(refresh)}.`];
  if (isTokenRejected) parts.push(TOKEN_REJECTED);
  if (changes.length > 0) parts.push(changesTable(changes));
  if (refused.length > 0) parts.push('### Refused', HOW_TO_ACCEPT, refusals(refused));
  if (failed.length > 0) parts.push('### Not confirmed', 'The last good values stay.', failures(failed));
  if (notShown.length > 0) {
    parts.push('### Named, but not shown', `${notShown.map(escapeText).join(', ')}. ${NOT_SHOWN}`);
  }
  return parts;
}

function changesTable(changes: readonly Change[]): string {
  const rows = changes.map(describeChange);
  return table(
    ['What', 'Fact', 'Before', 'After'],
    rows.map(({ subject, what, before, after }) => [subject, what, before, after]),
  );
}

const NOT_SHOWN =
  'GitHub gave no public repository of that name, or it is left out: as a fork, by `exclude` in `data/portfolio.yaml`, or because it is the portfolio itself.';

const TOKEN_REJECTED =
  'GitHub **rejected the token**, so the refresh went on without one, as anybody may: with 60 requests an hour and without the calendar. Renew the secret that `GITHUB_TOKEN` is set from.';

function describeInputs({ repositories, isFull, acceptsRegressions, reason }: WorkflowInputs): string[] {
  return [
    reason ? `Reason: ${escapeText(reason)}` : '',
    repositories.length > 0 ? `Asked only for ${repositories.map(escapeText).join(', ')}.` : '',
    isFull ? 'Asked again where nothing was pushed.' : '',
    acceptsRegressions ? 'Numbers that fell are believed.' : '',
  ].filter((part) => part !== '');
}

const HOW_TO_ACCEPT =
  'These numbers fell too far to be believed at once, so the last good values stay. They are believed after the same answer in three runs over 48 hours, or at once by a run by hand with *accept-regressions*.';

function refusals(refused: readonly StaleReport[]): string {
  const rows = refused.map(({ subject, fact, refused: answer }) => [
    subject,
    answer?.answer ?? fact,
    answer ? `${pluralize(answer.times, 'time')} since ${formatDay(answer.since)}` : '',
  ]);
  return table(['What', 'Refused', 'Seen'], rows);
}

function failures(failed: readonly StaleReport[]): string {
  const rows = sharedFailures(failed).map((failure) => [
    formatSubjects(failure),
    failure.facts.join(', '),
    failure.reason,
    formatDay(failure.since),
    failure.detail,
  ]);
  return table(['What', 'Facts', 'Why', 'Since', 'First answer'], rows);
}

function formatProblem({ what, where, fix }: Problem): string {
  return `${where ? `\`${where.replaceAll('`', '')}\`: ` : ''}${escapeText(what)}. → ${escapeText(fix)}.`;
}

function findingsDetails(findings: readonly Finding[]): string {
  const items = findings.map(
    ({ severity, what, why, ...rest }) =>
      `**${severity}** ${formatProblem({ what: `${what}; ${why}`, ...rest })}`,
  );
  return `<details><summary>Audit: ${findingsCount(findings)}</summary>\n\n${list(items)}\n\n</details>`;
}

function list(items: readonly string[]): string {
  return cut(items.map((item) => `- ${item}`)).join('\n');
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...cut(rows.map(line))].join('\n');
}

function cell(text: string): string {
  return escapeText(sanitizeText(text, LONGEST_CELL));
}

/** At most as many lines as keep the summary short enough for GitHub. */
function cut(lines: readonly string[]): string[] {
  if (lines.length <= MOST_ROWS) return [...lines];
  const more = `\n… and ${formatCount(lines.length - MOST_ROWS)} more in the report`;
  return [...lines.slice(0, MOST_ROWS), more];
}
