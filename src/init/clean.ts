import { codePoints, findUnsafeCharacters, removeUnsafeCharacters } from '../text/characters.ts';

/**
 * An untrusted value without the unsafe characters in its texts and keys. Each path is added to `removed` with the code
 * points, such as `basics.name: U+001B`. Line ends become line feeds, which is not reported.
 */
export function cleaned(value: unknown, removed: string[], path = ''): unknown {
  if (typeof value === 'string') return cleanText(value, removed, path);
  if (Array.isArray(value)) return value.map((item, index) => cleaned(item, removed, below(path, index)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([written, item]) => {
      const key = cleanText(written, removed, below(path, removeUnsafeCharacters(written)));
      return [key, cleaned(item, removed, below(path, key))];
    }),
  );
}

function cleanText(written: string, removed: string[], path: string): string {
  const text = written.replace(/\r\n?/g, '\n');
  const found = findUnsafeCharacters(text);
  if (found.length > 0) removed.push(`${path}: ${codePoints(found.map(({ character }) => character))}`);
  return removeUnsafeCharacters(text);
}

function below(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}
