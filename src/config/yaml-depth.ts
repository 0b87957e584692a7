import { type CST, type Document, Parser, visit } from 'yaml';
import type { Problem } from '../errors.ts';
import { DEEPEST_NESTING, isTooDeep } from '../json.ts';

/** Something that cannot be walked safely, and where. */
export interface Unwalkable extends Pick<Problem, 'what' | 'fix'> {
  offset: number;
}

const TOO_DEEP = `this is nested more than ${DEEPEST_NESTING} levels deep`;

/**
 * What is nested more deeply than any file of the owner needs. To be asked before the text is composed: that recurses, and near
 * the end of the stack V8 may abort instead of throwing.
 */
export function tooDeepIn(text: string): Unwalkable | null {
  const offset = tooDeepAt(text);
  return offset === null ? null : { what: TOO_DEEP, offset, fix: 'use fewer brackets or less indentation' };
}

/** What aliases nest too deeply in the value of a document: without an end where one stands inside what it stands for. */
export function tooDeepByAliases(document: Document, value: unknown): Unwalkable | null {
  if (!isTooDeep(value)) return null;
  const aliases: Unwalkable[] = [];
  visit(document, {
    Alias(_at, alias, ancestors) {
      const { source, range } = alias;
      const isInside = ancestors.some((node) => node === alias.resolve(document));
      const what = isInside ? `the alias *${source} stands inside what it stands for` : TOO_DEEP;
      const fix = `write out what *${source} stands for`;
      const found = { what, offset: range?.[0] ?? 0, fix };
      if (isInside) aliases.unshift(found);
      else aliases.push(found);
    },
  });
  return aliases[0] ?? { what: TOO_DEEP, offset: 0, fix: 'use fewer levels' };
}

function tooDeepAt(text: string): number | null {
  const left: { token: CST.Token; depth: number }[] = [];
  for (const token of new Parser().parse(text)) left.push({ token, depth: 0 });
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST_NESTING) return token.offset;
    for (const child of childrenOf(token)) left.push({ token: child, depth: depth + 1 });
  }
  return null;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  const children: CST.Token[] = [];
  for (const { key, value } of token.items) {
    if (key) children.push(key);
    if (value) children.push(value);
  }
  return children;
}
