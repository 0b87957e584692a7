import { type CST, type Document, Parser, visit } from 'yaml';
import type { Problem } from '../errors.ts';
import { isTooDeep, MAX_NESTING } from '../json.ts';

/** Nesting that is too deep to traverse safely. */
export interface DeepNesting extends Pick<Problem, 'what' | 'fix'> {
  offset: number;
}

const TOO_DEEP = `this is nested more than ${MAX_NESTING} levels deep`;

/**
 * Finds nesting that is deeper than any real file. Call it before the text is composed into a document: composing recurses,
 * and V8 may abort instead of throwing when the stack is nearly exhausted.
 */
export function findDeepNesting(text: string): DeepNesting | null {
  const offset = offsetOfDeepNesting(text);
  return offset === null ? null : { what: TOO_DEEP, offset, fix: 'use fewer brackets or less indentation' };
}

/** Finds aliases that nest too deeply. The nesting is infinite if an alias is inside the node it refers to. */
export function findDeepAliases(document: Document, value: unknown): DeepNesting | null {
  if (!isTooDeep(value)) return null;
  const aliases: DeepNesting[] = [];
  visit(document, {
    Alias(_at, alias, ancestors) {
      const { source, range } = alias;
      const isInside = ancestors.some((node) => node === alias.resolve(document));
      const what = isInside ? `the alias *${source} is inside the value it refers to` : TOO_DEEP;
      const fix = `replace *${source} with the value it refers to`;
      const found = { what, offset: range?.[0] ?? 0, fix };
      if (isInside) aliases.unshift(found);
      else aliases.push(found);
    },
  });
  return aliases[0] ?? { what: TOO_DEEP, offset: 0, fix: 'use fewer levels' };
}

function offsetOfDeepNesting(text: string): number | null {
  const remaining: { token: CST.Token; depth: number }[] = [];
  for (const token of new Parser().parse(text)) remaining.push({ token, depth: 0 });
  for (let next = remaining.pop(); next !== undefined; next = remaining.pop()) {
    const { token, depth } = next;
    if (depth > MAX_NESTING) return token.offset;
    for (const child of childrenOf(token)) remaining.push({ token: child, depth: depth + 1 });
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
