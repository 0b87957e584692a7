import type { Notice } from '../errors.ts';
import { errorNotices } from './notice.ts';
import type { Stage } from './run-report.ts';

/** The outcome of a stage that did not fail. */
export interface StageOutcome<T> {
  value: T;
  /** Its result in a few words. */
  result: string;
  notices?: readonly Notice[];
}

/** Runs stages one after another, and records how each one went. */
export interface StageRunner {
  stages: readonly Stage[];
  /** Runs a stage. Returns null if it failed: the failure is recorded, not thrown. */
  run: <T>(name: string, work: () => Promise<StageOutcome<T>>) => Promise<T | null>;
}

/** Creates a runner. `clock` returns milliseconds. */
export function createStageRunner(clock: () => number): StageRunner {
  const stages: Stage[] = [];
  const run: StageRunner['run'] = async (name, work) => {
    const start = clock();
    const seconds = () => (clock() - start) / 1000;
    try {
      const { value, result, notices = [] } = await work();
      stages.push({ name, seconds: seconds(), result, notices });
      return value;
    } catch (error) {
      stages.push({ name, seconds: seconds(), result: null, notices: errorNotices(error) });
      return null;
    }
  };
  return { stages, run };
}
