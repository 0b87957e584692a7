/**
 * The URL that this text is, or null. `URL.canParse` is not used: in Node 20 it refuses addresses with letters beyond ASCII
 * once it has been compiled, after some thousand calls.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
