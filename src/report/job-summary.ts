import type { Finding } from '../audit/finding.ts';
import type { WorkflowInputs } from '../context/workflow-inputs.ts';
import type { Problem } from '../errors.ts';
import { escapeText } from '../render/escape.ts';
import { formatCount, formatDay, pluralize } from '../render/format.ts';
import { sanitizeText } from '../render/sanitize.ts';
import { commitMessage } from './commit-message.ts';
import { findingsCount } from './findings.ts';
import {
  describeChange,
  type RefreshReport,
  reportLine,
  type StaleReport,
  sharedFailures,
  subjectsLine,
} from './refresh-report.ts';
import type { RunReport } from './run-report.ts';
import type { StepTiming } from './step-timings.ts';

const MOST_ROWS = 200;
/** GitHub takes a summary of one mebibyte and drops a longer one whole (docs.github.com, workflow commands). In bytes. */
const LARGEST = 1_000_000;
const LONGEST_CELL = 150;

/** The job summary of a run, in Markdown: the news first, then what needs a person, then what it took. */
export function runSummary({ refresh, findings, stages }: RunReport): string {
  const problems = stages.flatMap((stage) => stage.problems);
  const parts = [
    `## ${headline(refresh)}`,
    ...(refresh ? refreshParts(refresh) : []),
    ...(problems.length > 0 ? ['### To mend', list(problems.map(problemLine))] : []),
    ...(stages.length > 0 ? ['### What it took', costs(stages)] : []),
    ...(findings ? [findingsDetails(findings)] : []),
  ];
  return bounded(`${parts.join('\n\n')}\n`);
}

function costs(stages: readonly StepTiming[]): string {
  const rows = stages.map((one) => [one.stage, `${one.seconds.toFixed(1)} s`, one.result ?? 'failed']);
  return table(['Stage', 'Time', 'Result'], rows);
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
  const isList = refresh.isComplete || refresh.manual.repositories.length > 0;
  return isList ? 'Nothing changed' : 'GitHub did not list the repositories: nothing new is known';
}

function refreshParts(refresh: RefreshReport): string[] {
  const { manual, isTokenRejected, changes, stale, notShown } = refresh;
  const refused = stale.filter((section) => section.refused);
  const failed = stale.filter((section) => !section.refused);
  return [
    ...askedFor(manual),
    `${reportLine(refresh)}.`,
    ...(isTokenRejected ? [TOKEN_REJECTED] : []),
    ...(changes.length > 0
      ? [
          table(
            ['What', 'Fact', 'Before', 'After'],
            changes.map((change) => Object.values(describeChange(change))),
          ),
        ]
      : []),
    ...(refused.length > 0 ? ['### Refused', HOW_TO_ACCEPT, refusals(refused)] : []),
    ...(failed.length > 0 ? ['### Not confirmed', 'The last good values stay.', failures(failed)] : []),
    ...(notShown.length > 0
      ? ['### Named, but not shown', `${notShown.map(escapeText).join(', ')}. ${NOT_SHOWN}`]
      : []),
  ];
}

const NOT_SHOWN =
  'GitHub gave no public repository of that name, or it is left out: as a fork, by `exclude` in `data/portfolio.yaml`, or because it is the portfolio itself.';

const TOKEN_REJECTED =
  'GitHub **rejected the token**, so the refresh went on without one, as anybody may: with 60 requests an hour and without the calendar. Renew the secret that `GITHUB_TOKEN` is set from.';

function askedFor({ repositories, isFull, acceptsRegressions, reason }: WorkflowInputs): string[] {
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
  const rows = refused.map(({ subject, fact: section, refused: answer }) => [
    subject,
    answer?.answer ?? section,
    answer ? `${pluralize(answer.times, 'time')} since ${formatDay(answer.since)}` : '',
  ]);
  return table(['What', 'Refused', 'Seen'], rows);
}

function failures(failed: readonly StaleReport[]): string {
  const rows = sharedFailures(failed).map((failure) => [
    subjectsLine(failure),
    failure.facts.join(', '),
    failure.reason,
    formatDay(failure.since),
    failure.detail,
  ]);
  return table(['What', 'Sections', 'Why', 'Since', 'First answer'], rows);
}

function problemLine({ what, where, fix }: Problem): string {
  return `${where ? `\`${where.replaceAll('`', '')}\`: ` : ''}${escapeText(what)}. → ${escapeText(fix)}.`;
}

function findingsDetails(findings: readonly Finding[]): string {
  const items = findings.map(
    ({ severity, what, why, ...rest }) =>
      `**${severity}** ${problemLine({ what: `${what}; ${why}`, ...rest })}`,
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

/** At most so many lines that GitHub takes the summary. */
function cut(lines: readonly string[]): string[] {
  const more =
    lines.length > MOST_ROWS ? [`\n… and ${formatCount(lines.length - MOST_ROWS)} more in the report`] : [];
  return [...lines.slice(0, MOST_ROWS), ...more];
}
