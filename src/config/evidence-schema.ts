import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import { line, webAddress } from './resume-fields.ts';

/** Kinds of files that a repository's tree may contain. */
const contents = z.enum(['tests', 'dockerfile', 'workflow']);

/** The facts that a rule can test. A rule names exactly one of them; all come from the last refresh. */
const condition = {
  mainLanguage: line.describe('The main language of the repository, according to GitHub.').optional(),
  topic: line.describe('A topic of the repository on GitHub.').optional(),
  contains: contents.describe('A kind of file that the repository contains.').optional(),
};

const rule = z
  .strictObject({ skill: line.describe('The name of a skill, or one of its aliases.'), ...condition })
  .superRefine(({ skill: _, ...named }, context) => {
    if (Object.values(named).filter((value) => value !== undefined).length === 1) return;
    const message = `name one of ${Object.keys(condition).join(', ')}`;
    context.addIssue({ code: 'custom', message });
  })
  .describe('Every repository of the owner that matches is evidence of the skill.');

/** Which repository facts are evidence of which skill. The owner writes these rules by hand. */
export const evidenceRulesSchema = z
  .strictObject({
    leastBytes: z
      .int()
      .nonnegative()
      .default(0)
      .describe('How many bytes of a language a repository needs to be evidence of it.'),
    rules: z.array(rule),
    except: z
      .array(z.strictObject({ skill: line, repository: repositoryName }))
      .default([])
      .describe('Matches of the rules that would not convince a reader.'),
  })
  .describe('Which repositories are evidence of which skill of the résumé.');

export type EvidenceRules = z.infer<typeof evidenceRulesSchema>;
export type EvidenceRule = EvidenceRules['rules'][number];

/** The rules when there is no evidence.yaml. */
export const noRules: EvidenceRules = { leastBytes: 0, rules: [], except: [] };

/** The facts that a piece of evidence can name. */
const fact = z.enum([...(['mainLanguage', 'release', 'checks'] as const), ...contents.options]);
export type WrittenFact = z.infer<typeof fact>;

const release = z
  .string()
  .regex(/^[^@\s]+\/[^@\s]+@\S+$/, 'write a release as owner/name@tag')
  .describe('A release as owner/name@tag.');

const pullRequest = z
  .string()
  .regex(/^[^#\s]+\/[^#\s]+#[1-9]\d*$/, 'write a pull request as owner/name#12')
  .describe('A pull request as owner/name#12.');

/** A piece of evidence that the owner lists for a claim. */
export const writtenEvidence = z.union([
  repositoryName,
  z.strictObject({ repository: repositoryName, fact: fact.optional() }),
  z.strictObject({ release }),
  z.strictObject({ pullRequest }),
  z.strictObject({ page: webAddress, title: line }),
]);

export type WrittenEvidence = z.infer<typeof writtenEvidence>;
