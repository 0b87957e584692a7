import { z } from 'zod';
import type { Problem } from '../errors.ts';
import { appendText, readText } from '../files.ts';

/** What one command of a workflow run took and did: a line of `.cache/stages.ndjson`. */
const stageSchema = z.strictObject({
  stage: z.string(),
  seconds: z.number().nonnegative(),
  /** What came of it, in a few words; null where it failed. */
  result: z.string().nullable(),
  /** What a person should mend. */
  problems: z.array(z.strictObject({ what: z.string(), where: z.string().optional(), fix: z.string() })),
});

export type StepTiming = z.infer<typeof stageSchema>;

/** Adds a stage to those of the run. */
export async function recordStep(
  path: string,
  { problems, ...stage }: Omit<StepTiming, 'problems'> & { problems: readonly Problem[] },
): Promise<void> {
  await appendText(path, `${JSON.stringify({ ...stage, problems })}\n`);
}

/** The stages of the run, in their order; none where nothing was recorded. */
export async function readSteps(path: string): Promise<StepTiming[]> {
  const lines = ((await readText(path)) ?? '').split('\n').filter((line) => line !== '');
  return lines.map((line) => stageSchema.parse(JSON.parse(line)));
}
