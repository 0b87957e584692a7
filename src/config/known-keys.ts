import { distance } from 'fastest-levenshtein';
import { z } from '../zod.ts';

/** Keys at a greater edit distance are treated as different words, not as typos. */
const MAX_EDIT_DISTANCE = 2;

/**
 * A zod error map. The message about unknown keys has one line per key, in order, that says how to fix it.
 * This is the only place where zod passes the object's schema, which lists the known keys.
 */
export function describeUnknownKeys(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
  return issue.keys.map((key) => suggestFix(closestKey(key, known))).join('\n');
}

/** How to fix one of the unknown keys of an issue; `path` ends with the key. */
export function fixForUnknownKey(
  issue: z.core.$ZodIssueUnrecognizedKeys,
  path: readonly PropertyKey[],
): string {
  return issue.message.split('\n')[issue.keys.indexOf(String(path.at(-1)))] ?? suggestFix(undefined);
}

function suggestFix(suggestion: string | undefined): string {
  if (suggestion === undefined) return 'remove it or correct its spelling; data/schema lists the known keys';
  return `did you mean "${suggestion}"? If not, remove it; data/schema lists the known keys`;
}

function closestKey(key: string, known: readonly string[]): string | undefined {
  const distances = known.map((other) => ({
    other,
    editDistance: distance(normalizeKey(key), normalizeKey(other)),
  }));
  const [closest] = distances.toSorted((a, b) => a.editDistance - b.editDistance);
  const maxDistance = Math.min(MAX_EDIT_DISTANCE, normalizeKey(key).length - 1);
  return closest && closest.editDistance <= maxDistance ? closest.other : undefined;
}

/** Ignores case, hyphens and underscores. */
function normalizeKey(key: string): string {
  return key.toLowerCase().replace(/[-_\s]/g, '');
}
