import type { Notice } from '../errors.ts';
import { formatCount } from '../render/format.ts';

/** GitHub shows ten annotations per step and drops the rest (github.com/actions/toolkit, docs/problem-matchers.md). */
const MAX_ANNOTATIONS = 10;

/**
 * The lines a step prints to create annotations (docs.github.com, workflow commands): errors first, then warnings. Notices are
 * only in the summary. If there are too many, the last line counts the rest.
 */
export function annotationLines(notices: readonly Notice[]): string[] {
  const wanted = (['error', 'warning'] as const).flatMap((wantedLevel) =>
    notices.filter(({ level }) => level === wantedLevel),
  );
  if (wanted.length <= MAX_ANNOTATIONS) return wanted.map(annotationLine);
  const shown = wanted.slice(0, MAX_ANNOTATIONS - 1);
  const more = formatCount(wanted.length - shown.length);
  return [...shown.map(annotationLine), `::warning title=More::${more} more in the run summary.`];
}

const FILE = /^[^:]+\.(?:ya?ml|json|ndjson|md)(?::\d+)*$/;

/** A location other than a file, such as a variable, becomes part of the text. */
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

/** Puts several lines into a collapsible group; a single line stays as it is. See {@link escapeWorkflowCommands}. */
export function groupLines(title: string, text: string): string {
  const lines = escapeWorkflowCommands(text).split('\n');
  if (lines.length === 1) return lines.join();
  return [`::group::${escapeData(title)}`, ...lines, '::endgroup::'].join('\n');
}

/** Escapes text for the log, so that the runner finds no command of either syntax in it (github.com/actions/runner, ActionCommand). */
export function escapeWorkflowCommands(text: string): string {
  return text.replace(/^(\s*)::/gm, '$1: :').replaceAll('##[', '## [');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
