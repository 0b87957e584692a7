import type { Notice } from '../errors.ts';
import type { RefreshReport } from './refresh-report.ts';

/** A part of a daily run. */
export interface Stage {
  name: string;
  seconds: number;
  /** What came of it, in a few words; null where it failed. */
  result: string | null;
  /** What it found; where it failed, why. */
  notices: readonly Notice[];
}

/** What a daily run did, as far as it came. */
export interface RunReport {
  /** Null where the refresh failed, or did not run. */
  refresh: RefreshReport | null;
  /** In the order in which they ran. */
  stages: readonly Stage[];
}
