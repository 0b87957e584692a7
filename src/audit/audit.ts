import { auditAge, auditUnnamedSkills } from './claims.ts';
import type { Finding, Subject } from './finding.ts';
import { auditEvidence, auditLinks } from './links.ts';
import { auditProjects } from './projects.ts';
import { auditReviews } from './reviews.ts';

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** Everything in which résumé and configuration differ from what is known, the worst first. */
export function auditAll(subject: Subject): Finding[] {
  const rules = [auditLinks, auditEvidence, auditProjects, auditReviews, auditAge, auditUnnamedSkills];
  const findings = rules.flatMap((rule) => rule(subject));
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
