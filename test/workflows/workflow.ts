import { parse } from 'yaml';
import { z } from 'zod';
import { readRequired } from '../../src/files.ts';

const texts = z.record(z.string(), z.coerce.string()).default({});

const step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: texts,
  run: z.string().optional(),
  env: texts,
  'working-directory': z.string().optional(),
  'timeout-minutes': z.number().optional(),
  'continue-on-error': z.boolean().default(false),
});

const job = z.strictObject({
  name: z.string().optional(),
  needs: z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]),
  if: z.string().optional(),
  'runs-on': z.string(),
  'timeout-minutes': z.number(),
  permissions: z.record(z.string(), z.enum(['read', 'write'])),
  environment: z.strictObject({ name: z.string(), url: z.string() }).optional(),
  strategy: z.unknown().optional(),
  outputs: texts,
  steps: z.array(step),
});

const input = z.looseObject({ default: z.union([z.string(), z.boolean()]).optional() });

const triggers = z.strictObject({
  schedule: z.unknown().optional(),
  workflow_dispatch: z.strictObject({ inputs: z.record(z.string(), input) }).optional(),
  push: z.unknown().optional(),
  pull_request: z.unknown().optional(),
});

const workflow = z.strictObject({
  name: z.string(),
  'run-name': z.string().optional(),
  env: texts,
  on: triggers,
  permissions: z.strictObject({}),
  concurrency: z.unknown().optional(),
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) }).optional(),
  jobs: z.record(z.string(), job),
});

export type Step = z.infer<typeof step>;
export type Job = z.infer<typeof job>;
export type Workflow = z.infer<typeof workflow>;

/** The workflow files of the project. */
export const WORKFLOWS = ['.github/workflows/ci.yml', '.github/workflows/refresh.yml'] as const;

/** The workflow in this file, see {@link parseWorkflow}. */
export async function readWorkflow(path: string): Promise<Workflow> {
  return parseWorkflow(await readRequired(path, 'restore it'));
}

/**
 * The workflow in this text. Throws where it uses a key that these tests do not know, or lacks what every workflow
 * here must have: no permission at the top, and permissions and a time-out for each job.
 */
export function parseWorkflow(text: string): Workflow {
  return workflow.parse(parse(text));
}
