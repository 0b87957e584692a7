import { z } from 'zod';
import { type Finding, findingSchema } from '../audit/finding.ts';
import type { Context } from '../context/command.ts';
import { pathsOf } from '../context/paths.ts';
import { readText } from '../files.ts';
import { type RefreshReport, refreshReportSchema } from './refresh-report.ts';
import { readSteps, type StepTiming } from './step-timings.ts';

/** What the commands of a workflow run did, as far as they came. */
export interface RunReport {
  /** Null where the refresh failed, or has not run. */
  refresh: RefreshReport | null;
  /** What the audit found; null where it failed, or has not run. */
  findings: Finding[] | null;
  /** In the order in which they ran. */
  steps: StepTiming[];
}

/** Gathers what the commands left in `.cache`. */
export async function gatherRunReport({ flags }: Pick<Context, 'flags'>): Promise<RunReport> {
  const paths = pathsOf(flags.data);
  return {
    refresh: await readJson(paths.report, refreshReportSchema),
    findings: await readJson(paths.findings, z.array(findingSchema)),
    steps: await readSteps(paths.stepTimings),
  };
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readText(path);
  return text === null ? null : schema.parse(JSON.parse(text));
}
