import { isCollection, isMap, isNode, isScalar, type Pair } from 'yaml';
import type { Path } from './yaml-messages.ts';

/** The value at a path below a YAML node; undefined where nothing is there. */
export function valueAt(root: unknown, path: Path): unknown {
  let node: unknown = root;
  for (const key of path) {
    if (!isCollection(node)) return undefined;
    node = isMap(node) ? pairAt(node, key)?.value : node.get(key, true);
  }
  return isScalar(node) ? node.value : toJson(node);
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

function toJson(node: unknown): unknown {
  return isCollection(node) ? node.toJSON() : undefined;
}
