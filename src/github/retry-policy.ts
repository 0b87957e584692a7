/** How long GitHub is waited for. Times in milliseconds. */
export interface RetryPolicy {
  /** For one answer, body included. */
  answerMs: number;
  /** In all, between tries and for limits to pass. */
  waitMs: number;
  /** For the whole run: what is missing after it keeps its last known value. */
  deadlineMs: number;
  /** From the start of the run: after it, what can wait for another run is not begun. */
  spareMs: number;
  /** Further tries after a transient failure. */
  retries: number;
  /** Failures to connect, one after the other, after which GitHub counts as unreachable. */
  failuresInARow: number;
  /** The length of a second of waiting: shorter where waiting is simulated. */
  secondMs: number;
  /** Ends a single request when it aborts; `answerMs` unless it is given. Its reason is a TimeoutError. */
  timeLimit?: (url: string) => AbortSignal;
}

/** For a job that nobody watches: five minutes of waiting in all. */
export const unattended: RetryPolicy = {
  answerMs: 20_000,
  waitMs: 300_000,
  deadlineMs: 480_000,
  spareMs: 20_000,
  retries: 3,
  failuresInARow: 5,
  secondMs: 1000,
};

/** For a person who waits at the terminal: three seconds to answer, no second try. */
export const interactive: RetryPolicy = {
  ...unattended,
  answerMs: 3_000,
  waitMs: 0,
  retries: 0,
  failuresInARow: 1,
};
