import type { Notice } from '../errors.ts';
import { formatCount } from '../render/format.ts';

/** GitHub shows ten of a step and drops the others (github.com/actions/toolkit, docs/problem-matchers.md). */
const MAX_ANNOTATIONS = 10;

/**
 * The lines by which a step sets annotations (docs.github.com, workflow commands): errors first, then warnings. Notices stand
 * in the summary only. Where there are too many, the last line counts the others.
 */
export function annotationLines(notices: readonly Notice[]): string[] {
  const wanted = (['error', 'warning'] as const).flatMap((wantedLevel) =>
    notices.filter(({ level }) => level === wantedLevel),
  );
  if (wanted.length <= MAX_ANNOTATIONS) return wanted.map(annotationLine);
  const shown = wanted.slice(0, MAX_ANNOTATIONS - 1);
  const more = formatCount(wanted.length - shown.length);
  return [...shown.map(annotationLine), `::warning title=And more::${more} more in the summary of the run.`];
}

const FILE = /^[^:]+\.(?:ya?ml|json|ndjson|md)(?::\d+)*$/;

/** A location that is no file, such as a variable, is part of the text. */
function annotationLine({ level, title, message, location, fix }: Notice): string {
  const isFile = location !== undefined && FILE.test(location);
  const [file, line, col] = isFile ? location.split(':') : [];
  const properties: string[] = [];
  for (const [name, value] of Object.entries({ file, line, col, title })) {
    if (value) properties.push(`${name}=${escapeProperty(value)}`);
  }
  const place = isFile || location === undefined ? '' : `${location}: `;
  return `::${level} ${properties.join(',')}::${escapeData(`${place}${message}. → ${fix}.`)}`;
}

/** Lines under a heading that folds; one line stands alone. See {@link escapeWorkflowCommands}. */
export function groupLines(title: string, text: string): string {
  const lines = escapeWorkflowCommands(text).split('\n');
  if (lines.length === 1) return lines.join();
  return [`::group::${escapeData(title)}`, ...lines, '::endgroup::'].join('\n');
}

/** Text for the log in which the runner finds no command, of neither syntax (github.com/actions/runner, ActionCommand). */
export function escapeWorkflowCommands(text: string): string {
  return text.replace(/^(\s*)::/gm, '$1: :').replaceAll('##[', '## [');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
