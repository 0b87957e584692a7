/** The parsed value, or the error message of the parser. */
export type JsonResult = { ok: true; value: unknown } | { ok: false; message: string };

/** The maximum depth of objects and lists. Real files need less than a quarter; thousands of levels would overflow the stack. */
export const MAX_NESTING = 100;

/** Parses JSON without throwing. Also rejects values that are nested too deeply to traverse safely. */
export function parseJson(text: string): JsonResult {
  try {
    const value: unknown = JSON.parse(text);
    if (isTooDeep(value)) return { ok: false, message: `nested more than ${MAX_NESTING} levels deep` };
    return { ok: true, value };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a value, which may be cyclic, is nested too deeply. Does not recurse. */
export function isTooDeep(value: unknown): boolean {
  const left = [{ item: value, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { item, depth } = next;
    if (typeof item !== 'object' || item === null) continue;
    if (depth === MAX_NESTING) return true;
    for (const member of Object.values(item)) left.push({ item: member, depth: depth + 1 });
  }
  return false;
}

/** JSON with keys in code-unit order, two spaces and a final newline: equal values give equal bytes. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), null, 2)}\n`;
}

/** Whether two values are the same JSON. The order of keys does not matter. */
export function isSameJson(one: unknown, other: unknown): boolean {
  return stableJson(one) === stableJson(other);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sortKeys(item)]),
  );
}
