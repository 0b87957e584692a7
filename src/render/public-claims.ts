import { plainText } from '../portfolio/inline.ts';
import type { Evidence, Portfolio } from '../portfolio/model.ts';
import { z } from '../zod.ts';
import { describeFact } from './site/evidence.ts';

const instant = z.string().describe('An instant in UTC, as 2026-11-22T04:37:00Z.');

const evidence = z
  .object({
    kind: z.enum(['repository', 'release', 'pullRequest', 'page']),
    title: z.string(),
    url: z.string(),
    repository: z.string().nullable().describe('The repository that it is or lies in, as owner/name.'),
    facts: z.array(z.string()).describe('What of the repository shows it, in words.'),
    rule: z.string().nullable().describe('The rule that found it; null where the owner wrote it.'),
    at: instant.nullable().describe('When it was published or merged, or the last commit.'),
  })
  .describe('Something public that shows a claim.');

const mention = z.object({
  kind: z.enum(['work', 'project']),
  subject: z.string().describe('The line in a few words.'),
  anchor: z.string().describe('Where on /resume/ it stands: the fragment.'),
});

const skill = z.object({
  name: z.string(),
  group: z.string(),
  evidence: z.array(evidence),
  mentions: z.array(mention).describe('The lines of the résumé that name it.'),
});

const claim = mention.extend({ text: z.string().describe('The line.'), evidence: z.array(evidence) });

/** The part of `/portfolio.json` that links the résumé to its evidence. */
export const publicClaimsShape = {
  skills: z.array(skill),
  claims: z.array(claim).describe('Lines of the résumé that something public shows.'),
};

/** Skills and the claims that have evidence. {@link publicClaimsShape} strips the fields it does not list. */
export function publicClaims({ skills, claims }: Portfolio) {
  return {
    skills: skills.flatMap(({ name: group, skills: members }) =>
      members.map((member) => ({ ...member, group, evidence: member.evidence.map(publicEvidence) })),
    ),
    claims: claims
      .filter(({ evidence: items }) => items.length > 0)
      .map((item) => ({ ...item, text: plainText(item.text), evidence: item.evidence.map(publicEvidence) })),
  };
}

function publicEvidence({ repository: shown, facts, ...known }: Evidence) {
  return { ...known, repository: shown?.name ?? null, facts: facts.map(describeFact) };
}
