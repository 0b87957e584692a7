import { checkAge, checkUnnamedSkills } from './claims.ts';
import type { Finding, Subject } from './finding.ts';
import { checkEvidence, checkLinks } from './links.ts';
import { checkProjects } from './projects.ts';
import { checkReviews } from './reviews.ts';

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** Everything in which résumé and configuration differ from what is known, the worst first. */
export function checkAll(subject: Subject): Finding[] {
  const rules = [checkLinks, checkEvidence, checkProjects, checkReviews, checkAge, checkUnnamedSkills];
  const findings = rules.flatMap((rule) => rule(subject));
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
