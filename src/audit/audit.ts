import { auditAge, auditUnnamedSkills } from './claims.ts';
import type { AuditInput, Finding } from './finding.ts';
import { auditEvidence, auditLinks } from './links.ts';
import { auditObsolete } from './obsolete.ts';
import { auditJobOrder, auditPeriods } from './periods.ts';
import { auditProjects } from './projects.ts';
import { auditReviews } from './reviews.ts';
import { auditSkillLists } from './skill-lists.ts';

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** All findings about the résumé and the configuration, errors first. */
export function auditAll(input: AuditInput): Finding[] {
  const audits = [
    auditLinks,
    auditEvidence,
    auditProjects,
    auditReviews,
    auditPeriods,
    auditJobOrder,
    auditSkillLists,
    auditAge,
    auditUnnamedSkills,
    auditObsolete,
  ];
  const findings = audits.flatMap((audit) => audit(input));
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
