/**
 * Parses a URL, or returns null. Does not use `URL.canParse`: in Node 20 it rejects URLs with non-ASCII letters once V8 has
 * optimized it, after a few thousand calls.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
