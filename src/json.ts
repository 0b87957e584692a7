/** A JSON text's value, or the parser's words on why it is none. */
export type JsonResult = { ok: true; value: unknown } | { ok: false; message: string };

/** Parses JSON without throwing. */
export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** JSON with keys in code-unit order, two spaces and a final newline: equal values give equal bytes. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), null, 2)}\n`;
}

/** Whether both are the same JSON value; the order of keys does not count. */
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
