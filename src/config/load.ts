import { join } from 'node:path';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { readRequired, readText } from '../files.ts';
import { type EvidenceRules, evidenceRulesSchema, noRules } from './evidence-schema.ts';
import { type PortfolioConfig, portfolioConfigSchema } from './portfolio-schema.ts';
import { type Resume, resumeSchema } from './resume-schema.ts';
import { parseYaml, type YamlResult } from './yaml.ts';

/** The files that the owner writes. */
export interface OwnerFiles {
  resume: Resume;
  config: PortfolioConfig;
  /** Without the file there are no rules. */
  rules: EvidenceRules;
}

/** Reads and checks the owner's files of the data folder. Throws one UserError that lists every problem of all. */
export async function loadOwnerFiles(dataFolder: string): Promise<OwnerFiles> {
  const resume = await load(join(dataFolder, 'resume.yaml'), resumeSchema);
  const config = await load(join(dataFolder, 'portfolio.yaml'), portfolioConfigSchema);
  const rules = await loadRules(join(dataFolder, 'evidence.yaml'));
  if (resume.ok && config.ok && rules.ok) {
    return { resume: resume.value, config: config.value, rules: rules.value };
  }
  throw new UserError(...[resume, config, rules].flatMap((result) => (result.ok ? [] : result.problems)));
}

async function loadRules(path: string): Promise<YamlResult<EvidenceRules>> {
  const text = await readText(path);
  return text === null ? { ok: true, value: noRules } : parseYaml(text, path, evidenceRulesSchema);
}

async function load<T>(path: string, schema: z.ZodType<T>): Promise<YamlResult<T>> {
  const text = await readRequired(path, 'restore it from git, or name the right folder with --data DIR');
  return parseYaml(text, path, schema);
}
