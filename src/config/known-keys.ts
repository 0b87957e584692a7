import { distance } from 'fastest-levenshtein';
import { z } from '../zod.ts';

/** A key that differs by more letters (added, left out or replaced) is taken for a different word. */
const MOST_DIFFERENCES = 2;

/**
 * An error map for zod: the message about unknown keys has one line per key, in their order, which says what to do about it.
 * Only here is the object's schema available, which has the known keys.
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
  const most = Math.min(MOST_DIFFERENCES, folded(key).length - 1);
  return closest && closest.away <= most ? closest.other : undefined;
}

/** Keys that differ in case, hyphens and underscores alone mean the same. */
function folded(key: string): string {
  return key.toLowerCase().replace(/[-_\s]/g, '');
}
