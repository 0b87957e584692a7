import { type Problem, UserError } from '../../errors.ts';
import { conflictAt, opensConflict } from '../../text/merge-conflict.ts';

/** Generated Markdown by block name; {@link WHOLE} is the one for markers without a name. */
export type Blocks = Readonly<Record<string, string>>;

/** The name of the block that combines all others, for `<!-- portfolio:start -->` and `<!-- portfolio:end -->`. */
export const WHOLE = 'all';

/** A marker: an HTML comment alone on its line. */
interface Marker {
  verb: string;
  name: string | null;
  line: number;
  /** Offsets of the start of the line and of the start of the next one. */
  start: number;
  end: number;
  lineEnding: string;
}

interface Region {
  name: string;
  start: Marker;
  end: Marker;
}

/**
 * Replaces everything between each pair of markers with the block of that name:
 *
 *     <!-- portfolio:start projects -->
 *     <!-- portfolio:end projects -->
 *
 * A marker must be alone on its line and outside fenced code; the end marker may omit the name. Text outside the markers stays
 * byte for byte; a block gets the line endings of its start marker. `text` may also be bytes decoded as latin1.
 * Throws UserError with file and line for every marker that is missing, duplicated, nested, crossed, unclosed or has an unknown
 * name.
 */
export function replaceBlocks(text: string, file: string, blocks: Blocks): string {
  const regions = regionsOf(text, file, blocks);
  let result = '';
  let copiedTo = 0;
  for (const { name, start, end } of regions) {
    const block = blocks[name] ? `\n${blocks[name]}\n\n` : '\n';
    result += text.slice(copiedTo, start.end) + block.replaceAll('\n', start.lineEnding);
    copiedTo = end.start;
  }
  return result + text.slice(copiedTo);
}

function regionsOf(text: string, file: string, blocks: Blocks): Region[] {
  const regions: Region[] = [];
  const problems: Problem[] = [];
  let open: Marker | null = null;
  for (const marker of markersOf(text, file)) {
    const what = problemWith(marker, open, regions, blocks);
    if (what) problems.push({ what, where: `${file}:${marker.line}`, fix: remedy(blocks) });
    if (marker.verb === 'start') open ??= marker;
    else if (open) {
      regions.push({ name: open.name ?? WHOLE, start: open, end: marker });
      open = null;
    }
  }
  if (open) {
    problems.push({
      what: 'the block that starts here has no end marker',
      where: `${file}:${open.line}`,
      fix: `add the line "${comment('end', open.name)}" below it`,
    });
  }
  if (regions.length === 0 && problems.length === 0) {
    problems.push({ what: 'this file has no portfolio markers', where: file, fix: remedy(blocks) });
  }
  if (problems.length > 0) throw new UserError(...problems);
  return regions;
}

/** The problem with a marker, given the open block and the completed ones; null if there is none. */
function problemWith(
  marker: Marker,
  open: Marker | null,
  done: readonly Region[],
  blocks: Blocks,
): string | null {
  if (marker.verb === 'start') return problemWithStart(marker, open, done, blocks);
  if (marker.verb === 'end') return problemWithEnd(marker, open);
  return `"portfolio:${marker.verb}" is not a marker: expected portfolio:start or portfolio:end`;
}

function problemWithStart(
  { name }: Marker,
  open: Marker | null,
  done: readonly Region[],
  blocks: Blocks,
): string | null {
  if (open) return `a block starts inside the one that starts on line ${open.line}`;
  const known = name ?? WHOLE;
  const earlier = done.find((region) => region.name === known);
  if (earlier)
    return `the block "${known}" appears twice; the first one starts on line ${earlier.start.line}`;
  return Object.hasOwn(blocks, known) ? null : `there is no block named "${known}"`;
}

/** An end marker may omit the name. */
function problemWithEnd({ name }: Marker, open: Marker | null): string | null {
  if (!open) return 'this end marker has no start marker';
  const openName = open.name ?? WHOLE;
  if (name === null || name === openName) return null;
  return `the end marker of "${name}" is inside the block "${openName}" that starts on line ${open.line}`;
}

function remedy(blocks: Blocks): string {
  const names = Object.keys(blocks).filter((name) => name !== WHOLE);
  const pair = `"${comment('start', null)}" and "${comment('end', null)}"`;
  return `use one pair of ${pair}, each alone on its line, or pairs with a name: ${names.join(', ')}`;
}

function comment(verb: 'start' | 'end', name: string | null): string {
  return `<!-- portfolio:${verb}${name === null ? '' : ` ${name}`} -->`;
}

/** The markers outside fenced code. Throws UserError at a merge conflict, which can duplicate markers. */
function markersOf(text: string, file: string): Marker[] {
  const markers: Marker[] = [];
  let fence: string | null = null;
  for (const line of linesOf(text)) {
    const before = fence;
    fence = fenceAfter(line.content, fence);
    if (before !== null || fence !== null) continue;
    if (opensConflict(line.content)) throw new UserError(conflictAt(file, line.number));
    const marker = markerIn(line);
    if (marker) markers.push(marker);
  }
  return markers;
}

/** A line of the text, with the offsets of its start and of the start of the next line. */
interface Line {
  number: number;
  content: string;
  lineEnding: string;
  start: number;
  end: number;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)) {
    const [whole, content = '', lineEnding = ''] = match;
    if (whole === '') break;
    const { index } = match;
    lines.push({ number: lines.length + 1, content, lineEnding, start: index, end: index + whole.length });
  }
  return lines;
}

function markerIn({ number, content, lineEnding, start, end }: Line): Marker | null {
  const [, verb, name] =
    /^(?:\uFEFF|\xEF\xBB\xBF)? {0,3}<!--\s*portfolio:(\S+)(?:\s+(\S+))?\s*-->[ \t]*$/.exec(content) ?? [];
  if (!verb) return null;
  return { verb, name: name ?? null, line: number, start, end, lineEnding: lineEnding || '\n' };
}

/** The fence (its backticks or tildes) that is open after this line, given the one that was open before it. */
function fenceAfter(content: string, open: string | null): string | null {
  const [, fence, rest = ''] = /^(?:\uFEFF|\xEF\xBB\xBF)? {0,3}(`{3,}|~{3,})(.*)$/.exec(content) ?? [];
  if (!fence) return open;
  if (open === null) return fence[0] === '`' && rest.includes('`') ? null : fence;
  const closes = fence[0] === open[0] && fence.length >= open.length && rest.trim() === '';
  return closes ? null : open;
}
