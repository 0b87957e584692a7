import type { Notice } from '../errors.ts';
import { errorNotices } from './notice.ts';
import type { Stage } from './run-report.ts';

/** What a stage made. */
export interface StageOutcome<T> {
  value: T;
  /** What came of it, in a few words. */
  result: string;
  notices?: readonly Notice[];
}

/** Runs stages one after another and remembers how each went. */
export interface StageRunner {
  stages: readonly Stage[];
  /** Runs a stage; null where it failed, which is part of the report and throws nothing. */
  run: <T>(name: string, work: () => Promise<StageOutcome<T>>) => Promise<T | null>;
}

/** A runner that no stage has passed yet. `clock` gives milliseconds. */
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
