import type { AuditInput, Finding } from './finding.ts';

/** Reports several keywords in one text, and skill groups of the same name. */
export function auditSkillLists(input: AuditInput): Finding[] {
  return [...joinedKeywords(input), ...duplicateGroups(input)];
}

function joinedKeywords({ resume, inResume }: AuditInput): Finding[] {
  const findings: Finding[] = [];
  for (const section of ['skills', 'projects', 'interests'] as const) {
    for (const [index, { keywords = [] }] of resume[section].entries()) {
      const at = keywords.findIndex((keyword) => namesIn(keyword).length > 1);
      const joined = keywords[at];
      if (joined === undefined) continue;
      findings.push({
        severity: 'note',
        where: inResume([section, index, 'keywords', at]),
        what: `"${joined}" is one keyword`,
        why: 'each keyword is shown and matched with its evidence on its own',
        fix: `write one item for each: ${namesIn(joined).join(' / ')}`,
      });
    }
  }
  return findings;
}

/** The names between commas and semicolons; those in parentheses and in code belong to a name. */
function namesIn(keyword: string): string[] {
  const names = keyword.split(/[,;](?![^(]*\))(?=(?:[^`]*`[^`]*`)*[^`]*$)/).map((name) => name.trim());
  return names.filter((name) => name !== '');
}

function duplicateGroups({ resume: { skills }, inResume }: AuditInput): Finding[] {
  const seen = new Map<string, number>();
  const findings: Finding[] = [];
  for (const [index, { name }] of skills.entries()) {
    const simple = name.trim().toLowerCase();
    const first = seen.get(simple);
    if (first === undefined) {
      seen.set(simple, index);
      continue;
    }
    findings.push({
      severity: 'note',
      where: inResume(['skills', index, 'name']),
      what: `a second group of skills is called "${name}"`,
      why: `so is the one at ${inResume(['skills', first, 'name'])}, and a link to the name leads there`,
      fix: 'merge the two, or rename one',
    });
  }
  return findings;
}
