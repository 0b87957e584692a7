import { distance } from 'fastest-levenshtein';
import { z } from 'zod';

/** A key that is written so differently is another word. In letters added, left out or replaced. */
const MOST_DIFFERENCES = 2;

/**
 * An error map for zod: the message about unknown keys is one line for each of them, in their order, which tells what to do
 * about it. Here alone the object's schema is at hand, which holds the known keys.
 */
export function wordUnknownKeys(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
  return issue.keys.map((key) => remedy(closestKey(key, known))).join('\n');
}

/** What to do about one of the unknown keys of an issue, of which the path ends with the key. */
export function remedyOfKey(issue: z.core.$ZodIssueUnrecognizedKeys, path: readonly PropertyKey[]): string {
  return issue.message.split('\n')[issue.keys.indexOf(String(path.at(-1)))] ?? remedy(undefined);
}

function remedy(meant: string | undefined): string {
  if (meant === undefined) return 'remove it or correct its spelling; data/schema lists the known keys';
  return `did you mean "${meant}"? If not, remove it; data/schema lists the known keys`;
}

function closestKey(key: string, known: readonly string[]): string | undefined {
  const distances = known.map((other) => ({ other, away: distance(folded(key), folded(other)) }));
  const [closest] = distances.toSorted((a, b) => a.away - b.away);
  return closest && closest.away <= Math.min(MOST_DIFFERENCES, folded(key).length - 1)
    ? closest.other
    : undefined;
}

/** Keys that differ in case, hyphens and underscores alone mean the same. */
function folded(key: string): string {
  return key.toLowerCase().replace(/[-_\s]/g, '');
}
