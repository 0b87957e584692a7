import { maskUserinfo } from '../redact.ts';
import { escapeUnsafeCharacters } from '../text/characters.ts';
import type { z } from '../zod.ts';
import { fixForUnknownKey } from './known-keys.ts';
import type { SourceValue } from './yaml-nodes.ts';

/** One reason why a value does not match its schema. */
export type Issue = z.core.$ZodIssue;

/** The keys and indices that lead from the root to a value. */
export type Path = readonly PropertyKey[];

/** What is wrong with the value at a path, in one clause. */
export function whatIsWrong(issue: Issue, path: Path, { value, text }: SourceValue): string {
  const name = path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') return `${name} is not a known key`;
  const excerpt = excerptOf(issue);
  if (excerpt !== null) return `${name} contains ${quoteValue(excerpt)}, which is not a valid placeholder`;
  if (isEmpty(value)) return `${name} is ${value === null || path.length === 0 ? 'empty' : 'missing'}`;
  return `${name} is ${quoteWritten(text)}${issue.code === 'invalid_type' ? `, not ${kind(issue.expected)}` : ''}`;
}

/** The invalid part of a longer text, if the schema reports it. */
export function excerptOf(issue: Issue): string | null {
  const excerpt: unknown = issue.code === 'custom' ? issue.params?.excerpt : null;
  return typeof excerpt === 'string' ? excerpt : null;
}

/** How to correct the value at a path. */
export function howToFix(issue: Issue, path: Path, written: SourceValue): string {
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
  return `write ${kinds} here`;
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
