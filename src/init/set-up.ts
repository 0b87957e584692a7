import type { Problem } from '../errors.ts';
import type { Choice } from './choice.ts';
import type { ImportNote } from './import-notes.ts';

/** What was set up for an owner. */
export interface SetUp {
  login: string;
  /** Where the résumé comes from: a path, or the address of a gist; null if there is none. */
  resumeFrom: string | null;
  choices: readonly Choice[];
  /** Paths in the résumé that could not be imported. */
  leftOut: readonly string[];
  /** What differs from the résumé, and what it lacks. */
  notes: readonly ImportNote[];
  /** Résumés that were passed over, and why. */
  problems: readonly Problem[];
  /** What the owner should write next, one sentence each. */
  todo: readonly string[];
}
