import { z } from '../zod.ts';
import { evidenceRulesSchema } from './evidence-schema.ts';
import { portfolioConfigSchema } from './portfolio-schema.ts';
import { resumeSchema } from './resume-schema.ts';

/** The JSON Schemas that editors use to complete and validate the owner's files, by file name in `data/schema/`. */
export function editorSchemas(): Record<string, string> {
  return {
    'evidence.schema.json': editorSchema(evidenceRulesSchema),
    'portfolio.schema.json': editorSchema(portfolioConfigSchema),
    'resume.schema.json': editorSchema(resumeSchema),
  };
}

function editorSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), null, 2)}\n`;
}
