import type { Notice } from '../errors.ts';
import { formatCount } from '../render/format.ts';
import { list, noticeLine } from './markdown.ts';
import type { RunReport } from './run-report.ts';

/** GitHub rejects issues of more than 65,536 characters. The workflow adds a few of its own. */
const MAX_CHARACTERS = 60_000;
const MAX_LINES = 30;
/** Shorter failures do not open an issue. */
const LASTING_MS = 3 * 86_400_000;

/**
 * What the health issue lists, in Markdown: why a stage failed, and what could not be updated for three days. Empty if
 * there is nothing to report.
 */
export function healthText({ refresh, stages }: RunReport): string {
  const failures = stages.filter(({ result }) => result === null).flatMap(({ notices }) => notices);
  const isLasting = ({ level, since }: Notice) =>
    refresh !== null &&
    since !== undefined &&
    level !== 'notice' &&
    Date.parse(refresh.at) - Date.parse(since) >= LASTING_MS;
  const lasting = stages.flatMap(({ notices }) => notices).filter(isLasting);
  const lines = [...failures, ...lasting].map(noticeLine);
  if (lines.length === 0) return '';
  const shown = lines.slice(0, linesThatFit(lines));
  const more = lines.length - shown.length;
  const counted = more > 0 ? [`… and ${formatCount(more)} more in the run summary`] : [];
  return `${list([...shown, ...counted])}\n`;
}

function linesThatFit(lines: readonly string[]): number {
  let characters = 0;
  const tooMuch = lines.findIndex((line, index) => {
    characters += line.length;
    return index === MAX_LINES || characters > MAX_CHARACTERS;
  });
  return tooMuch === -1 ? lines.length : tooMuch;
}
