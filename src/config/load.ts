import { join } from 'node:path';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { readRequired } from '../files.ts';
import { type PortfolioConfig, portfolioConfigSchema } from './portfolio-schema.ts';
import { type Resume, resumeSchema } from './resume-schema.ts';
import { parseYaml, type YamlResult } from './yaml.ts';

/** The two files that the owner writes. */
export interface OwnerFiles {
  resume: Resume;
  config: PortfolioConfig;
}

/** Reads and checks both files of the data folder. Throws one UserError that lists every problem of both. */
export async function loadOwnerFiles(dataFolder: string): Promise<OwnerFiles> {
  const resume = await load(join(dataFolder, 'resume.yaml'), resumeSchema);
  const config = await load(join(dataFolder, 'portfolio.yaml'), portfolioConfigSchema);
  if (resume.ok && config.ok) return { resume: resume.value, config: config.value };
  throw new UserError(...[resume, config].flatMap((result) => (result.ok ? [] : result.problems)));
}

async function load<T>(path: string, schema: z.ZodType<T>): Promise<YamlResult<T>> {
  const text = await readRequired(path, 'restore it from git, or name the right folder with --data DIR');
  return parseYaml(text, path, schema);
}
