import type { Finding } from '../audit/finding.ts';
import type { Problem } from '../errors.ts';
import { formatCount, pluralize } from '../render/format.ts';
import type { RefreshReport, StaleReport } from './refresh-report.ts';

/** What a workflow run shows beside its log. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  /** `file:line:column`, or less of it: where something must be edited, if anywhere. */
  location?: string | undefined;
}

/** GitHub shows ten of a step and drops the others (github.com/actions/toolkit, docs/problem-matchers.md). */
const MOST_ANNOTATIONS = 10;

/** The lines by which a step sets annotations (docs.github.com, workflow commands); the last one counts those that are too many. */
export function annotationLines(annotations: readonly Annotation[]): string[] {
  if (annotations.length <= MOST_ANNOTATIONS) return annotations.map(annotationLine);
  const shown = annotations.slice(0, MOST_ANNOTATIONS - 1);
  const message = `${formatCount(annotations.length - shown.length)} more stand in the summary and in the log.`;
  return [...shown, { level: 'warning' as const, title: 'And more', message }].map(annotationLine);
}

function annotationLine({ level, title, message, location }: Annotation): string {
  const [file, line, col] = location?.split(':') ?? [];
  const properties: string[] = [];
  for (const [name, value] of Object.entries({ file, line, col, title })) {
    if (value) properties.push(`${name}=${escapeProperty(value)}`);
  }
  return `::${level} ${properties.join(',')}::${escapeData(message)}`;
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

/** A problem as an annotation at its file; one that lies elsewhere has that for its title. */
export function problemAnnotation(
  level: Annotation['level'],
  { what, where, fix }: Problem,
  title = 'Wrong input',
): Annotation {
  const message = `${what}. ${fix}`;
  const isFile = where !== undefined && /^[^:]+\.(?:ya?ml|json|ndjson|md)(?::\d+)*$/.test(where);
  return isFile ? { level, title, message, location: where } : { level, title: where ?? title, message };
}

/** What the audit found, without the notes. */
export function findingAnnotations(findings: readonly Finding[]): Annotation[] {
  const annotations: Annotation[] = [];
  for (const { severity, where, what, fix } of findings) {
    if (severity !== 'note') annotations.push(problemAnnotation(severity, { what, where, fix }, 'Audit'));
  }
  return annotations;
}

/** The annotations of a refresh: one for the token, for names that were not found, and for what was refused, and one for each reason of failure. */
export function refreshAnnotations({
  isTokenRejected,
  stale,
  notShown,
  inputs,
}: RefreshReport): Annotation[] {
  // The audit reports the configured ones, at their line.
  const notFound = notShown.filter((name) => inputs.repositories.includes(name));
  const refused = stale.filter((fact) => fact.refused);
  const failed = stale.filter((fact) => !fact.refused);
  const annotations: Annotation[] = [];
  if (isTokenRejected) annotations.push(TOKEN_REJECTED);
  if (notFound.length > 0) annotations.push(unknownNames(notFound));
  if (refused.length > 0) annotations.push(refusal(refused));
  for (const reason of new Set(failed.map((fact) => fact.reason))) {
    annotations.push(failure(failed.filter((fact) => fact.reason === reason)));
  }
  return annotations;
}

const TOKEN_REJECTED: Annotation = {
  level: 'error',
  title: 'The token was rejected',
  message:
    'GitHub answered 401; the run went on without a token. Renew the secret that GITHUB_TOKEN is set from.',
};

function unknownNames(names: readonly string[]): Annotation {
  const message = `${names.join(', ')}: GitHub gave no public repository of that name, or it is left out.`;
  return { level: 'warning', title: 'Asked for, but not shown', message };
}

function refusal(refused: readonly StaleReport[]): Annotation {
  const title = `${pluralize(refused.length, 'answer')} refused`;
  return kept(title, 'Numbers fell too far. If they did, run it by hand with accept-regressions', refused);
}

function failure(facts: readonly StaleReport[]): Annotation {
  const title = `${pluralize(facts.length, 'fact')} not confirmed: ${facts[0]?.reason}`;
  return kept(title, 'GitHub did not confirm them', facts);
}

function kept(title: string, why: string, [first]: readonly StaleReport[]): Annotation {
  const example = first ? `${first.subject} ${first.fact}: ${first.detail}` : '';
  return { level: 'warning', title, message: `${why}. The last good values stay. First of them: ${example}` };
}

/** Pages publishes at another address than the configured one, or null where they are the same. `file` holds the latter. */
export function otherAddress(configured: string, published: string, file: string): Problem | null {
  const [own, real] = [configured, published].map((url) => url.replace(/\/+$/, '').toLowerCase());
  if (own === real) return null;
  return {
    what: `the site was built for ${published}, where Pages publishes it, but is said to stand at ${configured}`,
    where: file,
    fix: 'write the former there, or set the latter under Settings → Pages → Custom domain',
  };
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
