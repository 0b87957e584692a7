import { withoutAnyUserinfo } from '../redact.ts';
import { visible } from '../text/characters.ts';
import type { z } from '../zod.ts';
import { remedyOfKey } from './known-keys.ts';
import type { Written } from './yaml-nodes.ts';

/** One reason why a schema refuses a value. */
export type Issue = z.core.$ZodIssue;

/** Keys and indices from the top of a file down to a value. */
export type Path = readonly PropertyKey[];

/** What is wrong with the value at a path, in one clause. */
export function whatIsWrong(issue: Issue, path: Path, { value, text }: Written): string {
  const name = path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') return `${name} is not a known key`;
  const excerpt = excerptOf(issue);
  if (excerpt !== null) return `${name} holds ${showValue(excerpt)}, which means nothing`;
  if (isEmpty(value)) return `${name} is ${value === null || path.length === 0 ? 'empty' : 'missing'}`;
  return `${name} is ${show(text)}${issue.code === 'invalid_type' ? `, not ${kind(issue.expected)}` : ''}`;
}

/** The part of a longer text that is wrong, where the schema names it. */
export function excerptOf(issue: Issue): string | null {
  const excerpt: unknown = issue.code === 'custom' ? issue.params?.excerpt : null;
  return typeof excerpt === 'string' ? excerpt : null;
}

/** What to write there instead. */
export function howToFix(issue: Issue, path: Path, written: Written): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return remedyOfKey(issue, path);
    case 'invalid_value':
      return `use one of ${issue.values.map((allowed) => showValue(allowed)).join(', ')}`;
    case 'invalid_type':
      return writeKind([issue.expected], path, written);
    case 'invalid_union':
      return writeKind(expectedKinds(issue.errors.flat()), path, written);
    case 'too_small':
      return issue.origin === 'string' ? 'write something here' : `write at least ${issue.minimum}`;
    case 'too_big':
      return `write at most ${issue.maximum}`;
    default:
      // The schemas have their own messages for these.
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

function writeKind(expected: readonly string[], path: Path, { value, text }: Written): string {
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

function showValue(value: unknown): string {
  return show(JSON.stringify(value) ?? String(value));
}

function show(written: string): string {
  // Remove user names first: in a text cut short, an address might not be recognized.
  const text = visible(withoutAnyUserinfo(written));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
