import type { Notice } from '../errors.ts';
import { escapeText } from '../render/escape.ts';
import { formatCount } from '../render/format.ts';
import { sanitizeText } from '../render/sanitize.ts';

const MAX_ROWS = 200;
const MAX_CELL_LENGTH = 150;
const MAX_MESSAGE_LENGTH = 500;

/** A bullet list of Markdown lines. Lines beyond the limit are only counted. */
export function list(lines: readonly string[]): string {
  return truncated(lines.map((line) => `- ${line}`)).join('\n');
}

/** A notice as one line of Markdown, without its title. */
export function noticeLine({ message, location, fix }: Notice): string {
  const place = location === undefined ? '' : `\`${location.replaceAll('`', '')}\`: `;
  return `${place}${escapeText(sanitizeText(message, MAX_MESSAGE_LENGTH))}. → ${escapeText(fix)}.`;
}

/** A table of untrusted text. Rows beyond the limit are only counted. */
export function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...truncated(rows.map(line))].join('\n');
}

function cell(text: string): string {
  return escapeText(sanitizeText(text, MAX_CELL_LENGTH));
}

function truncated(lines: readonly string[]): string[] {
  if (lines.length <= MAX_ROWS) return [...lines];
  const more = `\n… and ${formatCount(lines.length - MAX_ROWS)} more in the report`;
  return [...lines.slice(0, MAX_ROWS), more];
}
