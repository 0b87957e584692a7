import { codePoints, findUnsafeCharacters, removeUnsafeCharacters } from '../text/characters.ts';
import type { SourcePath } from './resume-source.ts';

/** Unsafe characters that were removed from the text or key at a path, such as `U+001B, U+0007`. */
export interface RemovedCharacters {
  path: SourcePath;
  codePoints: string;
}

/**
 * Removes unsafe characters from the strings and keys of an untrusted value, and adds each place to `removed`. Also normalizes
 * line endings, without reporting it.
 */
export function cleaned(value: unknown, removed: RemovedCharacters[], path: SourcePath = []): unknown {
  if (typeof value === 'string') return cleanText(value, removed, path);
  if (Array.isArray(value)) return value.map((item, index) => cleaned(item, removed, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([written, item]) => {
      const key = cleanText(written, removed, [...path, removeUnsafeCharacters(written)]);
      return [key, cleaned(item, removed, [...path, key])];
    }),
  );
}

function cleanText(written: string, removed: RemovedCharacters[], path: SourcePath): string {
  const text = written.replace(/\r\n?/g, '\n');
  const found = findUnsafeCharacters(text);
  if (found.length > 0) {
    removed.push({ path, codePoints: codePoints(found.map(({ character }) => character)) });
  }
  return removeUnsafeCharacters(text);
}
