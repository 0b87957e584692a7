import type { Notice } from '../errors.ts';
import type { Environment } from './environment.ts';
import type { Flags } from './flags.ts';

/** What a command may use of the world around it. */
export interface Context {
  flags: Flags;
  environment: Environment;
  /** The present time. No other part of the program reads the clock. */
  now: Date;
  /** One line that stays. */
  say: (line: string) => void;
  /** One line that the next one replaces, for a person who watches. */
  progress: (line: string) => void;
}

/** A server on this machine that runs until it is closed. */
export interface RunningServer {
  url: string;
  close: () => void;
}

/** What came of a command. */
export interface Outcome {
  /** 0 done; 1 nothing could be published, or a check found a difference; 3 under --strict, something is stale. */
  exitCode: 0 | 1 | 3;
  /** For a person. */
  text: string;
  /** What a person should know besides. */
  notices?: readonly Notice[];
  /** The same for a machine, under --json. */
  json: unknown;
  /** What serves the site until the command is told to stop. */
  server?: RunningServer;
}

/** The outcome of a command that did its work. */
export function done(text: string, json: unknown): Outcome {
  return { exitCode: 0, text, json };
}
