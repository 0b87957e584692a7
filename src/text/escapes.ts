/** From where to where in a text, in UTF-16 units; the end is not part of it. */
export type Range = readonly [start: number, end: number];

const HEX = '[0-9a-fA-F]';
/** What shows as nothing: format characters, and other code points that Unicode says to ignore by default. */
const INVISIBLE = String.raw`\p{Cf}\p{DI}`;

/**
 * Ways to write a character so that it reads the same once something has decoded it: escapes of JSON, YAML and Markdown,
 * character references of HTML (with or without the semicolon), percent-encoding of UTF-8; and what shows as nothing, also
 * terminal sequences and controls but line ends and tabs. One character at a time: a long run must not use up the stack.
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

/** Named references of HTML for the ASCII characters that keys and addresses are made of, and for some that do not show. */
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

/** The text with one layer of escapes decoded, and without what shows as nothing. */
export function decodeEscapes(text: string): string {
  return text.replace(ESCAPE, decoded);
}

/** Where ranges of {@link decodeEscapes}(text) stand in the text itself. They are in order and do not overlap. */
export function rangesBeforeDecoding(text: string, ranges: readonly Range[]): Range[] {
  // Starts and ends take turns.
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

/** The position in the text where a boundary of the decoded text stands; null if that is after the segment. */
function positionIn(segment: Segment, offset: number | undefined, side: 'start' | 'end'): number | null {
  const { decodedEnd, isEscape, end } = segment;
  if (offset === undefined || offset > decodedEnd || (side === 'start' && offset === decodedEnd)) return null;
  return isEscape ? segment[side] : end - (decodedEnd - offset);
}

/** A piece of text: either an escape, or what stands between two. */
interface Segment {
  start: number;
  end: number;
  /** Where it ends once all is decoded. */
  decodedEnd: number;
  isEscape: boolean;
}

function* segmentsOf(text: string): Generator<Segment> {
  let [start, decodedEnd] = [0, 0];
  for (const { 0: sequence, index } of text.matchAll(ESCAPE)) {
    decodedEnd += index - start;
    yield { start, end: index, decodedEnd, isEscape: false };
    start = index + sequence.length;
    decodedEnd += decoded(sequence).length;
    yield { start: index, end: start, decodedEnd, isEscape: true };
  }
  yield { start, end: text.length, decodedEnd: decodedEnd + text.length - start, isEscape: false };
}

function decoded(sequence: string): string {
  if (sequence.startsWith('%')) return percentDecoded(sequence);
  if (sequence.startsWith('&')) return dereferenced(sequence);
  if (!sequence.startsWith('\\')) return '';
  const digits = /^\\[uUx]\{?([0-9a-fA-F]+)/.exec(sequence)?.[1];
  if (digits !== undefined) return fromCodePoint(Number.parseInt(digits, 16));
  const sign = sequence.slice(1);
  return CONTROL_ESCAPES.get(sign) ?? sign;
}

function percentDecoded(sequence: string): string {
  if (sequence.length === 3) return String.fromCharCode(Number.parseInt(sequence.slice(1), 16));
  return Buffer.from(sequence.replaceAll('%', ''), 'hex').toString('utf8');
}

function dereferenced(reference: string): string {
  const name = reference.replace(/^&|;$/g, '');
  if (!name.startsWith('#')) return NAMED.get(name) ?? reference;
  const isHexadecimal = /^#x/i.test(name);
  return fromCodePoint(Number.parseInt(name.slice(isHexadecimal ? 2 : 1), isHexadecimal ? 16 : 10));
}

function fromCodePoint(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
}
