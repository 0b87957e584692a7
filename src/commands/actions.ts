import { join } from 'node:path';
import { appendText } from '../files.ts';
import { escapeText } from '../render/escape.ts';
import type { Context } from './command.ts';
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
  if (environment.summaryFile) await appendText(environment.summaryFile, `\n${escapeText(message)}\n`);
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
