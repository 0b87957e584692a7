/**
 * Makes waits of at most a millisecond take no time; what it returns undoes it. Years of simulated waiting, and the many
 * empty waits of the libraries that pace requests, would else be most of a soak's time.
 */
export function skipShortWaits(): () => void {
  const wait = globalThis.setTimeout;
  const skip = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    ms <= 1 ? setImmediate(run, ...given) : wait(run, ms, ...given);
  Object.assign(globalThis, { setTimeout: skip });
  return () => void Object.assign(globalThis, { setTimeout: wait });
}
