/**
 * Makes waits of at most a millisecond take no time; returns a function that undoes this. Otherwise simulated waiting, and the
 * many empty waits of the libraries that pace requests, would take most of the time.
 */
export function skipShortWaits(): () => void {
  const wait = globalThis.setTimeout;
  const skip = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    ms <= 1 ? setImmediate(run, ...given) : wait(run, ms, ...given);
  Object.assign(globalThis, { setTimeout: skip });
  return () => void Object.assign(globalThis, { setTimeout: wait });
}
