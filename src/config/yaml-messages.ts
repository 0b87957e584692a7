import { maskUserinfo } from '../redact.ts';
import { escapeUnsafeCharacters } from '../text/characters.ts';
import type { z } from '../zod.ts';
import { fixForUnknownKey } from './known-keys.ts';
import { type SourceValue, textOfColonMap } from './yaml-nodes.ts';

/** One reason why a value does not match its schema. */
export type Issue = z.core.$ZodIssue;

/** The keys and indices that lead from the root to a value. */
export type Path = readonly PropertyKey[];

/** What is wrong with the value at a path, in one clause. */
export function whatIsWrong(issue: Issue, path: Path, { value, text, commentedOut }: SourceValue): string {
  const name = path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') return `${name} is not a known key`;
  const excerpt = excerptOf(issue);
  if (excerpt !== null) return `${name} contains ${quoteValue(excerpt)}, which is not a valid placeholder`;
  if (commentedOut !== undefined) return `${name} is empty, because # starts a comment`;
  if (value === null && text !== '') return `${name} is ${text}`;
  if (isEmpty(value)) return `${name} is ${value === null || path.length === 0 ? 'empty' : 'missing'}`;
  const colon = colonMap(issue, value);
  if (colon) return `${name} is a group of keys, because there is a colon after ${quoteValue(colon.key)}`;
  return `${name} is ${quoteWritten(text)}${issue.code === 'invalid_type' ? `, not ${kind(issue.expected)}` : ''}`;
}

/** The invalid part of a longer text, if the schema reports it. */
export function excerptOf(issue: Issue): string | null {
  const excerpt: unknown = issue.code === 'custom' ? issue.params?.excerpt : null;
  return typeof excerpt === 'string' ? excerpt : null;
}

/**
 * A list item that is a map only because of a colon in its text, as in `- Backend: built it`; null if a map is allowed and has
 * known keys.
 */
export function colonMap(issue: Issue, value: unknown): ReturnType<typeof textOfColonMap> {
  const found = textOfColonMap(value);
  if (!found) return null;
  const isText = issue.code === 'invalid_type' && issue.expected === 'string';
  if (isText) return found;
  if (issue.code !== 'invalid_union') return null;
  const issues = issue.errors.flat();
  const allowsText = issues.some((inner) => inner.code === 'invalid_type' && inner.expected === 'string');
  const isUnknown = issues.some(
    (inner) => inner.code === 'unrecognized_keys' && inner.keys.includes(found.key),
  );
  return allowsText && isUnknown ? found : null;
}

/** How to correct the value at a path. `isOptional` says that the key may be missing. */
export function howToFix(issue: Issue, path: Path, written: SourceValue, isOptional = false): string {
  const colon = colonMap(issue, written.value);
  if (colon) return `quote the item: ${quoted(colon.text)}`;
  if (written.commentedOut !== undefined) return `put it in quotes: ${quoted(written.commentedOut)}`;
  if (written.value === null && isOptional)
    return `leave the key ${String(path.at(-1))} out, or write a value`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return fixForUnknownKey(issue, path);
    case 'invalid_value':
      return `use one of ${issue.values.map((allowed) => quoteValue(allowed)).join(', ')}`;
    case 'invalid_type':
      return describeFix([issue.expected], path, written);
    case 'invalid_union':
      return describeFix(expectedKinds(issue.errors.flat()), path, written);
    case 'too_small':
      return issue.origin === 'string' ? 'write something here' : `write at least ${issue.minimum}`;
    case 'too_big':
      return `write at most ${issue.maximum}`;
    default:
      // Other issues carry a message from our own schemas.
      return issue.message;
  }
}

function expectedKinds(issues: readonly Issue[]): string[] {
  const kinds: string[] = [];
  for (const issue of issues) if (issue.code === 'invalid_type') kinds.push(issue.expected);
  return kinds;
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

function kind(expected: string): string {
  return KINDS[expected] ?? expected;
}

function describeFix(expected: readonly string[], path: Path, { value, text }: SourceValue): string {
  const kinds = expected.map(kind).join(' or ');
  const key = path.at(-1);
  if (value === undefined && typeof key === 'string') return `add the key "${key}" with ${kinds}`;
  const isUnquoted = typeof value === 'number' || typeof value === 'boolean';
  if (isUnquoted && expected.includes('string')) return `put it in quotes: "${text}"`;
  if (typeof value === 'string' && /[,;]/.test(value) && expected.includes('array'))
    return `write a list: ${asList(value)}`;
  return `write ${kinds} here`;
}

/** A text with commas as a YAML list. */
function asList(text: string): string {
  const items = text.split(/[,;]\s*/).map((item) => item.trim());
  const isPlain = items.every((item) => /^[\p{L}][\p{L}\p{N} .+/-]*$/u.test(item));
  return quoteWritten(isPlain ? `[${items.join(', ')}]` : `[${JSON.stringify(text)}]`);
}

/** Text in the quotes that need no escapes, if there are some. */
function quoted(text: string): string {
  const masked = escapeUnsafeCharacters(maskUserinfo(text));
  return /["\\]/.test(masked) ? `'${masked.replaceAll("'", "''")}'` : `"${masked}"`;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null;
}

function quoteValue(value: unknown): string {
  return quoteWritten(JSON.stringify(value) ?? String(value));
}

/** Quotes part of a file in a message: on one line, without credentials and possibly cut off. */
export function quoteWritten(written: string): string {
  // Mask credentials before truncating: a truncated URL might not be recognized.
  const text = escapeUnsafeCharacters(maskUserinfo(written));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
