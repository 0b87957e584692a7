/** Returns a number from 0 up to, but not including, 1. */
export type Random = () => number;

/** Returns the same sequence for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A random whole number from 0 to `most`. */
export function randomUpTo(random: Random, most: number): number {
  return Math.floor(random() * (most + 1));
}

/** A random item of a list. @throws Error if it is empty */
export function pickOne<T>(random: Random, list: readonly T[]): T {
  const chosen = list[randomUpTo(random, list.length - 1)];
  if (chosen === undefined) throw new Error('Cannot pick from an empty list');
  return chosen;
}
