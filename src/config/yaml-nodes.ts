import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Pair,
  visit,
} from 'yaml';
import type { Path } from './yaml-messages.ts';

/** What stands in a file. */
export interface Written {
  /** A scalar's value; the node itself for anything else, and undefined where there is nothing. */
  value: unknown;
  /** The same on one line, as JSON; numbers and the like in the digits and letters of the file. */
  text: string;
}

/** What stands at a path below a YAML node. */
export function writtenAt(root: unknown, path: Path): Written {
  let node: unknown = root;
  for (const key of path) {
    if (!isCollection(node)) return { value: undefined, text: '' };
    node = isMap(node) ? pairAt(node, key)?.value : node.get(key, true);
  }
  return { value: isScalar(node) ? node.value : (node ?? undefined), text: textOf(node) };
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
 * Turns scalars that YAML reads as something else than text, such as 007, 3.10 or true, back into the text that was written:
 * keys, and values too where `which` says so. An empty value or null stays one.
 */
export function keepAsWritten(document: Document, which: 'keys' | 'all'): void {
  visit(document, {
    Scalar(at, node) {
      const isText = typeof node.value === 'string' || node.value === null;
      if (isText || node.source === undefined || (which === 'keys' && at !== 'key')) return;
      node.value = node.source;
    },
  });
}

/** Where to point: at a scalar itself, at an unknown key itself, and for a missing key at its parent. */
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

/** A scalar's own start, unless its key is meant; of anything else in a map the key's, in a list its own. */
function startOfEntry(pair: Pair | undefined, value: unknown, isKeyMeant: boolean): number | undefined {
  const ofKey = startOf(pair?.key);
  const ofValue = startOf(value);
  if (isScalar(value) && !isKeyMeant) return ofValue ?? ofKey;
  return pair ? ofKey : ofValue;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** The entry of a map; undefined for any other node. */
function pairAt(node: unknown, key: PropertyKey): Pair | undefined {
  return isMap(node) ? node.items.find((pair) => keyOf(pair.key) === String(key)) : undefined;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
