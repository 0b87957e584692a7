import { type Document, isScalar, visit } from 'yaml';
import type { Problem } from '../errors.ts';
import {
  codePoints,
  findUnsafeCharacters,
  hasUnsafeCharacters,
  type UnsafeCharacter,
  unsafeCharacterKind,
} from '../text/characters.ts';

/** The unsafe characters of one line. */
type UnsafeLine = [UnsafeCharacter, ...UnsafeCharacter[]];

/** Reports each line of a YAML file that contains unsafe characters, whether raw or escaped. */
export function findUnsafeLines(text: string, document: Document, at: (offset: number) => string): Problem[] {
  // A carriage return before a line feed is part of the line ending.
  const raw = findUnsafeCharacters(text).filter(({ offset }) => !text.startsWith('\r\n', offset));
  const found = [...raw, ...findEscaped(text, document)].sort((a, b) => a.offset - b.offset);
  const byLine = new Map<string, UnsafeLine>();
  for (const character of found) {
    const line = at(character.offset).replace(/:\d+$/, '');
    const earlier = byLine.get(line);
    if (earlier) earlier.push(character);
    else byLine.set(line, [character]);
  }
  return [...byLine.values()].map((characters) => lineProblem(characters, at));
}

function lineProblem(characters: UnsafeLine, at: (offset: number) => string): Problem {
  const [first] = characters;
  const names = codePoints(characters.map(({ character }) => character));
  return {
    what: `this line contains ${names} (${unsafeCharacterKind(first.character)})`,
    where: at(first.offset),
    fix: 'delete it: it is invisible, or changes how other text is displayed',
  };
}

/** Only double-quoted text can contain escapes. */
function findEscaped(text: string, document: Document): UnsafeCharacter[] {
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
        const character = decodeEscape(sequence);
        if (hasUnsafeCharacters(character)) found.push({ character, offset: start + index });
      }
    },
  });
  return found;
}

/** An escape sequence (YAML 1.2.2, section 5.7). A surrogate pair counts as one. */
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

function decodeEscape(sequence: string): string {
  const isNumeric = /^(?:\\[xuU][\dA-Fa-f]+)+$/.test(sequence);
  if (!isNumeric) return NAMED[sequence] ?? '';
  // Joining the halves of a surrogate pair gives one character.
  const codes = sequence.split(/\\[xuU]/).slice(1);
  return codes.map((digits) => fromCodePoint(Number.parseInt(digits, 16))).join('');
}

function fromCodePoint(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
}
