import { auditAge, auditUnnamedSkills } from './claims.ts';
import type { Finding, Subject } from './finding.ts';
import { auditEvidence, auditLinks } from './links.ts';
import { auditObsolete } from './obsolete.ts';
import { auditProjects } from './projects.ts';
import { auditReviews } from './reviews.ts';

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** All findings about the résumé and the configuration, errors first. */
export function auditAll(subject: Subject): Finding[] {
  const audits = [
    auditLinks,
    auditEvidence,
    auditProjects,
    auditReviews,
    auditAge,
    auditUnnamedSkills,
    auditObsolete,
  ];
  const findings = audits.flatMap((audit) => audit(subject));
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
