import type { Notice } from '../errors.ts';
import type { Environment } from './environment.ts';
import type { Flags } from './flags.ts';

/** The inputs of a command. */
export interface Context {
  flags: Flags;
  environment: Environment;
  /** The current time. No other part of the program reads the clock. */
  now: Date;
  /** Prints a line. */
  say: (line: string) => void;
  /** Shows a status line in a terminal; the next call overwrites it. */
  progress: (line: string) => void;
}

/** A local server that runs until it is closed. */
export interface RunningServer {
  url: string;
  close: () => void;
}

/** The result of a command. */
export interface Outcome {
  /** 0: success. 1: nothing could be published, or --check found a difference. 3: --strict, and something is stale. */
  exitCode: 0 | 1 | 3;
  /** The output for people. */
  text: string;
  /** Warnings and errors to print as well. */
  notices?: readonly Notice[];
  /** The output with --json. */
  json: unknown;
  /** Keeps the command running until it is interrupted. */
  server?: RunningServer;
}

/** The outcome of a successful command. */
export function done(text: string, json: unknown): Outcome {
  return { exitCode: 0, text, json };
}
