import { type Document, isScalar, visit } from 'yaml';
import type { Problem } from '../errors.ts';
import {
  codePoints,
  hasUnsafeCharacters,
  kindOfUnsafe,
  type UnsafeCharacter,
  unsafeIn,
} from '../text/characters.ts';

/** The unsafe characters of one line; it has at least one. */
type Line = [UnsafeCharacter, ...UnsafeCharacter[]];

/** Names each line of a YAML file in whose text unsafe characters stand, as they are or as escapes. */
export function unsafeProblems(text: string, document: Document, at: (offset: number) => string): Problem[] {
  // A carriage return before a line feed is the file's line end.
  const raw = unsafeIn(text).filter(({ offset }) => !text.startsWith('\r\n', offset));
  const found = [...raw, ...escapedIn(text, document)].sort((a, b) => a.offset - b.offset);
  const byLine = new Map<string, Line>();
  for (const one of found) {
    const line = at(one.offset).replace(/:\d+$/, '');
    const earlier = byLine.get(line);
    if (earlier) earlier.push(one);
    else byLine.set(line, [one]);
  }
  return [...byLine.values()].map((characters) => lineProblem(characters, at));
}

function lineProblem(characters: Line, at: (offset: number) => string): Problem {
  const [first] = characters;
  const names = codePoints(characters.map(({ character }) => character));
  return {
    what: `this line holds ${names} (${kindOfUnsafe(first.character)})`,
    where: at(first.offset),
    fix: 'delete it: it cannot be shown, or makes text show as something else',
  };
}

/** Only text in double quotes can hold escapes. */
function escapedIn(text: string, document: Document): UnsafeCharacter[] {
  const found: UnsafeCharacter[] = [];
  visit(document, {
    Scalar: (_, node) => {
      if (
        !isScalar(node) ||
        typeof node.value !== 'string' ||
        !hasUnsafeCharacters(node.value) ||
        !node.range
      )
        return;
      const [start, end] = node.range;
      for (const { 0: sequence, index } of text.slice(start, end).matchAll(ESCAPE)) {
        const character = characterOf(sequence);
        if (hasUnsafeCharacters(character)) found.push({ character, offset: start + index });
      }
    },
  });
  return found;
}

/** An escape sequence (YAML 1.2.2, 5.7); two that make up a surrogate pair count as one. */
const ESCAPE = /\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\(?:x..|u.{4}|U.{8}|.)/gs;

const NAMED: Record<string, string> = {
  '\\0': '\0',
  '\\a': '\x07',
  '\\b': '\b',
  '\\e': '\x1B',
  '\\f': '\f',
  '\\v': '\v',
  '\\r': '\r',
  '\\N': '\x85',
};

function characterOf(sequence: string): string {
  const isNumeric = /^(?:\\[xuU][\dA-Fa-f]+)+$/.test(sequence);
  if (!isNumeric) return NAMED[sequence] ?? '';
  // The two halves of a pair, put together, are one character.
  const codes = sequence.split(/\\[xuU]/).slice(1);
  return codes.map((digits) => fromCodePoint(Number.parseInt(digits, 16))).join('');
}

function fromCodePoint(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
}
