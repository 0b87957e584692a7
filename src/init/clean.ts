import { codePoints, findUnsafeCharacters, removeUnsafeCharacters } from '../text/characters.ts';

/**
 * Removes unsafe characters from the strings and keys of an untrusted value. Adds each path with the code points to `removed`,
 * such as `basics.name: U+001B`. Also normalizes line endings, without reporting it.
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
