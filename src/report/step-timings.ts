import { z } from 'zod';
import type { Problem } from '../errors.ts';
import { appendText, readText } from '../files.ts';

/** What one command of a workflow run took and did: a line of `.cache/steps.ndjson`. */
const stepSchema = z.strictObject({
  step: z.string(),
  seconds: z.number().nonnegative(),
  /** What came of it, in a few words; null where it failed. */
  result: z.string().nullable(),
  /** What a person should fix. */
  problems: z.array(z.strictObject({ what: z.string(), where: z.string().optional(), fix: z.string() })),
});

export type StepTiming = z.infer<typeof stepSchema>;

/** Adds a step to those of the run. */
export async function recordStep(
  path: string,
  step: Omit<StepTiming, 'problems'> & { problems: readonly Problem[] },
): Promise<void> {
  const { problems, ...timing } = step;
  await appendText(path, `${JSON.stringify({ ...timing, problems })}\n`);
}

/** The steps of the run, in their order; none where nothing was recorded. */
export async function readSteps(path: string): Promise<StepTiming[]> {
  const lines = ((await readText(path)) ?? '').split('\n').filter((line) => line !== '');
  return lines.map((line) => stepSchema.parse(JSON.parse(line)));
}
