import { join } from 'node:path';
import { type Problem, UserError } from '../errors.ts';
import { readRequired, readText } from '../files.ts';
import type { z } from '../zod.ts';
import { type EvidenceRules, evidenceRulesSchema, noRules } from './evidence-schema.ts';
import { type PortfolioConfig, portfolioConfigSchema } from './portfolio-schema.ts';
import { type Resume, resumeSchema } from './resume-schema.ts';
import { parseYaml, type YamlResult } from './yaml.ts';

/** The files that the owner writes. */
export interface OwnerFiles {
  resume: Resume;
  config: PortfolioConfig;
  /** Empty if there is no evidence.yaml. */
  rules: EvidenceRules;
}

/** Reads and validates the owner's files in the data folder. Throws one UserError that lists the problems of all files. */
export async function loadOwnerFiles(dataFolder: string): Promise<OwnerFiles> {
  const resume = await load(join(dataFolder, 'resume.yaml'), resumeSchema);
  const config = await load(join(dataFolder, 'portfolio.yaml'), portfolioConfigSchema);
  const rules = await loadRules(join(dataFolder, 'evidence.yaml'));
  if (resume.ok && config.ok && rules.ok) {
    return { resume: resume.value, config: config.value, rules: rules.value };
  }
  const problems: Problem[] = [];
  for (const result of [resume, config, rules]) if (!result.ok) problems.push(...result.problems);
  throw new UserError(...problems);
}

async function loadRules(path: string): Promise<YamlResult<EvidenceRules>> {
  const text = await readText(path);
  return text === null ? { ok: true, value: noRules } : parseYaml(text, path, evidenceRulesSchema);
}

async function load<T>(path: string, schema: z.ZodType<T>): Promise<YamlResult<T>> {
  const text = await readRequired(path, 'restore it from git, or pass the right folder with --data DIR');
  return parseYaml(text, path, schema);
}
