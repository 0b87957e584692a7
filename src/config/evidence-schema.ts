import { repositoryName } from '../repository-name.ts';
import { z } from '../zod.ts';
import { line, webAddress } from './resume-fields.ts';

/** What is to be found in a repository's tree. */
const contents = z.enum(['tests', 'dockerfile', 'workflow']);

/** Facts of a repository that can show something. A rule names one of them; all are known from the last refresh. */
const condition = {
  mainLanguage: line.describe('GitHub names this language as the main one.').optional(),
  topic: line.describe('Its owner gave it this topic.').optional(),
  contains: contents.describe('Files of this kind are in it.').optional(),
};

const rule = z
  .strictObject({ skill: line.describe('A skill by its name, or by one of its names.'), ...condition })
  .superRefine(({ skill: _, ...named }, context) => {
    if (Object.values(named).filter((value) => value !== undefined).length === 1) return;
    const message = `name one of ${Object.keys(condition).join(', ')}`;
    context.addIssue({ code: 'custom', message });
  })
  .describe('Every own repository of which this is true shows the skill.');

/** Which facts show which skill: written by hand, beside the résumé. */
export const evidenceRulesSchema = z
  .strictObject({
    leastBytes: z
      .int()
      .nonnegative()
      .default(0)
      .describe('A repository shows a language from so many bytes of it on.'),
    rules: z.array(rule),
    except: z
      .array(z.strictObject({ skill: line, repository: repositoryName }))
      .default([])
      .describe('What a rule would link and no reader would accept.'),
  })
  .describe('What in the repositories shows which skill of the résumé.');

export type EvidenceRules = z.infer<typeof evidenceRulesSchema>;
export type EvidenceRule = EvidenceRules['rules'][number];

/** Where the owner has written none. */
export const noRules: EvidenceRules = { leastBytes: 0, rules: [], except: [] };

/** What of a repository the owner points at. */
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

/** What the owner writes beside a claim. */
export const writtenEvidence = z.union([
  repositoryName,
  z.strictObject({ repository: repositoryName, fact: fact.optional() }),
  z.strictObject({ release }),
  z.strictObject({ pullRequest }),
  z.strictObject({ page: webAddress, title: line }),
]);

export type WrittenEvidence = z.infer<typeof writtenEvidence>;
