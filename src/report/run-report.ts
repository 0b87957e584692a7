import type { Notice } from '../errors.ts';
import type { SetUp } from '../init/set-up.ts';
import type { RefreshReport } from './refresh-report.ts';

/** One step of a daily run. */
export interface Stage {
  name: string;
  seconds: number;
  /** Its result in a few words; null if it failed. */
  result: string | null;
  /** What it reports; if it failed, why. */
  notices: readonly Notice[];
}

/** What a daily run did, up to where it stopped. */
export interface RunReport {
  /** Null if the refresh failed or did not run. */
  refresh: RefreshReport | null;
  /** Set if the run sets up the repository for an owner; `result` is null if it failed, and then nothing was changed. */
  setUp?: { login: string; result: SetUp | null };
  /** In the order they ran. */
  stages: readonly Stage[];
}
