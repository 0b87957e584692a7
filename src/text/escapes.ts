/** A range of a text in UTF-16 units; the end is exclusive. */
export type Range = readonly [start: number, end: number];

const HEX = '[0-9a-fA-F]';
/** Invisible characters: format characters, and other code points that Unicode lists as default-ignorable. */
const INVISIBLE = String.raw`\p{Cf}\p{DI}`;

/**
 * Ways to write a character so that a decoder turns it back into the same character: escapes of JSON, YAML and Markdown, HTML
 * character references (with or without the semicolon) and percent-encoded UTF-8. Also matches invisible characters, terminal
 * sequences, and control characters other than tabs and line breaks. Matches one character at a time, because a long match
 * could overflow the stack of the regular expression engine.
 */
const ESCAPE = new RegExp(
  [
    String.raw`\\(?:u\{${HEX}{1,6}\}|u${HEX}{4}|U${HEX}{8}|x${HEX}{2}|[bfnrte0\n!-$'-/:-@[-\x60{-~])`,
    `&(?:#0{0,100}\\d{1,7}|#[xX]0{0,100}${HEX}{1,6}|[A-Za-z]{2,14});?`,
    `%(?:[cdCD]${HEX}%|[eE]${HEX}%${HEX}{2}%|[fF]${HEX}%${HEX}{2}%${HEX}{2}%)?${HEX}{2}`,
    String.raw`(?![\t\n\r])\p{Cc}(?:\[[0-?]{0,100}[ -/]{0,100}[@-~])?`,
    `[${INVISIBLE}]`,
  ].join('|'),
  'gu',
);

/** HTML named references for the ASCII characters of tokens and URLs, and for some invisible characters. */
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['sol', '/'],
  ['bsol', '\\'],
  ['lowbar', '_'],
  ['plus', '+'],
  ['equals', '='],
  ['colon', ':'],
  ['commat', '@'],
  ['period', '.'],
  ['num', '#'],
  ['percnt', '%'],
  ...['shy', 'zwj', 'zwnj', 'ZeroWidthSpace', 'NoBreak'].map((name): [string, string] => [name, '']),
]);

const CONTROL_ESCAPES = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['e', '\x1B'],
  ['0', '\0'],
  ['\n', ''],
]);

/** Decodes one layer of escapes and removes invisible characters. */
export function decodeEscapes(text: string): string {
  return text.replace(ESCAPE, decodeEscape);
}

/** Maps ranges of {@link decodeEscapes}(text) back to the text. They must be in order and must not overlap. */
export function rangesBeforeDecoding(text: string, ranges: readonly Range[]): Range[] {
  // Even indices are starts, odd ones are ends.
  const boundaries = ranges.flat();
  const found: number[] = [];
  const nextIn = (segment: Segment) =>
    positionIn(segment, boundaries[found.length], found.length % 2 === 0 ? 'start' : 'end');
  for (const segment of segmentsOf(text)) {
    for (let position = nextIn(segment); position !== null; position = nextIn(segment)) found.push(position);
  }
  return ranges.map(
    (_, index): Range => [found[2 * index] ?? text.length, found[2 * index + 1] ?? text.length],
  );
}

/** Maps a boundary in the decoded text to its position in the text; null if it is after the segment. */
function positionIn(segment: Segment, offset: number | undefined, side: 'start' | 'end'): number | null {
  const { decodedEnd, isEscape, end } = segment;
  if (offset === undefined || offset > decodedEnd || (side === 'start' && offset === decodedEnd)) return null;
  return isEscape ? segment[side] : end - (decodedEnd - offset);
}

/** A piece of text: an escape, or the text between two escapes. */
interface Segment {
  start: number;
  end: number;
  /** The end of the segment in the decoded text. */
  decodedEnd: number;
  isEscape: boolean;
}

function* segmentsOf(text: string): Generator<Segment> {
  let [start, decodedEnd] = [0, 0];
  for (const { 0: sequence, index } of text.matchAll(ESCAPE)) {
    decodedEnd += index - start;
    yield { start, end: index, decodedEnd, isEscape: false };
    start = index + sequence.length;
    decodedEnd += decodeEscape(sequence).length;
    yield { start: index, end: start, decodedEnd, isEscape: true };
  }
  yield { start, end: text.length, decodedEnd: decodedEnd + text.length - start, isEscape: false };
}

function decodeEscape(sequence: string): string {
  if (sequence.startsWith('%')) return decodePercent(sequence);
  if (sequence.startsWith('&')) return decodeReference(sequence);
  if (!sequence.startsWith('\\')) return '';
  const digits = /^\\[uUx]\{?([0-9a-fA-F]+)/.exec(sequence)?.[1];
  if (digits !== undefined) return fromCodePoint(Number.parseInt(digits, 16));
  const sign = sequence.slice(1);
  return CONTROL_ESCAPES.get(sign) ?? sign;
}

function decodePercent(sequence: string): string {
  if (sequence.length === 3) return String.fromCharCode(Number.parseInt(sequence.slice(1), 16));
  return Buffer.from(sequence.replaceAll('%', ''), 'hex').toString('utf8');
}

function decodeReference(reference: string): string {
  const name = reference.replace(/^&|;$/g, '');
  if (!name.startsWith('#')) return NAMED.get(name) ?? reference;
  const isHexadecimal = /^#x/i.test(name);
  return fromCodePoint(Number.parseInt(name.slice(isHexadecimal ? 2 : 1), isHexadecimal ? 16 : 10));
}

function fromCodePoint(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
}
