/** How long to wait for GitHub, in milliseconds. */
export interface RetryPolicy {
  /** Timeout of one request, body included. */
  answerMs: number;
  /** Total time to wait between retries and for rate limits. */
  waitMs: number;
  /** Time limit of the whole run. What has not been fetched by then keeps its last known value. */
  deadlineMs: number;
  /** After this time from the start, work that a later run can do is not started. */
  spareMs: number;
  /** Retries after a transient failure. */
  retries: number;
  /** Failed requests in a row after which GitHub counts as unreachable. */
  failuresInARow: number;
  /** The length of a second of waiting; tests shorten it to simulate waiting. */
  secondMs: number;
  /** Aborts a single request; by default after `answerMs`. The reason must be a TimeoutError. */
  timeLimit?: (url: string) => AbortSignal;
}

/** For scheduled runs: waits up to five minutes in total. */
export const unattended: RetryPolicy = {
  answerMs: 20_000,
  waitMs: 300_000,
  deadlineMs: 480_000,
  spareMs: 20_000,
  retries: 3,
  failuresInARow: 5,
  secondMs: 1000,
};

/** For a person at the terminal: three seconds per request, no retries. */
export const interactive: RetryPolicy = {
  ...unattended,
  answerMs: 3_000,
  waitMs: 0,
  retries: 0,
  failuresInARow: 1,
};
