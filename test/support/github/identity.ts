import { createHash } from 'node:crypto';

/** A hash in the form of git's, the same for the same seed. */
export function shaOf(seed: string): string {
  return createHash('sha1').update(seed).digest('hex');
}

/** A number in the range of GitHub's ids, the same for the same seed. */
export function idOf(seed: string): number {
  return Number.parseInt(shaOf(seed).slice(0, 7), 16) + 1_000_000;
}

/** GitHub's opaque id for GraphQL, of the form that it has. */
export function nodeId(kind: string, seed: string | number): string {
  return `${kind}_${Buffer.from(String(seed)).toString('base64url')}`;
}
