import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Pair,
  type Scalar,
  visit,
} from 'yaml';
import type { Path } from './yaml-messages.ts';

/** A value in a file. */
export interface SourceValue {
  /** The value of a scalar, the node itself for anything else, or undefined if there is nothing. */
  value: unknown;
  /** The value as JSON on one line, with numbers and booleans spelled as in the file. `~`, `null` or nothing for null. */
  text: string;
  /** Text that begins with "#", where a value is expected. To YAML it is a comment, but no space follows the "#". */
  commentedOut?: string | undefined;
}

/** The value at a path below a YAML node. */
export function sourceValueAt(root: unknown, path: Path): SourceValue {
  let node: unknown = root;
  for (const key of path) {
    if (!isCollection(node)) return { value: undefined, text: '' };
    node = isMap(node) ? pairAt(node, key)?.value : node.get(key, true);
  }
  if (!isScalar(node)) return { value: node ?? undefined, text: textOf(node) };
  if (node.value !== null) return { value: node.value, text: textOf(node) };
  return { value: null, text: node.source ?? '', commentedOut: commentedOutText(node) };
}

/** The first line of the comment where a value is missing, without a comment on it. */
function commentedOutText({ source = '', comment }: Scalar): string | undefined {
  const [line] = comment?.split('\n') ?? [];
  return source === '' && line && /^\S/.test(line) ? `#${line.replace(/\s+#.*$/, '').trim()}` : undefined;
}

/** The text that a map was meant to be, such as `Backend: built it`: a colon after the first words made it a map. */
export function textOfColonMap(value: unknown): { key: string; text: string } | null {
  if (!isMap(value) || value.flow || value.items.length !== 1) return null;
  const [pair] = value.items;
  if (!isScalar(pair?.key) || !isScalar(pair.value)) return null;
  const { key, value: rest } = pair;
  const words = [key, rest].map((node) => (node.value === null ? '' : (node.source ?? String(node.value))));
  return { key: words[0] ?? '', text: words.join(': ').replace(/\s+/g, ' ').trim() };
}

function textOf(node: unknown): string {
  if (isAlias(node)) return `*${node.source}`;
  if (isPair(node)) return `${textOf(node.key)}:${textOf(node.value)}`;
  if (isMap(node)) return `{${node.items.map(textOf).join(',')}}`;
  if (isCollection(node)) return `[${node.items.map(textOf).join(',')}]`;
  if (!isScalar(node) || node.value === null) return 'null';
  return typeof node.value === 'string' ? JSON.stringify(node.value) : (node.source ?? String(node.value));
}

/**
 * Turns scalars that YAML does not read as text, such as 007, 3.10 or true, back into their source text. `which` selects keys
 * only, or keys and values. Null and empty values stay null.
 */
export function keepSourceText(document: Document, which: 'keys' | 'all'): void {
  visit(document, {
    Scalar(at, node) {
      const isText = typeof node.value === 'string' || node.value === null;
      if (isText || node.source === undefined || (which === 'keys' && at !== 'key')) return;
      node.value = node.source;
    },
  });
}

/** The offset to report for a path: the scalar, the unknown key, or for a missing key its parent. */
export function offsetOf(root: unknown, path: Path, isUnknownKey: boolean): number {
  let node = root;
  let offset = startOf(root) ?? 0;
  for (const key of path) {
    if (!isCollection(node)) break;
    const pair = pairAt(node, key);
    const next: unknown = pair ? (pair.value ?? pair.key) : node.get(key, true);
    if (next === undefined || next === null) break;
    const isKeyMeant = isUnknownKey && key === path.at(-1);
    offset = startOfEntry(pair, next, isKeyMeant) ?? offset;
    node = next;
  }
  return offset;
}

/** The start of a scalar, unless the key is at fault. For other values, the start of the key or the list item. */
function startOfEntry(pair: Pair | undefined, value: unknown, isKeyMeant: boolean): number | undefined {
  const ofKey = startOf(pair?.key);
  const ofValue = startOf(value);
  if (isScalar(value) && !isKeyMeant) return ofValue ?? ofKey;
  return pair ? ofKey : ofValue;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** An entry of a map, or undefined if the node is not a map. */
function pairAt(node: unknown, key: PropertyKey): Pair | undefined {
  return isMap(node) ? node.items.find((pair) => keyOf(pair.key) === String(key)) : undefined;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
